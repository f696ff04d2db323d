"""Clusters and their names, held against images that were not there when they were found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from digitclust.statistics.naming import contingency, mode_names

TOGETHER = 10  # splits that one process clusters in one go


def split_often(
    data: NDArray[np.float64],
    labels_true: NDArray[np.int64],
    n_repeats: int,
    test_size: float,
    random_state: int,
    map_: Callable[[Callable[[Any], Any], Iterable[Any]], list[Any]],
) -> pd.DataFrame:
    """Split the images at random, many times: K-Means clusters and names one part, its centres and names the other.

    Parameters
    ----------
    data : ndarray of shape (n_samples, n_features)
        Features.
    labels_true : ndarray of shape (n_samples,)
        True labels; there are as many clusters.
    n_repeats : int
        Splits.
    test_size : float
        Share of the images that are only named.
    random_state : int
        Seed; each split has one of its own, from this and its number.
    map_ : callable
        ``map_(function, items)``, side by side or not.

    Returns
    -------
    DataFrame
        A row for each split: its number, which is the seed of its K-Means, and the accuracy on either part.
    """
    numbers = np.arange(n_repeats)
    work = partial(split_some, data, labels_true, test_size, random_state)
    frames: list[pd.DataFrame] = map_(work, np.split(numbers, numbers[TOGETHER::TOGETHER]))
    return pd.concat(frames, ignore_index=True)


def split_some(
    data: NDArray[np.float64],
    labels_true: NDArray[np.int64],
    test_size: float,
    random_state: int,
    numbers: NDArray[np.int64],
) -> pd.DataFrame:
    """Split the images several times."""
    rows = []
    for number in numbers:
        order = np.random.default_rng([random_state, number]).permutation(len(data))
        test, train = np.split(order, [round(test_size * len(data))])
        rows.append((number, *accuracies(data, labels_true, train, test, int(number))))
    return pd.DataFrame(rows, columns=["random_state", "inside", "outside"])


def accuracies(
    data: NDArray[np.float64],
    labels_true: NDArray[np.int64],
    train: NDArray[np.int64],
    test: NDArray[np.int64],
    random_state: int,
) -> tuple[float, float]:
    """Cluster and name one part, and name the other by the nearest centre; return the accuracy on either."""
    from sklearn.cluster import KMeans  # here, so that remembered answers do not wait for it

    model = KMeans(len(np.unique(labels_true)), n_init=1, random_state=random_state).fit(data[train])
    names = mode_names(contingency(labels_true[train], model.labels_))
    inside = (names[model.labels_] == labels_true[train]).mean()
    outside = (names[model.predict(data[test])] == labels_true[test]).mean()
    return float(inside), float(outside)
