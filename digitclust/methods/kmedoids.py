"""k-medoids: the centre of a cluster is one of its images."""

from __future__ import annotations

import numpy as np
from kmedoids import fasterpam
from numpy.typing import NDArray
from sklearn.metrics import pairwise_distances

from digitclust.records import Partition
from digitclust.statistics.partitions import from_labels

PACKAGES = ("kmedoids",)


def fit(data: NDArray[np.float64], *, n_clusters: int, n_init: int, random_state: int) -> Partition:
    """Partition images so that the sum of Euclidean distances to the medoids is locally least, by FasterPAM.

    Parameters
    ----------
    data : ndarray of shape (n_samples, n_features)
        Features; the memory needed grows with the square of their number.
    n_clusters, n_init : int
        Number of medoids, and of starts; the best of these is kept.
    random_state : int
        Seed of the first start.

    References
    ----------
    E. Schubert, P. J. Rousseeuw, Fast and eager k-medoids clustering, Inf. Syst. 101 (2021), 101804.
    """
    distances = pairwise_distances(data)
    states = np.random.SeedSequence(random_state).generate_state(n_init)
    starts = [fasterpam(distances, n_clusters, init="random", random_state=int(state) >> 1) for state in states]
    best = min(starts, key=lambda start: start.loss)
    return from_labels(data, best.labels, int(best.n_iter))
