"""Min-max scaling: each feature between 0 and 1."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.preprocessing import MinMaxScaler


def transform(data: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shift and stretch each feature so that its least value is 0 and its greatest 1, shape (n_samples, n_features).

    A constant feature becomes 0.

    References
    ----------
    G. W. Milligan, M. C. Cooper, A study of standardization of variables in cluster analysis, J. Classification 5
    (1988), p. 181-204.
    """
    scaled: NDArray[np.float64] = MinMaxScaler().fit_transform(data)
    return scaled
