"""V-measure."""

from __future__ import annotations

from numpy.typing import ArrayLike
from sklearn.metrics import v_measure_score

UNIT = "score"


def score(labels_true: ArrayLike, labels_pred: ArrayLike) -> float:
    """Return the harmonic mean of homogeneity and completeness.

    References
    ----------
    A. Rosenberg, J. Hirschberg, V-measure, EMNLP-CoNLL 2007, p. 410-420.
    """
    return float(v_measure_score(labels_true, labels_pred))
