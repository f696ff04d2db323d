"""Completeness."""

from __future__ import annotations

from numpy.typing import ArrayLike
from sklearn.metrics import completeness_score

UNIT = "score"


def score(labels_true: ArrayLike, labels_pred: ArrayLike) -> float:
    """Return how far each class lies in one cluster only: 1 minus the entropy of clusters given classes, scaled.

    References
    ----------
    A. Rosenberg, J. Hirschberg, V-measure, EMNLP-CoNLL 2007, p. 410-420.
    """
    return float(completeness_score(labels_true, labels_pred))
