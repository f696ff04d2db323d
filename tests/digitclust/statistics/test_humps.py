"""Silverman's test: what it counts in data whose humps are known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import gaussian_kde

from digitclust.statistics import humps


def drawn(*centers: int, n: int = 400, width: float = 10.0) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Draw whole numbers around some centres."""
    rng = np.random.default_rng(0)
    return np.concatenate([rng.normal(center, width, n // len(centers)) for center in centers]).astype(np.int64)


def test_the_density_is_that_of_scipy() -> None:
    """The same kernel and bandwidth give the same heights."""
    values = drawn(100, 160)
    places = np.arange(300)
    heights = humps.density(np.bincount(values, minlength=300), 7.0)

    assert heights == pytest.approx(gaussian_kde(values, 7.0 / values.std(ddof=1))(places), abs=1e-9)


@pytest.mark.parametrize("centers", [(100,), (100, 200), (100, 200, 330)])
def test_as_many_humps_are_found_as_were_drawn(centers: tuple[int, ...]) -> None:
    """One, two, three normal distributions far apart; each value falls into the hump it was drawn for."""
    values = drawn(*centers)
    found = humps.find(values, 0.01, 200, np.random.default_rng(0))
    own = 1 + np.abs(values[:, None] - np.array(centers)).argmin(axis=1)

    assert [test[0] for test in found.tests] == list(range(1, len(centers) + 1))
    assert found.modes == pytest.approx(centers, abs=8)
    assert (found.members == own).mean() > 0.99


def test_at_the_critical_bandwidth_a_mode_is_about_to_split() -> None:
    """No more modes than asked for there, and one more a little below."""
    counts = np.bincount(drawn(100, 160), minlength=300)
    for n_humps in (1, 2, 3):
        bandwidth = humps.critical_bandwidth(counts, n_humps)

        assert humps.modes(humps.density(counts, bandwidth)).sum() == n_humps
        assert humps.modes(humps.density(counts, 0.99 * bandwidth)).sum() > n_humps


def test_one_hump_is_seldom_refuted_where_there_is_one() -> None:
    """The test is cautious (Silverman, 1981): at level 0.05 no more than 8 of 60 normal samples (p < 0.01) fail."""
    rng = np.random.default_rng(1)
    samples = rng.normal(200, 25, (60, 200)).astype(np.int64)
    p = [humps.p_value(np.bincount(sample, minlength=400), 1, 99, rng)[0] for sample in samples]

    assert sum(value < 0.05 for value in p) <= 8


def test_runs_that_all_agree_have_one_hump() -> None:
    """A single value is one hump, and nothing is divided by its variance."""
    found = humps.find(np.full(30, 7), 0.01, 100, np.random.default_rng(0))

    assert (len(found.tests), found.modes.tolist()) == (1, [7])
    assert set(found.members) == {1}
