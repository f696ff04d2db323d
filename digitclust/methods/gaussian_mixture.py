"""Gaussian mixture: each cluster has a normal distribution with a covariance of its own."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.mixture import GaussianMixture

from digitclust.records import Partition
from digitclust.statistics.partitions import from_labels

# Pixels that are empty throughout have no variance. In proportion to the mean variance of the features, so that it
# means the same in every unit.
REGULARISATION = 0.05
MOST_ITERATIONS = 1000


def fit(data: NDArray[np.float64], *, n_clusters: int, n_init: int, random_state: int) -> Partition:
    """Partition images by the most probable component of a mixture with full covariances, fitted by EM.

    Arguments have the meaning that they have in ``sklearn.mixture.GaussianMixture``, with ``n_clusters`` components. A
    component that is the most probable one nowhere makes no cluster.

    References
    ----------
    A. P. Dempster, N. M. Laird, D. B. Rubin, Maximum likelihood from incomplete data via the EM algorithm, J. R. Stat.
    Soc. B 39 (1977), p. 1-38.
    """
    regularisation = REGULARISATION * float(data.var(axis=0).mean())
    model = GaussianMixture(
        n_clusters, n_init=n_init, random_state=random_state, reg_covar=regularisation, max_iter=MOST_ITERATIONS
    )
    labels = np.unique(model.fit_predict(data), return_inverse=True)[1]
    return from_labels(data, labels, int(model.n_iter_))
