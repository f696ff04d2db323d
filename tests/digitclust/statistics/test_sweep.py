"""What many runs say together, on small cases by hand and against SciPy."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray
from scipy.stats import kendalltau, spearmanr
from sklearn.metrics import adjusted_rand_score

from digitclust.statistics import association, scores, sweep

RUNS = arrays.arrays(np.uint8, (6, 7), elements=st.integers(0, 2))
NUMBERS = arrays.arrays(np.int64, 9, elements=st.integers(0, 5))


@settings(deadline=None, max_examples=50)
@given(RUNS)
def test_runs_share_an_optimum_if_their_partitions_are_equal(labels: NDArray[np.uint8]) -> None:
    """Equal up to the numbering of clusters, which is where ARI is 1; numbered from the least inertia on."""
    found = sweep.optima(labels, np.arange(6.0))
    for one in range(6):
        for other in range(6):
            same = adjusted_rand_score(labels[one], labels[other]) == 1

            assert (found[one] == found[other]) == same
    assert found[0] == 1
    assert sorted(set(found.tolist())) == list(range(1, found.max() + 1))


def test_a_lost_and_a_doubled_label_by_hand() -> None:
    """Two clusters are named 3, none 5: 3 is doubled and 5 is lost; in the other run all is well."""
    true = np.array([3, 3, 3, 5, 5])
    counts = scores.contingencies(true, np.array([[0, 1, 1, 1, 0], [0, 0, 0, 1, 1]]))
    labels = np.array([3, 5])

    assert sweep.names(counts, labels)["labels_lost"] == ["5", "-"]
    assert sweep.names(counts, labels)["labels_doubled"] == ["3", "-"]
    assert sweep.names(counts, labels)["n_labels_lost"].tolist() == [1, 0]


@given(NUMBERS, NUMBERS)
def test_rank_correlation_is_that_of_scipy(x: NDArray[np.int64], y: NDArray[np.int64]) -> None:
    """Ties included; undefined where one of the two is constant."""
    if np.ptp(x) and np.ptp(y):
        assert association.spearman(x.astype(np.float64), y.astype(np.float64)) == pytest.approx(
            spearmanr(x, y).statistic
        )


@given(st.permutations(range(9)), st.permutations(range(9)))
def test_pairs_that_go_the_same_way_are_those_of_kendall(x: list[int], y: list[int]) -> None:
    """Without ties tau is the share of concordant pairs less that of discordant ones."""
    share, _ = association.mean_of_pairs(association.against(np.array(x, float), np.array(y, float)))

    assert 2 * share - 1 == pytest.approx(kendalltau(x, y).statistic)


def test_the_standard_error_over_pairs_is_that_of_simulation() -> None:
    """Over 400 samples of 60 the share of concordant pairs scatters as its standard error says, within a tenth."""
    rng = np.random.default_rng(0)
    x = rng.standard_normal((400, 60))
    y = x + rng.standard_normal((400, 60))
    found = np.array([association.mean_of_pairs(association.against(*pair)) for pair in zip(x, y, strict=True)])

    assert found[:, 1].mean() == pytest.approx(found[:, 0].std(), rel=0.1)


def test_spread_by_hand() -> None:
    """Of 0 to 4: median 2, quartiles 1 and 3, middle half 1 to 3, standard error sqrt(2.5 / 5)."""
    found = sweep.spread([4, 1, 3, 0, 2], 0.5)

    assert [found[name] for name in ("min", "low", "q25", "median", "q75", "high", "max")] == [0, 1, 1, 2, 3, 3, 4]
    assert found["mean"] == 2
    assert found["standard_error"] == pytest.approx(0.5**0.5)


def test_the_intervals_of_an_association_cover_it_at_about_their_rate() -> None:
    """Normal numbers with a correlation of -0.5, of which both measures are known; 300 draws of 80 runs."""
    rng, hits = np.random.default_rng(0), np.zeros(2)
    truth = {"spearman": -6 / np.pi * np.arcsin(0.25), "discordant": 0.5 - np.arcsin(0.5) / np.pi}
    for _ in range(300):
        inertia = rng.normal(size=80)
        frame = pd.DataFrame({"inertia": inertia, "accuracy": -0.5 * inertia + np.sqrt(0.75) * rng.normal(size=80)})
        told = association.told(frame.assign(random_state=range(80)), rng.integers(80, size=(300, 80)), 0.9)
        ends = told.values
        hits += [ends[f"{name}_low"] <= value <= ends[f"{name}_high"] for name, value in truth.items()]

    # Four standard errors of the simulation: 0.07. With 80 runs either interval is a little narrow.
    np.testing.assert_allclose(hits / 300, 0.9, atol=0.07)
