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


def by_seeds(own: NDArray[np.float64], base: NDArray[np.float64]) -> dict[str, float]:
    """Compare the accuracy of the runs of two methods over their seeds.

    Parameters
    ----------
    own, base : ndarray of shape (n_runs,)
        Accuracy of each run; a method without chance has a single one.

    Returns
    -------
    dict
        ``beats``, how often a run of the first is better, equal ones counted by half; ``p_seeds`` from both sides: of
        the Mann-Whitney test, or, where one has a single run, of the sign test of the other's runs against it;
        undefined where both have a single one.
    """
    from scipy.stats import binomtest, mannwhitneyu  # here, so that remembered answers do not wait for it

    signs = np.sign(own[:, None] - base)
    wins, decided = int((signs > 0).sum()), int((signs != 0).sum())
    if len(own) == len(base) == 1:
        p = np.nan
    elif decided == 0:
        p = 1.0
    elif 1 in (len(own), len(base)):
        p = float(binomtest(wins, decided).pvalue)
    else:
        p = float(np.asarray(mannwhitneyu(own, base).pvalue))
    return {"beats": float(1 + signs.mean()) / 2, "p_seeds": p}


def by_images(
    own: NDArray[np.bool_], base: NDArray[np.bool_], *, n_resamples: int, random_state: int, confidence: float
) -> dict[str, float]:
    """Compare two namings of the same images.

    Parameters
    ----------
    own, base : ndarray of shape (n_samples,)
        Which images each of them names rightly.
    n_resamples, random_state, confidence : int, int, float
        Of the bootstrap of the images.

    Returns
    -------
    dict
        ``difference`` of the two accuracies with its bootstrap interval, and ``p_images`` of McNemar's exact test.
    """
    from scipy.stats import binomtest  # here, so that remembered answers do not wait for it

    rng = np.random.default_rng(random_state)
    only, other = int((own & ~base).sum()), int((base & ~own).sum())
    parts = np.array([only, other, len(own) - only - other]) / len(own)
    draws = rng.multinomial(len(own), parts, size=n_resamples)
    low, high = np.quantile((draws[:, 0] - draws[:, 1]) / len(own), ((1 - confidence) / 2, (1 + confidence) / 2))
    p = binomtest(only, only + other).pvalue if only + other else 1.0
    ends = {"difference_low": float(low), "difference_high": float(high)}
    return {"difference": (only - other) / len(own), **ends, "p_images": float(p)}
