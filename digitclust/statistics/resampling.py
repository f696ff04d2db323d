"""Images drawn anew, with replacement, and clustered again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitclust.records import InputError, Partition

TOGETHER = 10  # resamples that one process clusters in one go


def check(data: NDArray[np.float64], n_clusters: int, where: str) -> None:
    """Refuse more clusters than a resample, which misses some images, can be trusted to hold different images."""
    most = len(np.unique(data, axis=0)) // 2
    if n_clusters > most:
        raise InputError(
            f"{where}.n_clusters: {n_clusters} clusters cannot be made of every resample of these images; "
            f"choose a number from 2 to {most}"
        )


def batches(n_resamples: int) -> list[NDArray[np.int64]]:
    """Cut the numbers of resamples into what one process does in one go."""
    return np.split(np.arange(n_resamples), range(TOGETHER, n_resamples, TOGETHER))


def again(
    fit: Callable[[NDArray[np.float64]], Partition], data: NDArray[np.float64], random_state: int, resample: int
) -> tuple[NDArray[np.int64], Partition]:
    """Draw as many images as there are, with replacement, and cluster them.

    Parameters
    ----------
    fit : callable
        Of the data alone.
    data : ndarray of shape (n_samples, n_features)
        Features.
    random_state, resample : int
        Seed of all draws, and the number of this one: no draw depends on another.

    Returns
    -------
    drawn : ndarray of shape (n_samples,)
        Places of the images drawn.
    partition : Partition
        Their clusters.

    References
    ----------
    B. Efron, Bootstrap methods: another look at the jackknife, Ann. Stat. 7 (1979), p. 1-26.
    """
    drawn = np.random.default_rng((random_state, int(resample))).integers(len(data), size=len(data))
    return drawn, fit(data[drawn])


def members(labels: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """Count clusters from 0 where noise is one of them."""
    return labels.astype(np.int64) - min(0, int(labels.min()))
