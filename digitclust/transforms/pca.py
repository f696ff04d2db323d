"""Principal components: the directions in which the images vary most."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import PCA

from digitclust.arguments import whole

PARAMETER = "n_components"


def transform(data: NDArray[np.float64], *, n_components: int) -> NDArray[np.float64]:
    """Project the images on their first principal components, by a full singular value decomposition.

    Returns
    -------
    ndarray of shape (n_samples, n_components)
        Coordinates, in units of the features; the component of greatest variance comes first.

    Raises
    ------
    InputError
        When there are not that many components.

    References
    ----------
    K. Pearson, On lines and planes of closest fit to systems of points in space, Philos. Mag. (6) 2 (1901), p. 559-572.
    """
    n = whole("transforms.pca", PARAMETER, n_components, 1, min(data.shape))
    coordinates: NDArray[np.float64] = PCA(n, svd_solver="full").fit_transform(data)
    return coordinates
