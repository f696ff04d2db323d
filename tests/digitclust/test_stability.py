"""Stability: indices by hand and by scikit-learn, resamples by hand, verdicts by their levels."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.cluster import KMeans
from sklearn.datasets import load_digits
from sklearn.metrics import adjusted_rand_score, jaccard_score

from digitclust import InputError, Results, load_study, run
from digitclust.experiments import stability
from digitclust.records import Partition
from digitclust.statistics.agreement import jaccard, pairwise_ari
from digitclust.statistics.resampling import again

DIGITS = load_digits()
FEW = {"n_runs": 20, "n_compared": 12, "n_resamples": 20}
PARTITIONS = st.lists(st.lists(st.integers(0, 3), min_size=8, max_size=8), min_size=2, max_size=4)


@pytest.fixture(scope="module")
def found() -> Results:
    """Return the answer of a small study, computed side by side."""
    return run(load_study({"experiments": {"stability": FEW}}), n_jobs=2)


@settings(max_examples=40)
@given(PARTITIONS)
def test_ari_of_all_pairs_is_that_of_scikit_learn(runs: list[list[int]]) -> None:
    """For any partitions, those of a single cluster included."""
    matrix = pairwise_ari(np.array(runs))
    for i, j in combinations(range(len(runs)), 2):
        assert matrix[i, j] == matrix[j, i] == pytest.approx(adjusted_rand_score(runs[i], runs[j]))


def test_jaccard_by_hand() -> None:
    """Clusters 012 and 34 against 01 and 234: 2/3 and 2/3; a cluster without images has none."""
    found = jaccard(np.array([0, 0, 0, 1, 1]), np.array([0, 0, 1, 1, 1]), 3)

    np.testing.assert_allclose(found, [2 / 3, 2 / 3, np.nan])


@settings(max_examples=40)
@given(PARTITIONS)
def test_jaccard_is_the_greatest_that_scikit_learn_finds(runs: list[list[int]]) -> None:
    """Each cluster, as a set, against all clusters of the other partition."""
    one, other = np.array(runs[0]), np.array(runs[1])
    for cluster, index in enumerate(jaccard(one, other, 4)):
        if (one == cluster).any():
            best = max(jaccard_score(one == cluster, other == each) for each in np.unique(other))
            assert index == pytest.approx(best)
        else:
            assert np.isnan(index)


def test_a_partition_agrees_with_itself_under_other_numbers() -> None:
    """Every index is 1 when clusters are numbered anew."""
    labels = np.arange(30) % 3

    np.testing.assert_allclose(jaccard(labels, (labels + 1) % 3, 3), 1)
    np.testing.assert_allclose(pairwise_ari(np.stack([labels, (labels + 1) % 3])), 1)


def test_the_resamples_are_those_made_by_hand(found: Results) -> None:
    """The first ones, with sets: drawn images only, each counted once."""
    reference = KMeans(10, n_init=1, random_state=0).fit(DIGITS.data).labels_
    table = found["stability"].tables["resamples"].set_index(["resample", "cluster"])["jaccard"]
    for resample in range(3):
        drawn = np.random.default_rng((0, resample)).integers(1797, size=1797)
        labels = KMeans(10, n_init=1, random_state=0).fit(DIGITS.data[drawn]).labels_
        others = [set(drawn[labels == cluster]) for cluster in range(10)]
        for cluster in range(10):
            own = set(drawn) & set(np.flatnonzero(reference == cluster))
            assert table[resample, cluster] == pytest.approx(max(len(own & o) / len(own | o) for o in others))


def test_the_table_of_clusters_sums_up_the_resamples(found: Results) -> None:
    """Mean, its standard error, and the shares dissolved and recovered."""
    tables = found["stability"].tables
    groups = tables["resamples"].groupby("cluster")["jaccard"]
    clusters = tables["clusters"].set_index("cluster").sort_index()

    np.testing.assert_allclose(clusters["jaccard"], groups.mean())
    np.testing.assert_allclose(clusters["standard_error"], groups.sem())
    np.testing.assert_allclose(clusters["share_dissolved"], groups.apply(lambda own: (own <= 0.5).mean()))
    np.testing.assert_allclose(clusters["share_recovered"], groups.apply(lambda own: (own >= 0.75).mean()))
    assert tables["clusters"]["jaccard"].is_monotonic_decreasing


def test_the_pairs_are_those_of_the_compared_runs(found: Results) -> None:
    """12 runs make 66 pairs; their mean is that of scikit-learn; the reference run has 11 others."""
    runs = [KMeans(10, n_init=1, random_state=seed).fit(DIGITS.data).labels_ for seed in range(12)]
    ari = [adjusted_rand_score(one, other) for one, other in combinations(runs, 2)]
    values, tables = found.values, found["stability"].tables

    assert values["stability.n_pairs"] == tables["pairs"]["n"].sum() == 66
    assert values["stability.ari_mean"] == pytest.approx(np.mean(ari))
    assert values["stability.ari_median"] == pytest.approx(np.median(ari))
    assert tables["reference_pairs"]["random_state"].tolist() == list(range(1, 12))
    assert values["stability.reference_ari"] == pytest.approx(np.mean(ari[:11]))


def test_the_standard_error_of_pairs_is_that_of_repeated_draws() -> None:
    """Means over pairs of 40 random numbers vary as foretold, where a pair is the product of its numbers."""
    rng = np.random.default_rng(0)
    drawn = rng.normal(1, 1, size=(500, 40))
    told = [stability.over_pairs(np.outer(x, x)) for x in drawn]

    # The spread of 500 means is known to 3 in a hundred; the told errors vary and lean a little upwards.
    assert np.std([mean for mean, _ in told]) == pytest.approx(np.mean([error for _, error in told]), rel=0.15)


def test_clusters_that_lie_apart_are_found_again() -> None:
    """Three heaps far from each other: every index of every resample is 1."""
    data = np.random.default_rng(0).normal(size=(90, 2)) + np.repeat([[0, 0], [50, 0], [0, 50]], 30, axis=0)

    def fit(images: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> Partition:
        model = KMeans(3, n_init=5, random_state=0).fit(images)
        return Partition(model.labels_.astype(np.int64), model.cluster_centers_, 0.0, 1)

    assert len(again(fit, data, 0, 0)[0]) == 90
    np.testing.assert_allclose(stability.recluster(fit, data, np.repeat(np.arange(3), 30), 0, np.arange(10)), 1)


def test_verdicts_follow_the_levels() -> None:
    """A mean below each level and above the last, and whether its error reaches the level."""
    means = [0.3, 0.55, 0.7, 0.8, 0.849]
    spread = np.array([[-0.02], [0.02]]) * [1, 1, 1, 0, 1]
    frame = pd.DataFrame({name: range(5) for name in ("cluster", "name", "n", "correct", "second", "purity")})
    judged = stability.judge(frame, means + spread, np.ones((3, 5)), stability.Options()).set_index("cluster")

    assert judged["verdict"].sort_index().tolist() == ["dissolved", "untrusted", "doubtful", "stable", "stable"]
    assert judged["sure"].sort_index().tolist() == [True, True, True, True, False]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n_runs": 10, "n_compared": 11}, r"\.n_compared: 11 runs .* of 10; choose a number from 3 to 10"),
        ({"stable": 0.9}, r": the levels dissolved, doubtful, stable, highly_stable must grow in this order"),
        ({"n_clusters": 899}, r"\.n_clusters: 899 clusters .* from 2 to 898"),
    ],
)
def test_bad_options_are_refused_in_one_line(options: dict[str, object], message: str) -> None:
    """The line names the key."""
    with pytest.raises(InputError, match=rf"^experiments.stability{message}"):
        run(load_study({"experiments": {"stability": options}}))
