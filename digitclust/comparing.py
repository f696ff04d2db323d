"""Compares scores of runs: differences at the same seeds, and many comparisons at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

DECIMALS = 12  # differences of shares that are equal but for their last bits are ties


def signed_rank(differences: ArrayLike) -> tuple[float, float]:
    """Test whether paired differences lie symmetrically about zero, and tell how far they do not.

    Parameters
    ----------
    differences : array-like of shape (n_pairs,)
        One score minus the other; pairs without a difference are left out.

    Returns
    -------
    p_value : float
        Of the signed rank test, from both sides; 1 where all differences are zero.
    rank_biserial : float
        Share of the rank sum that is positive less the share that is negative, -1 to 1; 0 where all are zero.

    References
    ----------
    F. Wilcoxon, Individual comparisons by ranking methods, Biometrics Bull. 1 (1945), p. 80-83.
    D. S. Kerby, The simple difference formula: an approach to teaching nonparametric correlation, Compr. Psychol. 3
    (2014), 11.IT.3.1.
    """
    from scipy.stats import rankdata, wilcoxon  # here, so that remembered answers do not wait for it

    rounded = np.round(np.asarray(differences, dtype=float), DECIMALS)
    rest = rounded[rounded != 0]
    if rest.size == 0:
        return 1.0, 0.0
    ranks = rankdata(np.abs(rest))
    return float(wilcoxon(rest).pvalue), float((ranks * np.sign(rest)).sum() / ranks.sum())


def holm(p_values: ArrayLike) -> NDArray[np.float64]:
    """Adjust p-values of many comparisons so that all errors of the first kind together keep to the level.

    Parameters
    ----------
    p_values : array-like of shape (n_comparisons,)
        One for each comparison.

    Returns
    -------
    ndarray of shape (n_comparisons,)
        To be held against the level of the whole family, in the order given.

    References
    ----------
    S. Holm, A simple sequentially rejective multiple test procedure, Scand. J. Stat. 6 (1979), p. 65-70.
    """
    given = np.asarray(p_values, dtype=float)
    order = np.argsort(given, kind="stable")
    adjusted = np.empty_like(given)
    adjusted[order] = np.minimum(1, np.maximum.accumulate(given[order] * np.arange(len(given), 0, -1)))
    return adjusted
