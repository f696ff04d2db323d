"""Adjusted mutual information."""

from __future__ import annotations

from numpy.typing import ArrayLike
from sklearn.metrics import adjusted_mutual_info_score

UNIT = "score"


def score(labels_true: ArrayLike, labels_pred: ArrayLike) -> float:
    """Return mutual information corrected for chance, over the arithmetic mean of the two entropies.

    References
    ----------
    N. X. Vinh, J. Epps, J. Bailey, Information theoretic measures for clusterings comparison,
    J. Mach. Learn. Res. 11 (2010), p. 2837-2854.
    """
    return float(adjusted_mutual_info_score(labels_true, labels_pred))
