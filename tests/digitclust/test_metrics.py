"""Metrics against hand-computed cases, against scikit-learn, and by their properties."""

from __future__ import annotations

from importlib import import_module
from itertools import permutations
from math import comb, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics as sk

from digitclust.discover import stems
from digitclust.study import SHELVES

METRICS = {stem: import_module(f"digitclust.metrics.{stem}").score for stem in stems(SHELVES["metrics"])}
# Two clusters of three: the first holds a a b, the second b b b. Contingency [[2, 0], [1, 3]].
TRUE, PRED = ["a", "a", "b", "b", "b", "b"], [7, 7, 7, 9, 9, 9]
LABELS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 5)), min_size=2, max_size=40)


def test_accuracy_by_hand() -> None:
    """Cluster 7 is named a and has two of them, cluster 9 is named b and has three: 5 of 6."""
    assert METRICS["accuracy"](TRUE, PRED) == 5 / 6


def test_hungarian_accuracy_by_hand() -> None:
    """Three clusters, two of them pure a: only one may be called a, so 2 + 2 of 5 are right."""
    true, pred = [0, 0, 0, 1, 1], [0, 0, 1, 2, 2]

    assert METRICS["accuracy_hungarian"](true, pred) == 4 / 5
    assert METRICS["accuracy"](true, pred) == 1


@given(LABELS)
def test_hungarian_accuracy_is_the_best_of_all_one_to_one_namings(pairs: list[tuple[int, int]]) -> None:
    """Trying every assignment of names finds nothing better."""
    true, pred = map(np.array, zip(*pairs, strict=True))
    best = max(
        sum(int(((true == name) & (pred == c)).sum()) for c, name in enumerate(order))
        for order in permutations(range(6))
    )

    assert METRICS["accuracy_hungarian"](true, pred) == best / len(true)


def test_ari_by_hand() -> None:
    """Pairs together in both: 1 + 3; expected 7 * 6 / 15; maximum (7 + 6) / 2 (Hubert and Arabie, 1985)."""
    together, in_true, in_pred, pairs = comb(2, 2) + comb(3, 2), comb(2, 2) + comb(4, 2), 2 * comb(3, 2), comb(6, 2)
    chance = in_true * in_pred / pairs

    assert METRICS["ari"](TRUE, PRED) == pytest.approx((together - chance) / ((in_true + in_pred) / 2 - chance))


def test_entropies_by_hand() -> None:
    """Homogeneity, completeness, V-measure and NMI follow from three entropies (Rosenberg and Hirschberg, 2007)."""
    h_true = -(1 / 3 * log(1 / 3) + 2 / 3 * log(2 / 3))
    h_pred = log(2)
    given_pred = 1 / 2 * -(2 / 3 * log(2 / 3) + 1 / 3 * log(1 / 3))
    mutual = h_true - given_pred
    homogeneity, completeness = mutual / h_true, mutual / h_pred

    assert METRICS["homogeneity"](TRUE, PRED) == pytest.approx(homogeneity)
    assert METRICS["completeness"](TRUE, PRED) == pytest.approx(completeness)
    assert METRICS["v_measure"](TRUE, PRED) == pytest.approx(2 * mutual / (h_true + h_pred))
    assert METRICS["nmi"](TRUE, PRED) == pytest.approx(mutual / ((h_true + h_pred) / 2))


@given(LABELS)
def test_accuracy_agrees_with_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    """The sum of column maxima of scikit-learn's contingency matrix, over n."""
    true, pred = zip(*pairs, strict=True)
    matrix = sk.cluster.contingency_matrix(true, pred)

    assert METRICS["accuracy"](true, pred) == matrix.max(axis=0).sum() / len(true)


@pytest.mark.parametrize("stem", sorted(METRICS))
@given(pairs=LABELS, names=st.permutations(range(6)))
def test_renaming_clusters_changes_no_score(stem: str, pairs: list[tuple[int, int]], names: list[int]) -> None:
    """A score depends on the partition, not on the numbers of its clusters."""
    true, pred = zip(*pairs, strict=True)

    assert METRICS[stem](true, [names[p] for p in pred]) == pytest.approx(METRICS[stem](true, pred), abs=1e-12)


@pytest.mark.parametrize("stem", sorted(METRICS))
@given(pairs=LABELS)
def test_the_true_partition_scores_one_and_nothing_scores_more(stem: str, pairs: list[tuple[int, int]]) -> None:
    """Perfect labels are best."""
    true, pred = zip(*pairs, strict=True)

    assert METRICS[stem](true, true) == pytest.approx(1)
    assert METRICS[stem](true, pred) <= 1 + 1e-12


@given(LABELS, st.integers(0, 39))
def test_splitting_a_cluster_never_lowers_mode_accuracy(pairs: list[tuple[int, int]], position: int) -> None:
    """Mode labelling rewards more clusters: that is why the report never prints it alone."""
    true, pred = map(list, zip(*pairs, strict=True))
    split = pred.copy()
    split[position % len(pred)] = 99

    assert METRICS["accuracy"](true, split) >= METRICS["accuracy"](true, pred)


@pytest.mark.parametrize("stem", ["accuracy", "accuracy_hungarian"])
@pytest.mark.parametrize(("true", "pred"), [([0, 1], [0]), ([], [])])
def test_labels_of_different_length_or_none_are_refused(stem: str, true: list[int], pred: list[int]) -> None:
    """The message gives both shapes."""
    with pytest.raises(ValueError, match="must be equally long and not empty"):
        METRICS[stem](true, pred)
