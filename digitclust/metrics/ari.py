"""Adjusted Rand index."""

from __future__ import annotations

from numpy.typing import ArrayLike
from sklearn.metrics import adjusted_rand_score

UNIT = "score"


def score(labels_true: ArrayLike, labels_pred: ArrayLike) -> float:
    """Return the Rand index corrected for chance: 0 on average for random labels, 1 for equal partitions.

    References
    ----------
    L. Hubert, P. Arabie, Comparing partitions, J. Classification 2 (1985), p. 193-218.
    """
    return float(adjusted_rand_score(labels_true, labels_pred))
