"""Accuracy under the best one-to-one naming."""

from __future__ import annotations

from numpy.typing import ArrayLike
from scipy.optimize import linear_sum_assignment

from digitclust.statistics.naming import contingency

UNIT = "share"


def score(labels_true: ArrayLike, labels_pred: ArrayLike) -> float:
    """Return the share of images named rightly when no two clusters may share a name.

    The naming is the one with most hits, found by the Hungarian method; surplus clusters stay without a name and
    all their images count as wrong.

    References
    ----------
    H. W. Kuhn, The Hungarian method for the assignment problem, Nav. Res. Logist. Q. 2 (1955), p. 83-97.
    """
    counts = contingency(labels_true, labels_pred).counts
    rows, columns = linear_sum_assignment(counts, maximize=True)
    return float(counts[rows, columns].sum() / counts.sum())
