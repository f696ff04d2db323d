"""Square root of each feature."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from digitclust.records import InputError


def transform(data: NDArray[np.float64]) -> NDArray[np.float64]:
    """Take the square root of each feature, shape (n_samples, n_features).

    It evens out the variance of counts, and grey levels here are counts of black pixels.

    Raises
    ------
    InputError
        When a feature is negative somewhere.

    References
    ----------
    M. S. Bartlett, The square root transformation in analysis of variance, Suppl. J. R. Stat. Soc. 3 (1936), p. 68-78.
    """
    if data.min() < 0:
        raise InputError(f"transforms.sqrt: there is no square root of the least value of these data, {data.min():g}")
    root: NDArray[np.float64] = np.sqrt(data)
    return root
