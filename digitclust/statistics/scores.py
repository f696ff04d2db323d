"""Scores of many runs at once: the contingency table of each, and what follows from it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Counts = NDArray[np.int64]  # shape (n_runs, n_classes, n_clusters): images of each true label in each cluster


def contingencies(labels_true: ArrayLike, labels: NDArray[np.integer[Any]]) -> Counts:
    """Count how often each true label meets each cluster, in every run.

    Parameters
    ----------
    labels_true : array-like of shape (n_samples,)
        True labels.
    labels : ndarray of shape (n_runs, n_samples)
        Cluster of each image in each run, from 0.

    Returns
    -------
    ndarray of shape (n_runs, n_classes, n_clusters)
        Classes in the order of their labels; a cluster that a run has not is a column of zeros.

    Raises
    ------
    ValueError
        When a run leaves images out as noise (-1), which is no cluster.
    """
    if labels.min() < 0:
        raise ValueError("images left out as noise belong to no cluster and cannot be counted")
    classes, rows = np.unique(np.asarray(labels_true), return_inverse=True)
    n_clusters = int(labels.max()) + 1
    cells = [np.bincount(rows * n_clusters + run, minlength=len(classes) * n_clusters) for run in labels]
    return np.stack(cells).reshape(len(labels), len(classes), n_clusters)


def correct(counts: Counts) -> NDArray[np.int64]:
    """Count the images named rightly in each run, if each cluster is named after its most frequent label."""
    hits: NDArray[np.int64] = counts.max(axis=1).sum(axis=1)
    return hits


def correct_hungarian(counts: Counts) -> NDArray[np.int64]:
    """Count the images named rightly in each run under the best naming that gives no name to two clusters."""
    from scipy.optimize import linear_sum_assignment  # here, so that remembered answers do not wait for it

    return np.array([run[linear_sum_assignment(run, maximize=True)].sum() for run in counts])


def ari(counts: Counts) -> NDArray[np.float64]:
    """Return the adjusted Rand index of each run.

    References
    ----------
    L. Hubert, P. Arabie, Comparing partitions, J. Classification 2 (1985), p. 193-218, equation (5).
    """
    rows, columns, cells = (pairs(counts.sum(axis=axis)) for axis in (2, 1, ()))
    every = pairs(counts.sum(axis=(1, 2))[:, None])
    expected = rows * columns / every
    return (cells - expected) / ((rows + columns) / 2 - expected)


def pairs(sizes: NDArray[np.int64]) -> NDArray[np.float64]:
    """Count the pairs of images within groups of those sizes, for each run."""
    total: NDArray[np.float64] = (sizes * (sizes - 1) / 2).reshape(len(sizes), -1).sum(axis=1)
    return total


def named_after(counts: Counts) -> NDArray[np.bool_]:
    """Tell which cluster bears which name, shape (n_runs, n_classes, n_clusters); of equals the smallest label."""
    classes = np.arange(counts.shape[1])[:, None]
    winners = counts.argmax(axis=1)[:, None, :]
    bears: NDArray[np.bool_] = (winners == classes) & (counts.sum(axis=1, keepdims=True) > 0)
    return bears


def n_named(counts: Counts) -> NDArray[np.int64]:
    """Count the clusters that bear each true label's name, shape (n_runs, n_classes)."""
    times: NDArray[np.int64] = named_after(counts).sum(axis=2)
    return times


def recall(counts: Counts) -> NDArray[np.float64]:
    """Return the share of each true label's images that are named after it, shape (n_runs, n_classes)."""
    hits: NDArray[np.float64] = (counts * named_after(counts)).sum(axis=2) / counts.sum(axis=2)
    return hits
