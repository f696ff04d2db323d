"""Chooses images to look at: a stated, seeded choice where there are too many."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Images = NDArray[np.float64]


def pad(images: Images, n: int) -> Images:
    """Fill up with nan to n images, shape (n, height, width)."""
    return np.pad(images, ((0, n - len(images)), (0, 0), (0, 0)), constant_values=np.nan)


def choose(images: NDArray[Any], member: NDArray[np.bool_], n: int, rng: np.random.Generator) -> Images:
    """Choose up to n images at random among the members, shape (n, height, width)."""
    return picked(images, rng.permutation(np.flatnonzero(member)), n)


def extremes(
    images: NDArray[Any], member: NDArray[np.bool_], away: NDArray[np.float64], n: int
) -> tuple[Images, Images]:
    """Return the n members that are least away, nearest first, and the n that are most, farthest first."""
    members = np.flatnonzero(member)
    order = members[np.argsort(away[members], kind="stable")]
    return picked(images, order, n), picked(images, order[::-1], n)


def picked(images: NDArray[Any], order: NDArray[np.int64], n: int) -> Images:
    """Return the first n images in that order."""
    return pad(images[order[:n]].astype(np.float64), n)
