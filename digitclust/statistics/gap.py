"""The gap statistic: how much less inertia the data have than uniform samples, and the choice by it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitclust.records import Partition

Fit = Callable[..., Partition]
Map = Callable[[Callable[[Any], Any], Iterable[Any]], list[Any]]


def references(
    fit: Fit, data: NDArray[np.float64], tried: range, n_references: int, random_state: int, map_: Map
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Cluster uniform samples as the data are clustered.

    Each is drawn from the box along the principal components of the data, case (b) in section 4 of the source.
    The samples are left in the coordinates of the components, since turning them changes no distance.

    Parameters
    ----------
    fit : callable
        ``fit(data, n_clusters=..., random_state=...)``: a ``Partition``.
    data : ndarray of shape (n_samples, n_features)
        Features.
    tried : range
        Numbers of clusters.
    n_references, random_state : int
        Number of samples, and their seed; each has one of its own, from this and its number.
    map_ : callable
        ``map_(function, items)``, side by side or not.

    Returns
    -------
    ndarray of shape (n_tried,)
        Mean logarithm of the inertia.
    ndarray of shape (n_tried,)
        Standard deviation of the logarithm times sqrt(1 + 1 / n_references): the standard error of the gap.

    References
    ----------
    R. Tibshirani, G. Walther, T. Hastie, Estimating the number of clusters in a data set via the gap statistic,
    J. R. Stat. Soc. B 63 (2001), p. 411-423.
    """
    centred = data - data.mean(axis=0)
    axes = np.linalg.svd(centred, full_matrices=False)[2]
    work = partial(reference, fit, centred @ axes.T, tried, random_state)
    logs = np.array(map_(work, range(n_references)))
    return logs.mean(axis=0), logs.std(axis=0) * np.sqrt(1 + 1 / n_references)


def reference(fit: Fit, data: NDArray[np.float64], tried: range, random_state: int, number: int) -> NDArray[np.float64]:
    """Return the logarithms of the inertia of one uniform sample for every number of clusters."""
    rng = np.random.default_rng([random_state, number])
    sample = rng.uniform(data.min(axis=0), data.max(axis=0), data.shape)
    return np.log([fit(sample, n_clusters=k, random_state=number).inertia for k in tried])


def first_peak(gap: NDArray[np.float64], error: NDArray[np.float64], tried: range) -> int:
    """Return the least number of clusters whose gap the next does not surpass by its standard error; 0 for none."""
    enough = np.flatnonzero(gap[:-1] >= gap[1:] - error[1:])
    return tried[int(enough[0])] if len(enough) else 0
