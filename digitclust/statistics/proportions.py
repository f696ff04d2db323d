"""How sure a share is that was counted."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def wilson(hits: ArrayLike, n: int, confidence: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the score interval of each share of n independent trials.

    References
    ----------
    E. B. Wilson, Probable inference, the law of succession, and statistical inference, J. Am. Stat. Assoc. 22 (1927),
    p. 209-212.
    """
    from scipy.special import ndtri  # here, so that remembered answers do not wait for it

    z, share = ndtri((1 + confidence) / 2), np.asarray(hits) / n
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return np.maximum(middle - half, 0.0), np.minimum(middle + half, 1.0)


def interval(name: str, hits: int, n: int, confidence: float) -> dict[str, float]:
    """Give a share and the ends of its score interval the ids under which prose tells them."""
    low, high = wilson(hits, n, confidence)
    return {name: hits / n, f"{name}_low": float(low), f"{name}_high": float(high)}


def clopper_pearson(hits: int, n: int, confidence: float) -> tuple[float, float]:
    """Return the exact interval of a share of n independent trials: it covers no less often than it says.

    References
    ----------
    C. J. Clopper, E. S. Pearson, The use of confidence or fiducial limits illustrated in the case of the binomial,
    Biometrika 26 (1934), p. 404-413.
    """
    from scipy.stats import binomtest  # here, so that remembered answers do not wait for it

    found = binomtest(hits, n).proportion_ci(confidence, method="exact")
    return float(found.low), float(found.high)


def percentiles(values: ArrayLike, confidence: float) -> tuple[float, float]:
    """Return the ends of the middle part of a distribution that holds that share of it."""
    low, high = np.quantile(np.asarray(values, dtype=np.float64), [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)
