"""Mean silhouettes of many partitions of the same images: one matrix product for all."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def distances(data: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return Euclidean distances between all rows, shape (n_samples, n_samples)."""
    from sklearn.metrics import pairwise_distances  # here, so that remembered answers do not wait for it

    found: NDArray[np.float64] = pairwise_distances(data)
    return found


def means(between: NDArray[np.float64], runs: NDArray[Any]) -> NDArray[np.float64]:
    """Return the mean silhouette of each of several partitions, from distances that are known.

    Parameters
    ----------
    between : ndarray of shape (n_samples, n_samples)
        Distances, in units of the features.
    runs : ndarray of shape (n_runs, n_samples)
        Cluster of each image, from 0, at least two clusters in each run.

    Returns
    -------
    ndarray of shape (n_runs,)
        From -1 to 1. An image that is alone in its cluster has silhouette 0.

    References
    ----------
    P. J. Rousseeuw, Silhouettes: a graphical aid to the interpretation and validation of cluster analysis,
    J. Comput. Appl. Math. 20 (1987), p. 53-65.
    """
    members = runs[:, :, None] == np.arange(runs.max() + 1)
    sums = between @ members.transpose(1, 0, 2).reshape(len(between), -1).astype(np.float64)
    sums = sums.reshape(len(between), *members.shape[::2]).swapaxes(0, 1)
    return np.array([shapes(*run).mean() for run in zip(sums, members.sum(axis=1), runs, strict=True)])


def shapes(sums: NDArray[np.float64], sizes: NDArray[np.int64], labels: NDArray[Any]) -> NDArray[np.float64]:
    """Return the silhouette of each image, from the sums of its distances to each cluster."""
    rows, alone = np.arange(len(labels)), sizes[labels] == 1
    own = sums[rows, labels] / np.maximum(sizes[labels] - 1, 1)
    means = np.divide(sums, sizes, out=np.full_like(sums, np.inf), where=sizes > 0)
    means[rows, labels] = np.inf
    other = means.min(axis=1)
    wider = np.maximum(own, other)
    shape: NDArray[np.float64] = np.divide(other - own, wider, out=np.zeros_like(own), where=(wider > 0) & ~alone)
    return shape
