"""Standardising: each feature with mean 0 and variance 1."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.preprocessing import StandardScaler


def transform(data: NDArray[np.float64]) -> NDArray[np.float64]:
    """Subtract its mean from each feature and divide by its standard deviation, shape (n_samples, n_features).

    The standard deviation is taken over all images, with n in the denominator. A constant feature becomes 0.

    References
    ----------
    G. W. Milligan, M. C. Cooper, A study of standardization of variables in cluster analysis, J. Classification 5
    (1988), p. 181-204.
    """
    scaled: NDArray[np.float64] = StandardScaler().fit_transform(data)
    return scaled
