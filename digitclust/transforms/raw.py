"""Raw features: nothing is done to them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def transform(data: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the data as they are, shape (n_samples, n_features)."""
    return data
