"""How alike partitions of the same images are: in pairs of runs, and cluster by cluster."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Labels = NDArray[np.integer[Any]]
Numbers = NDArray[np.float64]
STEPS = 50  # of the scale of an index from 0 to 1, in which pairs are counted


def jaccard(labels: Labels, others: Labels, n_clusters: int) -> Numbers:
    """Return for each cluster the Jaccard index with the cluster of another partition that is most like it.

    Parameters
    ----------
    labels, others : ndarray of shape (n_samples,)
        Clusters of the same images, from 0.
    n_clusters : int
        Clusters that are looked for.

    Returns
    -------
    ndarray of shape (n_clusters,)
        0 to 1; nan for a cluster without images.

    References
    ----------
    C. Hennig, Cluster-wise assessment of cluster stability, Comput. Stat. Data Anal. 52 (2007), p. 258-271.
    """
    width = int(others.max()) + 1
    cells = np.bincount(labels * width + others, minlength=n_clusters * width).reshape(n_clusters, width)
    sizes = cells.sum(axis=1)
    union = sizes[:, None] + cells.sum(axis=0) - cells
    return np.where(sizes > 0, (cells / np.maximum(union, 1)).max(axis=1), np.nan)


def pairwise_ari(labels: Labels) -> Numbers:
    """Return the adjusted Rand index of each pair of runs, shape (n_runs, n_runs).

    All contingency tables are one product of matrices: 1 where an image lies in a cluster of a run, else 0.

    References
    ----------
    L. Hubert, P. Arabie, Comparing partitions, J. Classification 2 (1985), p. 193-218, equation (5).
    """
    n_runs, n_samples = labels.shape
    n_clusters = int(labels.max()) + 1
    lies = (labels[:, None, :] == np.arange(n_clusters)[:, None]).reshape(-1, n_samples).astype(np.float32)
    cells = (lies @ lies.T).astype(np.float64).reshape(n_runs, n_clusters, n_runs, n_clusters)
    together = ((cells**2).sum(axis=(1, 3)) - n_samples) / 2
    own = np.diagonal(together)
    expected = np.outer(own, own) / (n_samples * (n_samples - 1) / 2)
    room = (own[:, None] + own) / 2 - expected
    index: Numbers = np.divide(together - expected, room, out=np.ones_like(room), where=room > 0)
    return index


def histogram(ari: Numbers) -> pd.DataFrame:
    """Count pairs by their index, in equal steps."""
    edges = np.arange(np.floor(ari.min() * STEPS), STEPS + 1) / STEPS
    counts, _ = np.histogram(np.minimum(ari, 1.0), edges)
    return pd.DataFrame({"ari_from": edges[:-1], "ari_to": edges[1:], "n": counts})
