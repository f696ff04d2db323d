"""How two numbers of each run go together: whether a lower inertia means a higher accuracy."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from digitclust.records import Answer, Value

Numbers = NDArray[np.float64]


def spearman(x: Numbers, y: Numbers) -> Numbers:
    """Return the correlation of ranks along the last axis; equal numbers share their mean rank.

    References
    ----------
    C. Spearman, The proof and measurement of association between two things, Am. J. Psychol. 15 (1904), p. 72-101.
    """
    from scipy.stats import rankdata  # here, so that remembered answers do not wait for it

    ranks = [rankdata(numbers, axis=-1) for numbers in (x, y)]
    one, other = (rank - rank.mean(axis=-1, keepdims=True) for rank in ranks)
    correlation: Numbers = (one * other).sum(axis=-1) / np.sqrt((one**2).sum(axis=-1) * (other**2).sum(axis=-1))
    return correlation


def against(x: Numbers, y: Numbers) -> Numbers:
    """Return for each run the share of other runs for which x is less and y is less too, or both are greater."""
    pairs = zip(x, y, strict=True)
    return np.array([np.mean((x - one) * (y - other) > 0) for one, other in pairs]) * len(x) / (len(x) - 1)


def mean_of_pairs(shares: Numbers) -> tuple[float, float]:
    """Return the mean over all pairs of runs and its standard error, from each run's mean over the others.

    Pairs that share a run are not independent; the standard error is that of a U-statistic of two.

    References
    ----------
    W. Hoeffding, A class of statistics with asymptotically normal distribution, Ann. Math. Stat. 19 (1948), p. 293-325.
    """
    return float(shares.mean()), float(2 * shares.std(ddof=1) / np.sqrt(len(shares)))


def told(frame: pd.DataFrame, drawn: NDArray[np.int64], confidence: float) -> Answer:
    """Tell how the inertia of runs goes with their accuracy, and where the most accurate of them stand by inertia.

    Parameters
    ----------
    frame : DataFrame
        A row for each run.
    drawn : ndarray of shape (n_resamples, n_runs)
        Bootstrap samples of the runs, as indices.
    confidence : float
        Level of the intervals.
    """
    from scipy.special import ndtri  # here, so that remembered answers do not wait for it

    inertia, accuracy = frame["inertia"].to_numpy(), frame["accuracy"].to_numpy()
    again = spearman(inertia[drawn], accuracy[drawn])
    low, high = np.quantile(again, ((1 - confidence) / 2, (1 + confidence) / 2))
    discordant, error = mean_of_pairs(against(inertia, accuracy))
    half = float(ndtri((1 + confidence) / 2)) * error
    best = frame[accuracy == accuracy.max()]
    values: dict[str, Value] = {
        "spearman": float(spearman(inertia, accuracy)),
        "spearman_low": float(low),
        "spearman_high": float(high),
        "discordant": discordant,
        "discordant_low": discordant - half,
        "discordant_high": discordant + half,
        "best_n": len(best),
        "best_random_state": int(best["random_state"].iloc[0]),
        "best_excess": float(best["inertia"].min() / inertia.min() - 1),
        "best_worse_than": float((inertia < best["inertia"].min()).mean()),
    }
    shares = ("discordant", "discordant_low", "discordant_high", "best_excess", "best_worse_than")
    return Answer(values, {**dict.fromkeys(shares, "share"), "best_random_state": "label"})
