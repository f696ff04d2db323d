"""Mini-batch K-Means in one pass: the images come in parts, one after another, and need not fit into memory."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import MiniBatchKMeans

from digitclust.arguments import whole
from digitclust.parts import cut, parts
from digitclust.records import Partition

PARAMETER = "batch_size"
ANY_NUMBERS = True


def fit(data: NDArray[Any], *, n_clusters: int, n_init: int, random_state: int, batch_size: int) -> Partition:
    """Partition images by centres that have seen each image once, part by part in the order of the data.

    Parameters
    ----------
    data : ndarray of shape (n_samples, n_features)
        Features, numbers of any type. A part at a time is copied as float64: an array that lies in a file
        (``numpy.load(path, mmap_mode="r")``, ``numpy.memmap``) may be larger than memory.
    n_clusters, n_init, random_state : int
        As in ``sklearn.cluster.MiniBatchKMeans``; the starting centres are chosen in the first part.
    batch_size : int
        Images in a part.

    Raises
    ------
    InputError
        When a part holds fewer images than there are clusters, or more than there are images.

    References
    ----------
    D. Sculley, Web-scale k-means clustering, WWW 2010, p. 1177-1178.
    """
    size = whole("methods.partial_kmeans", PARAMETER, batch_size, n_clusters, len(data))
    model = MiniBatchKMeans(n_clusters, n_init=n_init, random_state=random_state)
    for part in parts(data, size):
        model.partial_fit(part)
    used, labels = np.unique(np.concatenate([model.predict(part) for part in parts(data, size)]), return_inverse=True)
    centers = model.cluster_centers_[used]
    inertia = sum(float(((part - centers[labels[some]]) ** 2).sum()) for some, part in cut(data, size))
    return Partition(labels.astype(np.int64), centers, inertia, 1)
