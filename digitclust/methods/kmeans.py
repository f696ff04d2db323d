"""K-Means: Lloyd's algorithm from starting centres chosen by k-means++, as scikit-learn does it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn import config_context
from sklearn.cluster import KMeans

from digitclust.records import Partition

ANY_NUMBERS = True


def fit(data: NDArray[Any], *, n_clusters: int, n_init: int, random_state: int) -> Partition:
    """Partition images so that the sum of squared distances to the cluster centres is locally least.

    Parameters
    ----------
    data : ndarray of shape (n_samples, n_features)
        Features, in grey levels, numbers of any type; they are held twice as float64 while they are clustered.
    n_clusters, n_init, random_state : int
        As in ``sklearn.cluster.KMeans``.

    References
    ----------
    S. Lloyd, Least squares quantization in PCM, IEEE Trans. Inf. Theory 28 (1982), p. 129-137.
    D. Arthur, S. Vassilvitskii, k-means++: the advantages of careful seeding, SODA 2007, p. 1027-1035.
    """
    numbers = data if data.dtype == np.float64 else data.astype(np.float64, order="C")
    with config_context(assume_finite=True, skip_parameter_validation=True):  # study and data were checked when read
        model = KMeans(n_clusters, n_init=n_init, random_state=random_state, copy_x=numbers is data).fit(numbers)
    return Partition(model.labels_.astype(np.int64), model.cluster_centers_, float(model.inertia_), int(model.n_iter_))
