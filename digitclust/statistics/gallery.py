"""Chooses images to look at: a stated, seeded choice where there are too many."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Images = NDArray[np.float64]


def pad(images: Images, n: int) -> Images:
    """Fill up with nan to n images, shape (n, height, width)."""
    return np.pad(images, ((0, n - len(images)), (0, 0), (0, 0)), constant_values=np.nan)


def choose(images: Images, member: NDArray[np.bool_], n: int, rng: np.random.Generator) -> Images:
    """Choose up to n images at random among the members, shape (n, height, width)."""
    return pad(images[rng.permutation(np.flatnonzero(member))[:n]], n)


def extremes(images: Images, member: NDArray[np.bool_], n: int) -> tuple[Images, Images]:
    """Return the n members nearest to their mean, nearest first, and the n farthest from it, farthest first."""
    members = images[member]
    order = np.argsort(((members - members.mean(axis=0)) ** 2).sum(axis=(1, 2)), kind="stable")
    return pad(members[order[:n]], n), pad(members[order[::-1][:n]], n)
