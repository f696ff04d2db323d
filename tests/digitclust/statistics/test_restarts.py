"""The run with the least inertia of several: exact chances against trying every choice."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from digitclust.statistics import restarts

INERTIA = np.array([5.0, 2.0, 9.0, 4.0, 7.0, 3.0])
ACCURACY = np.array([0.9, 0.6, 0.5, 0.7, 0.7, 0.8])
NO_DRAW = np.arange(6)[None]


def tried(n_init: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the accuracy of the run that is kept, for every choice of runs."""
    choices = [list(choice) for choice in combinations(range(6), n_init)]
    return np.array([ACCURACY[choice][INERTIA[choice].argmin()] for choice in choices])


@pytest.mark.parametrize("n_init", range(1, 7))
def test_the_mean_of_what_is_kept_is_that_of_every_choice(n_init: int) -> None:
    """All sets of n_init of six runs are tried by hand."""
    table = restarts.kept(INERTIA, ACCURACY, [n_init], 0.95, NO_DRAW)

    assert table["accuracy"].item() == pytest.approx(tried(n_init).mean())
    assert table["mean_low"].item() == pytest.approx(table["mean_high"].item()) == pytest.approx(tried(n_init).mean())


@pytest.mark.parametrize("n_init", range(1, 7))
def test_the_odds_of_an_accuracy_are_those_of_every_choice(n_init: int) -> None:
    """Equal accuracies of different runs are added up; what cannot come out is not listed."""
    table = restarts.odds(INERTIA, ACCURACY, [n_init])
    values, counts = np.unique(tried(n_init), return_counts=True)

    assert table["accuracy"].tolist() == values.tolist()
    assert table["chance"].tolist() == pytest.approx(counts / counts.sum())


def test_all_runs_keep_the_least_inertia_of_all() -> None:
    """With as many restarts as runs the last chance is certain; the most accurate run is never kept."""
    assert restarts.chances(6, 6).tolist() == [1, 0, 0, 0, 0, 0]
    assert restarts.chance_of(INERTIA, ACCURACY == 0.9, [1, 3, 4]) == pytest.approx([1 / 6, 1 / 20, 0])


def test_chances_of_a_thousand_runs_add_up() -> None:
    """Without any factorial."""
    for n_init in (1, 10, 100, 1000):
        assert restarts.chances(1000, n_init).sum() == pytest.approx(1, abs=1e-12)


def test_quantiles_of_equal_weights_are_those_of_numpy() -> None:
    """The least value that a share of the runs does not exceed."""
    for level in (0.025, 0.5, 0.975):
        expected = np.quantile(ACCURACY, level, method="inverted_cdf")

        assert restarts.quantile(ACCURACY, np.full(6, 1 / 6), level) == expected
