"""Spectral clustering: the graph of near neighbours is cut where it is thinnest."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import SpectralClustering

from digitclust.records import Partition
from digitclust.statistics.partitions import from_labels

N_NEIGHBORS = 10  # scikit-learn's own default


def fit(data: NDArray[np.float64], *, n_clusters: int, n_init: int, random_state: int) -> Partition:
    """Partition images by K-Means on the eigenvectors of the graph that joins each image with its nearest ones.

    Arguments have the meaning that they have in ``sklearn.cluster.SpectralClustering``.

    References
    ----------
    U. von Luxburg, A tutorial on spectral clustering, Stat. Comput. 17 (2007), p. 395-416.
    """
    near = min(N_NEIGHBORS, len(data))
    model = SpectralClustering(
        n_clusters, n_init=n_init, random_state=random_state, affinity="nearest_neighbors", n_neighbors=near
    )
    return from_labels(data, np.unique(model.fit(data).labels_, return_inverse=True)[1])
