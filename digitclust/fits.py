"""Many fits that differ in their seed alone, cut into what one process does in one go and put together again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitclust.records import Partition

TOGETHER = 16  # most runs that one process does in one go: enough to be worth the way there and back
SHARES = 8  # fewest parts of a sweep, so that a few slow runs too are done side by side


def split(states: Sequence[int]) -> Iterator[Sequence[int]]:
    """Cut seeds into what one process does in one go."""
    size = max(1, min(TOGETHER, -(-len(states) // SHARES)))
    return (states[start : start + size] for start in range(0, len(states), size))


def fit_some(
    fit: Callable[..., Partition], data: NDArray[np.float64], options: dict[str, int], states: Sequence[int]
) -> dict[str, NDArray[Any]]:
    """Fit once for each of some seeds; labels are kept in as few bytes as hold them."""
    found = [fit(data, random_state=state, **options) for state in states]
    ends = [end for partition in found for end in (partition.labels.min(), partition.labels.max())]
    small = np.result_type(*(np.min_scalar_type(int(end)) for end in ends))
    return {
        "labels": np.stack([partition.labels for partition in found]).astype(small),
        "inertia": np.array([partition.inertia for partition in found]),
        "n_iter": np.array([partition.n_iter for partition in found]),
    }


def joined(parts: Sequence[dict[str, NDArray[Any]]]) -> dict[str, NDArray[Any]]:
    """Put the parts of a sweep together again."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
