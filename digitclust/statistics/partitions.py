"""Partitions by their labels alone: centres and inertia of the clusters' means, and a digest to know a partition by."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from digitclust.records import Partition

DIGITS = 12  # of a digest: enough to tell runs apart


def from_labels(data: NDArray[np.float64], labels: ArrayLike, n_iter: int = 1) -> Partition:
    """Make a partition of labels.

    Parameters
    ----------
    data : ndarray of shape (n_samples, n_features)
        Features.
    labels : array-like of shape (n_samples,)
        Cluster of each image, from 0; -1 is noise, which belongs to none.
    n_iter : int
        Iterations, where the method has them.

    Returns
    -------
    Partition
        Its centres are the means of the clusters, its inertia the sum of squared distances to them, noise left out.
    """
    found = np.asarray(labels, dtype=np.int64)
    centers = np.stack([data[found == cluster].mean(axis=0) for cluster in range(found.max() + 1)])
    kept = found >= 0
    inertia = float(((data[kept] - centers[found[kept]]) ** 2).sum())
    return Partition(found, centers, inertia, n_iter)


def digest(labels: NDArray[np.integer[Any]], digits: int | None = DIGITS) -> str:
    """Return the first digits of the SHA-256 of the labels as int64, little-endian; None for all of them."""
    return hashlib.sha256(labels.astype("<i8").tobytes()).hexdigest()[:digits]
