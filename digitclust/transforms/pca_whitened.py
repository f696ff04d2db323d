"""Whitened principal components: each with variance 1."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import PCA

from digitclust.arguments import whole

PARAMETER = "n_components"


def transform(data: NDArray[np.float64], *, n_components: int) -> NDArray[np.float64]:
    """Project the images on their first principal components and divide each coordinate by its standard deviation.

    The standard deviation has n - 1 in the denominator. A component without variance cannot be whitened, so there may
    be no more components than the centred data have rank.

    Returns
    -------
    ndarray of shape (n_samples, n_components)
        Coordinates without a unit; the component of greatest variance comes first.

    Raises
    ------
    InputError
        When there are not that many components with variance.

    References
    ----------
    A. Hyvarinen, E. Oja, Independent component analysis: algorithms and applications, Neural Netw. 13 (2000),
    p. 411-430, section 5.2 (whitening).
    """
    rank = int(np.linalg.matrix_rank(data - data.mean(axis=0)))
    n = whole("transforms.pca_whitened", PARAMETER, n_components, 1, rank)
    coordinates: NDArray[np.float64] = PCA(n, svd_solver="full", whiten=True).fit_transform(data)
    return coordinates
