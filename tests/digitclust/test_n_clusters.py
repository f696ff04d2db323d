"""The number of clusters: indices are what scikit-learn says, choices are what the rules say."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from sklearn.cluster import KMeans
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score, silhouette_score

from digitclust import InputError, Results, load_study, run
from digitclust.datasets import digits
from digitclust.experiments import n_clusters
from digitclust.statistics import choosing, gap, silhouettes, starts
from digitclust.statistics.partitions import digest

SMALL = {"fewest": 8, "most": 11, "n_runs": 3, "n_references": 2, "n_resamples": 20}


@pytest.fixture(scope="module")
def found() -> Results:
    """Return the answer to a small question."""
    return run(load_study({"experiments": {"n_clusters": SMALL}}))


def test_silhouettes_are_those_of_scikit_learn() -> None:
    """From distances and one matrix product, a cluster with a single image and an empty one included."""
    rng = np.random.default_rng(0)
    data, runs = rng.normal(size=(60, 4)), rng.integers(0, 4, size=(5, 60))
    runs[0, 0], runs[1] = 5, np.arange(60) % 2
    expected = [silhouette_score(data, labels) for labels in runs]

    assert silhouettes.means(silhouettes.distances(data), runs) == pytest.approx(expected, rel=1e-12)


def test_a_silhouette_by_hand() -> None:
    """Points 0, 1 and 10 on a line: (10 - 1) / 10, (9 - 1) / 9, and 0 for the one that is alone."""
    between = silhouettes.distances(np.array([[0.0], [1.0], [10.0]]))

    assert silhouettes.means(between, np.array([[0, 0, 1]])) == pytest.approx([(9 / 10 + 8 / 9) / 3])


def test_every_run_is_rated_as_scikit_learn_rates_it(found: Results) -> None:
    """A run fitted here again has the row that the answer gives it."""
    data = digits.load().data
    model = KMeans(9, n_init=1, random_state=2).fit(data)
    (row,) = found["n_clusters"].tables["runs"].query("n_clusters == 9 and random_state == 2").itertuples()

    assert row.silhouette == pytest.approx(silhouette_score(data, model.labels_))
    assert row.calinski_harabasz == pytest.approx(calinski_harabasz_score(data, model.labels_))
    assert row.davies_bouldin == pytest.approx(davies_bouldin_score(data, model.labels_))
    assert row.inertia == pytest.approx(model.inertia_)
    assert (row.digest, row.ties) == (digest(model.labels_), starts.n_ties_of(data, 9, 2))
    assert row.unexplained == pytest.approx(model.inertia_ / KMeans(1, n_init=1).fit(data).inertia_)


def test_the_gap_is_that_of_an_independent_computation(found: Results) -> None:
    """Uniform samples from the box along the components, turned back into pixels, give the same gap and error."""
    data = digits.load().data
    mean = data.mean(axis=0)
    axes = np.linalg.svd(data - mean, full_matrices=False)[2]
    turned = (data - mean) @ axes.T
    logs = []
    for number in range(2):
        rng = np.random.default_rng([0, number])
        sample = rng.uniform(turned.min(axis=0), turned.max(axis=0), data.shape)
        model = KMeans(8, n_init=1, random_state=number).fit(sample)
        back = sample @ axes + mean
        centres = np.array([back[model.labels_ == j].mean(axis=0) for j in range(8)])
        logs.append(np.log(((back - centres[model.labels_]) ** 2).sum()))
    runs, medians = (found["n_clusters"].tables[name].query("n_clusters == 8") for name in ("runs", "medians"))

    assert (runs["gap"] + np.log(runs["inertia"])).tolist() == pytest.approx([np.mean(logs)] * 3, abs=1e-5)
    assert medians["gap_error"].tolist() == pytest.approx([abs(logs[0] - logs[1]) / 2 * np.sqrt(1.5)], abs=1e-5)


def test_the_gap_chooses_the_least_number_that_the_next_does_not_surpass() -> None:
    """Within one standard error of the next; 0 where the gap grows all along."""
    error = np.full(4, 0.1)

    assert gap.first_peak(np.array([1.0, 1.5, 1.55, 2.0]), error, range(2, 6)) == 3
    assert gap.first_peak(np.array([1.0, 1.5, 2.0, 2.5]), error, range(2, 6)) == 0
    assert gap.first_peak(np.array([1.0, 1.5, 2.0, 1.0]), error, range(2, 6)) == 4


@given(st.lists(st.integers(-9, 9), min_size=3, max_size=12))
def test_the_best_value_chooses_and_of_equal_ones_the_fewest_clusters(values: list[int]) -> None:
    """Larger is better for the silhouette, smaller for Davies and Bouldin."""
    curve, tried = np.array(values, dtype=float), range(2, 2 + len(values))

    assert choosing.best("silhouette", curve, curve, tried) == 2 + values.index(max(values))
    assert choosing.best("davies_bouldin", curve, curve, tried) == 2 + values.index(min(values))


def test_every_seed_votes_once_for_each_index(found: Results) -> None:
    """The votes of an index add up to the seeds, and the shares are counted from them, with Wilson's interval."""
    votes, choices = (found["n_clusters"].tables[name] for name in ("votes", "choices"))
    merged = choices.merge(votes, how="left", on=["index", "n_clusters"], suffixes=("", "_votes")).fillna(
        {"n_votes": 0}
    )
    first = choices.iloc[0]
    interval = binomtest(int(first["n"]), 3).proportion_ci(0.95, method="wilson")

    assert set(votes.groupby("index")["n"].sum()) == {3}
    assert merged["n"].tolist() == merged["n_votes"].tolist()
    assert (first["share_low"], first["share_high"]) == pytest.approx((interval.low, interval.high))
    for name, row in choices.set_index("index").iterrows():
        own = votes[votes["index"] == name].sort_values(["n", "n_clusters"], ascending=[False, True]).iloc[0]
        assert (row["mode"], row["mode_share"]) == (own["n_clusters"], own["n"] / 3)


def test_redraws_of_seeds_that_all_agree_agree() -> None:
    """And of seeds that are evenly divided some do and some do not."""
    drawn = np.random.default_rng(0).integers(2, size=(400, 2))
    index = {"random_state": [0, 0, 1, 1], "n_clusters": [2, 3, 2, 3]}
    alike = pd.DataFrame({**index, "silhouette": [0.1, 0.2, 0.3, 0.4]})
    divided = pd.DataFrame({**index, "silhouette": [0.1, 0.2, 0.6, 0.3]})
    error, tried = np.zeros(2), range(2, 4)
    agreeing = []
    for runs in (alike, divided):
        votes = choosing.vote(runs, ["silhouette"], error, tried)
        (choice,) = choosing.choose(runs, votes, error, tried, drawn=drawn, confidence=0.95).itertuples()
        agreeing.append((choice.n_clusters, choice.n, choice.resampled))

    assert agreeing[0] == (3, 2, 1)
    assert agreeing[1][:2] == (2, 1)
    # Of two draws from two seeds a quarter holds the dissenting seed alone. Five standard errors: 0.11.
    assert agreeing[1][2] == pytest.approx(3 / 4, abs=0.11)


def test_more_clusters_can_only_help_mode_labelling(found: Results) -> None:
    """One-to-one accuracy never exceeds accuracy by mode labelling."""
    runs = found["n_clusters"].tables["runs"]

    assert (runs["accuracy_hungarian"] <= runs["accuracy"]).all()


def test_larger_data_are_sampled_for_the_silhouette_and_smaller_are_not() -> None:
    """The choice is seeded, sorted, and without repetition."""
    options = n_clusters.Options(max_silhouette=50)
    chosen = n_clusters.silhouette_sample(80, options)

    assert len(set(chosen.tolist())) == 50
    assert chosen.tolist() == sorted(n_clusters.silhouette_sample(80, options).tolist())
    assert n_clusters.silhouette_sample(50, options).tolist() == list(range(50))


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"fewest": 5, "most": 4}, r"most must be greater than fewest = 5"),
        ({"most": 9}, r"^experiments\.n_clusters\.most: the data have 10 classes, .*; widen the range.*$"),
        ({"most": 5000}, r"^experiments\.n_clusters\.most: 5000 clusters are too many for \d+ .*; choose .*$"),
    ],
)
def test_impossible_ranges_are_refused_in_one_line(given: dict[str, int], complaint: str) -> None:
    """Before anything is fitted."""
    with pytest.raises(InputError, match=complaint):
        run(load_study({"experiments": {"n_clusters": given}}))
