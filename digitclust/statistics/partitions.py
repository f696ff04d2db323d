"""Partitions of methods that have labels only: centres and inertia are those of the clusters' means."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from digitclust.records import Partition


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
