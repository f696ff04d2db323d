"""Scores of many runs at once agree with the metrics of the shelf, run by run."""

from __future__ import annotations

from importlib import import_module

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from digitclust.statistics import scores
from digitclust.statistics.naming import contingency, per_class
from digitclust.statistics.proportions import interval, wilson

TRUE = np.repeat([3, 5, 8], [6, 5, 4])
LABELS = arrays.arrays(np.uint8, (4, 15), elements=st.integers(0, 3))


@given(LABELS)
def test_a_score_of_every_run_is_that_of_the_metric(labels: NDArray[np.uint8]) -> None:
    """Mode accuracy, one-to-one accuracy and ARI are what the shelf says of each run, empty clusters included."""
    counts = scores.contingencies(TRUE, labels)
    found = {
        "accuracy": scores.correct(counts) / len(TRUE),
        "accuracy_hungarian": scores.correct_hungarian(counts) / len(TRUE),
        "ari": scores.ari(counts),
    }
    for name, values in found.items():
        score = import_module(f"digitclust.metrics.{name}").score

        assert values == pytest.approx([score(TRUE, run) for run in labels], abs=1e-12)


@given(LABELS)
def test_names_and_recall_are_those_of_the_single_run(labels: NDArray[np.uint8]) -> None:
    """A label names as many clusters, and is recalled as often, as the naming of one run says."""
    counts = scores.contingencies(TRUE, labels)
    for run, named, recall in zip(labels, scores.n_named(counts), scores.recall(counts), strict=True):
        table = per_class(contingency(TRUE, run))

        assert (named > 0).tolist() == (table["named"] > 0).tolist()
        assert named.sum() == len(np.unique(run))
        assert recall == pytest.approx(table["recall"])


@given(LABELS, st.permutations(range(4)))
def test_renaming_the_clusters_changes_no_score(labels: NDArray[np.uint8], names: list[int]) -> None:
    """What is scored is the partition, not the numbers of its clusters."""
    one, other = (scores.contingencies(TRUE, runs) for runs in (labels, np.array(names)[labels]))

    assert scores.correct(one).tolist() == scores.correct(other).tolist()
    assert scores.correct_hungarian(one).tolist() == scores.correct_hungarian(other).tolist()
    assert scores.ari(one) == pytest.approx(scores.ari(other), abs=1e-12)


def test_the_interval_of_a_share_is_that_of_scipy() -> None:
    """Wilson's score interval, for no hit, some hits, and nothing but hits."""
    from scipy.stats import binomtest

    low, high = wilson([0, 3, 17, 20], 20, 0.9)
    for place, hits in enumerate([0, 3, 17, 20]):
        known = binomtest(hits, 20).proportion_ci(0.9, method="wilson")

        assert (low[place], high[place]) == pytest.approx((known.low, known.high), abs=1e-12)
    assert interval("share", 3, 20, 0.9) == {"share": 0.15, "share_low": low[1], "share_high": high[1]}
