"""HDBSCAN: clusters are where images lie densely; their number is found, and what lies between is noise."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster._hdbscan._linkage import make_single_linkage, mst_from_data_matrix
from sklearn.cluster._hdbscan._tree import tree_to_labels
from sklearn.metrics import DistanceMetric
from sklearn.neighbors import NearestNeighbors

from digitclust.arguments import whole
from digitclust.records import InputError, Partition
from digitclust.statistics.partitions import from_labels

PARAMETER = "min_cluster_size"
SEEDED = False


def fit(
    data: NDArray[np.float64], *, n_clusters: int, n_init: int, random_state: int, min_cluster_size: int
) -> Partition:
    """Partition images by density; there is no chance in it.

    Parameters
    ----------
    data : ndarray of shape (n_samples, n_features)
        Features.
    n_clusters, n_init, random_state : int
        Without effect.
    min_cluster_size : int
        Fewer images than that are no cluster.

    Returns
    -------
    Partition
        Images that belong to no cluster have the label -1.

    Notes
    -----
    These are the steps of ``sklearn.cluster.HDBSCAN``, called one by one. It sorts the edges of the spanning tree in no
    stable order, so that equal distances, of which images of whole grey levels have many, come in the order that suits
    the processor's vector instructions: of the digits, 912, 914 or 915 images were noise, as the processor was.

    Raises
    ------
    InputError
        When the size is out of range, or so large that no cluster is found.

    References
    ----------
    R. J. G. B. Campello, D. Moulavi, J. Sander, Density-based clustering based on hierarchical density estimates, PAKDD
    2013, p. 160-172.
    """
    size = whole("methods.hdbscan", PARAMETER, min_cluster_size, 2, len(data))
    neighbours = NearestNeighbors(n_neighbors=size, algorithm="kd_tree").fit(data)
    core_distances = np.ascontiguousarray(neighbours.kneighbors(data)[0][:, -1])
    edges = mst_from_data_matrix(np.ascontiguousarray(data), core_distances, DistanceMetric.get_metric("euclidean"))
    edges = edges[np.argsort(edges["distance"], kind="stable")]
    labels, _ = tree_to_labels(make_single_linkage(edges), size)
    if labels.max() < 0:
        raise InputError(f"methods.hdbscan: no cluster has {size} images; choose a smaller {PARAMETER}")
    return from_labels(data, labels)
