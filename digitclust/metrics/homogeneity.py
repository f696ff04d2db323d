"""Homogeneity."""

from __future__ import annotations

from numpy.typing import ArrayLike
from sklearn.metrics import homogeneity_score

UNIT = "score"


def score(labels_true: ArrayLike, labels_pred: ArrayLike) -> float:
    """Return how far each cluster holds one class only: 1 minus the entropy of classes given clusters, scaled.

    References
    ----------
    A. Rosenberg, J. Hirschberg, V-measure, EMNLP-CoNLL 2007, p. 410-420.
    """
    return float(homogeneity_score(labels_true, labels_pred))
