"""Classifiers: they learn from images whose labels are known, and name others.

Each is a function of images, their true labels, and the images to be named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Data = NDArray[np.float64]
Labels = NDArray[np.int64]
MAX_ITER = 10_000  # of logistic regression: far more than it takes to converge


def nearest_mean(data: Data, labels_true: Labels, others: Data) -> Labels:
    """Name each of the other images after the class with the nearest mean."""
    from sklearn.metrics import pairwise_distances_argmin  # here, so that remembered answers do not wait for it

    classes = np.unique(labels_true)
    means = np.stack([data[labels_true == label].mean(axis=0) for label in classes])
    names: Labels = classes[pairwise_distances_argmin(others, means)]
    return names


def logistic(data: Data, labels_true: Labels, others: Data) -> Labels:
    """Name the other images by logistic regression, each feature brought to the range from 0 to 1.

    References
    ----------
    D. R. Cox, The regression analysis of binary sequences, J. R. Stat. Soc. B 20 (1958), p. 215-242.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import MinMaxScaler

    model = make_pipeline(MinMaxScaler(), LogisticRegression(max_iter=MAX_ITER))
    names: Labels = model.fit(data, labels_true).predict(others)
    return names


def neighbour(data: Data, labels_true: Labels, others: Data) -> Labels:
    """Name each of the other images after the nearest image whose label is known.

    References
    ----------
    T. M. Cover, P. E. Hart, Nearest neighbor pattern classification, IEEE Trans. Inf. Theory 13 (1967), p. 21-27.
    """
    from sklearn.neighbors import KNeighborsClassifier

    names: Labels = KNeighborsClassifier(1).fit(data, labels_true).predict(others)
    return names


CLASSIFIERS: dict[str, Callable[[Data, Labels, Data], Labels]] = {
    "nearest_mean": nearest_mean,
    "logistic": logistic,
    "neighbour": neighbour,
}
Map = Callable[[Callable[[Any], Any], Iterable[Any]], list[Any]]


def validated(data: Data, labels_true: Labels, n_splits: int, random_state: int, map_: Map) -> pd.DataFrame:
    """Cross-validate every classifier on the same stratified folds, shuffled by a seed.

    Returns
    -------
    DataFrame
        A row for each classifier and fold: how many images it named, and how many of them rightly.
    """
    from sklearn.model_selection import StratifiedKFold

    cut = StratifiedKFold(n_splits, shuffle=True, random_state=random_state)
    folds = [
        (name, number, *parts) for name in CLASSIFIERS for number, parts in enumerate(cut.split(data, labels_true))
    ]
    return pd.DataFrame(map_(partial(fold, data, labels_true), folds))


def fold(data: Data, labels_true: Labels, task: tuple[str, int, Labels, Labels]) -> dict[str, Any]:
    """Let one classifier learn from all other folds and name this one."""
    name, number, train, test = task
    right = CLASSIFIERS[name](data[train], labels_true[train], data[test]) == labels_true[test]
    counts = {"n": len(test), "correct": int(right.sum()), "accuracy": float(right.mean())}
    return {"yardstick": name, "fold": number, **counts}
