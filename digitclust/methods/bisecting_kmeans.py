"""Bisecting K-Means: the cluster with the greatest inertia is divided until there are enough."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import BisectingKMeans

from digitclust.records import Partition
from digitclust.statistics.partitions import from_labels


def fit(data: NDArray[np.float64], *, n_clusters: int, n_init: int, random_state: int) -> Partition:
    """Partition images by dividing one cluster after another by K-Means.

    Arguments have the meaning that they have in ``sklearn.cluster.BisectingKMeans``.

    References
    ----------
    M. Steinbach, G. Karypis, V. Kumar, A comparison of document clustering techniques, University of Minnesota, TR
    00-034, 2000.
    """
    model = BisectingKMeans(n_clusters, n_init=n_init, random_state=random_state).fit(data)
    return from_labels(data, model.labels_)
