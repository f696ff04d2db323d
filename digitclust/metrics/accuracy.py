"""Accuracy by mode labelling, which is purity."""

from __future__ import annotations

from numpy.typing import ArrayLike

from digitclust.statistics.naming import contingency

UNIT = "share"


def score(labels_true: ArrayLike, labels_pred: ArrayLike) -> float:
    """Return the share of images whose cluster is named after their true label.

    Each cluster takes the name of its most frequent label, so two clusters may share a name and a label may get
    no cluster; more clusters can only raise the score.

    References
    ----------
    C. D. Manning, P. Raghavan, H. Schuetze, Introduction to Information Retrieval, 2008, section 16.3 (purity).
    """
    counts = contingency(labels_true, labels_pred).counts
    return float(counts.max(axis=0).sum() / counts.sum())
