"""Clusters get names: how labels without a meaning are held against labels with one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class Contingency:
    """How often each true label meets each cluster.

    Attributes
    ----------
    classes : ndarray of shape (n_classes,)
        The true labels, numbers or texts, sorted.
    clusters : ndarray of shape (n_clusters,)
        The cluster labels, sorted.
    counts : ndarray of shape (n_classes, n_clusters)
        Number of images.
    """

    classes: NDArray[Any]
    clusters: NDArray[np.int64]
    counts: NDArray[np.int64]


def contingency(labels_true: ArrayLike, labels_pred: ArrayLike) -> Contingency:
    """Count how often each true label meets each cluster.

    Raises
    ------
    ValueError
        When the two have different lengths or are empty.
    """
    true, pred = np.asarray(labels_true), np.asarray(labels_pred)
    if true.shape != pred.shape or true.ndim != 1 or true.size == 0:
        raise ValueError(f"labels_true {true.shape} and labels_pred {pred.shape} must be equally long and not empty")
    classes, rows = np.unique(true, return_inverse=True)
    clusters, columns = np.unique(pred, return_inverse=True)
    counts = np.zeros((len(classes), len(clusters)), dtype=np.int64)
    np.add.at(counts, (rows, columns), 1)
    return Contingency(classes, clusters, counts)


def mode_names(table: Contingency) -> NDArray[Any]:
    """Name each cluster after the true label that is most frequent in it.

    Returns
    -------
    ndarray of shape (n_clusters,)
        Equally frequent labels: the smallest, as in ``scipy.stats.mode``.
    """
    names: NDArray[Any] = table.classes[table.counts.argmax(axis=0)]
    return names


def named(labels_true: ArrayLike, labels_pred: ArrayLike) -> NDArray[Any]:
    """Return for each image the name of its cluster, shape (n_samples,)."""
    table = contingency(labels_true, labels_pred)
    result: NDArray[Any] = mode_names(table)[np.searchsorted(table.clusters, np.asarray(labels_pred))]
    return result


def confusion(table: Contingency) -> NDArray[np.int64]:
    """Count how often each true label got each name, shape (n_classes, n_classes)."""
    columns = table.counts.argmax(axis=0)
    counts = np.zeros((len(table.classes), len(table.classes)), dtype=np.int64)
    np.add.at(counts.T, columns, table.counts.T)
    return counts


def wide(counts: NDArray[np.int64], rows: NDArray[Any], columns: NDArray[Any]) -> pd.DataFrame:
    """Lay counts out with the true label in the first column; a class called label keeps a column of its own."""
    heads = [str(column) if str(column) != "label" else "label " for column in columns]
    return pd.DataFrame(counts, columns=heads).assign(label=rows)[["label", *heads]]


def clusters(table: Contingency) -> pd.DataFrame:
    """List the clusters: size, name, how many images bear that digit, and which share of the cluster they are."""
    sizes, hit = table.counts.sum(axis=0), table.counts.max(axis=0)
    second = np.sort(table.counts, axis=0)[-2] if len(table.classes) > 1 else np.zeros_like(hit)
    frame = {
        "cluster": table.clusters,
        "name": mode_names(table),
        "n": sizes,
        "correct": hit,
        "second": second,
    }
    return pd.DataFrame({**frame, "purity": hit / sizes}).sort_values(["name", "cluster"], ignore_index=True)


def per_class(table: Contingency) -> pd.DataFrame:
    """List the true labels with recall and precision; precision of a label that names no cluster is undefined."""
    counts = confusion(table)
    correct, sizes, given = counts.diagonal(), counts.sum(axis=1), counts.sum(axis=0)
    precision = np.divide(correct, given, out=np.full(len(given), np.nan), where=given > 0)
    frame = {
        "label": table.classes,
        "n": sizes,
        "named": given,
        "correct": correct,
        "recall": correct / sizes,
    }
    return pd.DataFrame({**frame, "precision": precision})


def confusions(table: Contingency) -> pd.DataFrame:
    """List the wrong names from the most frequent on: true label, name, images, share of the label's images."""
    counts = confusion(table)
    sizes = counts.sum(axis=1)
    pairs = [(i, j) for i, j in np.argwhere(counts) if i != j]
    rows = [(table.classes[i], table.classes[j], counts[i, j], counts[i, j] / sizes[i]) for i, j in pairs]
    frame = pd.DataFrame(rows, columns=["label", "name", "n", "share"])
    return frame.sort_values(["n", "label", "name"], ascending=[False, True, True], ignore_index=True)
