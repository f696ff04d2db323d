"""Where K-Means starts, and what a tie is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.datasets import load_digits

from digitclust.statistics import starts

DATA = load_digits().data


@pytest.mark.parametrize("random_state", range(21))
def test_a_run_from_these_centres_is_the_run_of_the_seed(random_state: int) -> None:
    """``KMeans`` started from the images found ends in the labels, iterations and inertia that its seed gives."""
    indices = starts.starting_indices(DATA, 10, random_state)
    seeded = KMeans(10, n_init=1, random_state=random_state).fit(DATA)
    begun = KMeans(10, n_init=1, init=DATA[indices]).fit(DATA)

    np.testing.assert_array_equal(seeded.labels_, begun.labels_)
    assert begun.n_iter_ == seeded.n_iter_
    assert begun.inertia_ == pytest.approx(seeded.inertia_, rel=1e-12)


def test_seed_0_meets_no_tie_and_comes_near_none() -> None:
    """All distances to the nearest centre and the next differ, in 19 iterations, by more than rounding ever changes."""
    indices = starts.starting_indices(DATA, 10, 0)
    gap, n_iter = starts.narrowest_gap(DATA, indices)

    assert starts.n_ties(DATA, indices) == 0
    assert gap > 1e-6
    assert n_iter == 19


def test_a_tie_by_hand() -> None:
    """Of the points 0, 1, 2, 5 on a line with centres 0 and 2, only 1 is as far from either."""
    points = np.array([[0.0], [1.0], [2.0], [5.0]])
    near = starts.nearest(points, np.array([0, 2]))

    assert near.tolist() == [[True, False], [True, True], [False, True], [False, True]]
    assert [way.tolist() for way in starts.ways(near)] == [[0, 0, 1, 1], [0, 1, 1, 1]]
    assert starts.n_ties(points, np.array([0, 2])) == 1
    assert starts.narrowest_gap(points, np.array([0, 2]))[0] == 0


def test_ties_are_those_of_whole_number_arithmetic() -> None:
    """On the pixels, which are whole numbers, Python's own integers find the same."""
    pixels = DATA.astype(np.int64)
    for random_state in range(10):
        indices = starts.starting_indices(DATA, 10, random_state)
        distances = np.sort(((pixels[:, None] - pixels[indices]) ** 2).sum(axis=2), axis=1)

        assert starts.n_ties(DATA, indices) == (distances[:, 0] == distances[:, 1]).sum()


@given(arrays.arrays(np.int64, (12, 3), elements=st.integers(-4, 4)), st.sampled_from([0.25, 1.0, 2.0**30]))
def test_a_scale_of_two_changes_no_tie(points: NDArray[np.int64], scale: float) -> None:
    """Fractions are compared as exactly as whole numbers; a power of two scales without rounding."""
    whole, scaled = (starts.nearest(points.astype(np.float64) * factor, np.arange(3)) for factor in (1.0, scale))

    assert whole.tolist() == scaled.tolist()


def test_almost_a_tie_is_none() -> None:
    """One bit more than halfway is nearer to the far centre; rounded distances would not tell."""
    halfway = np.nextafter(0.1, 1)
    points = np.array([[0.0], [halfway], [2 * 0.1]])

    assert starts.nearest(points, np.array([0, 2]))[1].tolist() == [False, True]


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 10_000))
def test_settling_ties_either_way_leaves_a_tie_free_start_alone(random_state: int) -> None:
    """Where every image has one nearest centre both ways are one, and go on to what the seed finds."""
    indices = starts.starting_indices(DATA, 10, random_state)
    first, last = starts.ways(starts.nearest(DATA, indices))

    assert (starts.n_ties(DATA, indices) == 0) == np.array_equal(first, last)
    if np.array_equal(first, last):
        seeded = KMeans(10, n_init=1, random_state=random_state).fit(DATA)
        np.testing.assert_array_equal(starts.lloyd(DATA, first, 10), seeded.labels_)


def test_many_seeds_begin_as_each_does() -> None:
    """Cut into parts and put together again: starting centres, then the ties; and the ties alone."""
    begun = starts.begin_all(DATA, 10, starts.TOGETHER + 2, lambda function, items: [function(item) for item in items])
    alone = [starts.starting_indices(DATA, 10, state) for state in range(starts.TOGETHER + 2)]

    assert begun[:, :-1].tolist() == [indices.tolist() for indices in alone]
    assert begun[:, -1].tolist() == [starts.n_ties(DATA, indices) for indices in alone]
    assert starts.ties(DATA, 10, 5).tolist() == begun[:5, -1].tolist()


def test_the_ties_of_k_means_with_a_single_start_are_known() -> None:
    """Of several starts the best is kept, and other methods draw theirs otherwise."""
    assert starts.ties(DATA / 3, 10, 2).tolist() == [starts.UNKNOWN] * 2
    assert starts.ties(DATA, 10, 2, "kmeans", 3).tolist() == [starts.UNKNOWN] * 2
    assert starts.ties(DATA, 10, 2, "minibatch_kmeans").tolist() == [starts.UNKNOWN] * 2
