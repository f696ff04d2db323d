"""Where K-Means starts, and whether the first step is decided by the images alone or by a tie.

A tie is an image exactly as far from two starting centres. Arithmetic on real numbers leaves open where it goes; that
of a processor settles it by a rounding error, and another processor may settle it otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

WHOLE = 2.0**53  # below this every whole number is exact in double precision
NEAR = 1e-9  # relative to the longest vector: closer than this, floats are compared exactly
UNKNOWN = -1  # stands for the ties of a run that starts otherwise, or on features that were rounded
TOGETHER = 50  # seeds whose starting centres one process finds in one go

Map = Callable[[Callable[[Any], Any], Iterable[Any]], list[Any]]


def starting_indices(data: NDArray[np.float64], n_clusters: int, random_state: int) -> NDArray[np.int64]:
    """Return the images that ``sklearn.cluster.KMeans`` with that seed and one start takes for its first centres.

    Its choice is that of ``sklearn.cluster.kmeans_plusplus`` on the data less their mean.

    Returns
    -------
    ndarray of shape (n_clusters,)
        Indices of images.

    References
    ----------
    D. Arthur, S. Vassilvitskii, k-means++: the advantages of careful seeding, SODA 2007, p. 1027-1035.
    """
    from sklearn.cluster import kmeans_plusplus  # here, so that remembered answers do not wait for it

    _, indices = kmeans_plusplus(data - data.mean(axis=0), n_clusters, random_state=random_state)
    return np.asarray(indices, dtype=np.int64)


def nearest(data: NDArray[np.float64], starts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which starting centres are nearest to each image, in exact arithmetic on the floats as given.

    Parameters
    ----------
    data : ndarray of shape (n_samples, n_features)
        Features.
    starts : ndarray of shape (n_clusters,)
        Indices of the images that are the centres.

    Returns
    -------
    ndarray of shape (n_samples, n_clusters)
        True for the nearest centre of each image, and for each that is exactly as near.
    """
    squares = np.einsum("ij,ij->i", data, data)
    distances = squares[:, None] - data @ (2 * data[starts]).T + squares[starts]
    least = distances.min(axis=1, keepdims=True)
    if np.array_equal(data, np.rint(data)) and 4 * squares.max() < WHOLE:
        return np.asarray(distances == least)
    close = distances <= least + NEAR * squares.max()
    for image in np.flatnonzero(close.sum(axis=1) > 1):
        among = np.flatnonzero(close[image])
        exact = [squared_distance(data[image], data[starts[cluster]]) for cluster in among]
        close[image, among] = [distance == min(exact) for distance in exact]
    return np.asarray(close)


def squared_distance(one: NDArray[np.float64], other: NDArray[np.float64]) -> Fraction:
    """Return the squared distance of two vectors without any rounding."""
    return sum(
        ((Fraction(a) - Fraction(b)) ** 2 for a, b in zip(one.tolist(), other.tolist(), strict=True)), Fraction()
    )


def n_ties(data: NDArray[np.float64], starts: NDArray[np.int64]) -> int:
    """Count the images that are exactly as far from two or more of the nearest starting centres."""
    return int((nearest(data, starts).sum(axis=1) > 1).sum())


def begin(data: NDArray[np.float64], n_clusters: int, random_states: NDArray[np.int64]) -> NDArray[np.int64]:
    """Find the starting centres of some seeds, and count the ties; shape (n_seeds, n_clusters + 1), ties last."""
    begun = [starting_indices(data, n_clusters, int(state)) for state in random_states]
    return np.array([[*indices, n_ties(data, indices)] for indices in begun])


def begin_all(data: NDArray[np.float64], n_clusters: int, n_runs: int, map_: Map) -> NDArray[np.int64]:
    """Do the same for the seeds from 0 on, side by side.

    Parameters
    ----------
    data : ndarray of shape (n_samples, n_features)
        Features.
    n_clusters, n_runs : int
        Centres of each run, and how many seeds there are.
    map_ : callable
        Calls a function on each item of a list, as ``Tools.map`` does.
    """
    states = np.arange(n_runs)
    work = partial(begin, data, n_clusters)
    return np.concatenate(map_(work, np.split(states, states[TOGETHER::TOGETHER])))


def n_ties_of(
    data: NDArray[np.float64], n_clusters: int, random_state: int, method: str = "kmeans", n_init: int = 1
) -> int:
    """Count the ties that a run meets in its first assignment; ``UNKNOWN`` unless they can be counted."""
    if not countable(data, method, n_init):
        return UNKNOWN
    return n_ties(data, starting_indices(data, n_clusters, random_state))


def ties(
    data: NDArray[np.float64], n_clusters: int, n_runs: int, method: str = "kmeans", n_init: int = 1
) -> NDArray[np.int64]:
    """Do the same for the runs with the seeds from 0 on, shape (n_runs,)."""
    if not countable(data, method, n_init):
        return np.full(n_runs, UNKNOWN)
    return begin(data, n_clusters, np.arange(n_runs))[:, -1]


def countable(data: NDArray[np.float64], method: str, n_init: int) -> bool:
    """Tell whether a run is K-Means with a single start, on whole numbers.

    Others have been rounded already, and on another processor they may be others.
    """
    return (method, n_init) == ("kmeans", 1) and np.array_equal(data, np.rint(data))


def means(data: NDArray[np.float64], labels: NDArray[np.int64], n_clusters: int) -> NDArray[np.float64]:
    """Average the images of each cluster, shape (n_clusters, n_features)."""
    return np.stack([data[labels == cluster].mean(axis=0) for cluster in range(n_clusters)])


def ways(near: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Settle every tie for the first of the equally near centres, and for the last of them."""
    return near.argmax(axis=1), near.shape[1] - 1 - near[:, ::-1].argmax(axis=1)


def lloyd(data: NDArray[np.float64], labels: NDArray[np.int64], n_clusters: int) -> NDArray[np.int64]:
    """Go on with K-Means from the means of a first assignment; return the clusters in which it ends."""
    from sklearn.cluster import KMeans  # here, so that remembered answers do not wait for it

    model = KMeans(n_clusters, init=means(data, labels, n_clusters), n_init=1).fit(data)
    return np.asarray(model.labels_, dtype=np.int64)


def narrowest_gap(data: NDArray[np.float64], starts: NDArray[np.int64], max_iter: int = 300) -> tuple[float, int]:
    """Follow Lloyd's algorithm and tell how near it ever comes to a tie.

    Returns
    -------
    gap : float
        Over all images and iterations the least difference of the squared distances to the nearest centre and the
        next, as a fraction of the latter; 0 for a tie.
    n_iter : int
        Iterations until no image changed its cluster.
    """
    from scipy.spatial.distance import cdist  # here, so that remembered answers do not wait for it

    centers, labels, gaps = data[starts], np.full(len(data), -1), list[float]()
    while len(gaps) < max_iter:
        distances = cdist(data, centers, "sqeuclidean")
        first, second = np.partition(distances, 1, axis=1)[:, :2].T
        gaps.append(float(((second - first) / second).min()))
        before, labels = labels, distances.argmin(axis=1)
        if np.array_equal(before, labels):
            break
        centers = means(data, labels, len(starts))
    return min(gaps), len(gaps)
