"""Normalised mutual information."""

from __future__ import annotations

from numpy.typing import ArrayLike
from sklearn.metrics import normalized_mutual_info_score

UNIT = "score"


def score(labels_true: ArrayLike, labels_pred: ArrayLike) -> float:
    """Return mutual information over the arithmetic mean of the two entropies; it equals the V-measure.

    References
    ----------
    A. Strehl, J. Ghosh, Cluster ensembles, J. Mach. Learn. Res. 3 (2002), p. 583-617.
    """
    return float(normalized_mutual_info_score(labels_true, labels_pred))
