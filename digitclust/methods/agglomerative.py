"""Agglomerative clustering: the two nearest clusters are joined until few enough are left."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import AgglomerativeClustering

from digitclust.records import InputError, Partition
from digitclust.statistics.partitions import from_labels

PARAMETER = "linkage"
SEEDED = False
LINKAGES = ("ward", "average", "complete", "single")


def fit(data: NDArray[np.float64], *, n_clusters: int, n_init: int, random_state: int, linkage: str) -> Partition:
    """Partition images by joining clusters; there is no chance in it.

    Parameters
    ----------
    data : ndarray of shape (n_samples, n_features)
        Features.
    n_clusters : int
        Clusters that are left.
    n_init, random_state : int
        Without effect.
    linkage : {'ward', 'average', 'complete', 'single'}
        What counts as the distance of two clusters.

    Raises
    ------
    InputError
        When the linkage is another.

    References
    ----------
    J. H. Ward, Hierarchical grouping to optimize an objective function, J. Am. Stat. Assoc. 58 (1963), p. 236-244.
    G. N. Lance, W. T. Williams, A general theory of classificatory sorting strategies, Comput. J. 9 (1967), p. 373-380.
    """
    if linkage not in LINKAGES:
        raise InputError(f"methods.agglomerative: linkage must be one of {', '.join(LINKAGES)}, got {linkage!r}")
    return from_labels(data, AgglomerativeClustering(n_clusters, linkage=linkage).fit(data).labels_)
