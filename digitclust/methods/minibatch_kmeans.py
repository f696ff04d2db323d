"""Mini-batch K-Means: each step looks at a random part of the images only."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import MiniBatchKMeans

from digitclust.records import Partition
from digitclust.statistics.partitions import from_labels


def fit(data: NDArray[np.float64], *, n_clusters: int, n_init: int, random_state: int) -> Partition:
    """Partition images as K-Means does, with centres that follow small random batches.

    Arguments have the meaning that they have in ``sklearn.cluster.MiniBatchKMeans``.

    References
    ----------
    D. Sculley, Web-scale k-means clustering, WWW 2010, p. 1177-1178.
    """
    model = MiniBatchKMeans(n_clusters, n_init=n_init, random_state=random_state).fit(data)
    return from_labels(data, model.labels_, int(model.n_iter_))
