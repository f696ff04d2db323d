"""Raw features: nothing is done to them."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

ANY_NUMBERS = True


def transform(data: NDArray[Any]) -> NDArray[Any]:
    """Return the data as they are, shape (n_samples, n_features)."""
    return data
