"""How often one seed of each ranks two things against their medians, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from digitclust.records import Answer, Value
from digitclust.statistics.comparing import holm, signed_rank

Numbers = NDArray[np.float64]
SEEDS = ("same_seed", "independent_seeds")
COLUMNS = ("higher", "lower", *(f"{seeds}{end}" for seeds in SEEDS for end in ("", "_low", "_high")), "p_value")


@dataclass(frozen=True)
class Reversals:
    """Shares of wrong verdicts about one pair, in the runs as they are and in each resample of their seeds.

    Attributes
    ----------
    same_seed : ndarray of shape (1 + n_resamples,)
        Share of the seeds at which what has the higher median scores lower; the runs as they are come first.
    independent_seeds : ndarray of shape (1 + n_resamples,)
        The same if the seeds of both are drawn from the list independently of each other.
    """

    same_seed: Numbers
    independent_seeds: Numbers


def resampled(n_runs: int, n_resamples: int, random_state: int) -> NDArray[np.int64]:
    """Draw seeds with replacement, shape (1 + n_resamples, n_runs); first come the runs as they are."""
    drawn = np.random.default_rng(random_state).integers(n_runs, size=(n_resamples, n_runs))
    return np.vstack([np.arange(n_runs), drawn])


def reversals(higher: Numbers, lower: Numbers, drawn: NDArray[np.int64]) -> Reversals:
    """Count how often a single run of what has the higher median scores below a single run of the other.

    Equal scores mislead nobody. The share over independent seeds is the U-statistic of Mann and Whitney over the number
    of pairs of runs.

    Parameters
    ----------
    higher, lower : ndarray of shape (n_runs,)
        Scores by seed.
    drawn : ndarray of shape (n_resamples, n_runs)
        Resamples of the seeds, as indices; both share them, so that runs of one seed stay together.

    References
    ----------
    H. B. Mann, D. R. Whitney, On a test of whether one of two random variables is stochastically larger than the other,
    Ann. Math. Stat. 18 (1947), p. 50-60.
    """
    n = len(higher)
    times = np.stack([np.bincount(row, minlength=n) for row in drawn]).astype(float)
    wrong = (higher[:, None] < lower[None, :]).astype(float)
    return Reversals(times @ wrong.diagonal() / n, ((times @ wrong) * times).sum(axis=1) / n**2)


def interval(name: str, found: Numbers, confidence: float) -> dict[str, float]:
    """Return what the runs as they are say, and the middle part of what the resamples say, under three names."""
    low, high = np.quantile(found[1:], ((1 - confidence) / 2, (1 + confidence) / 2))
    return {name: float(found[0]), f"{name}_low": float(low), f"{name}_high": float(high)}


def pairs(scores: Mapping[str, Numbers]) -> list[tuple[str, str]]:
    """List every two transforms whose medians differ, the higher first, from the highest median on."""
    medians = {name: float(np.median(own)) for name, own in scores.items()}
    order = sorted(medians, key=lambda name: -medians[name])
    return [(higher, lower) for higher, lower in combinations(order, 2) if medians[higher] > medians[lower]]


def told(scores: Mapping[str, Numbers], drawn: NDArray[np.int64], confidence: float) -> Answer:
    """Tell for each pair how often single seeds mislead, and for all pairs on average and at the worst.

    A pair is clear if the signed rank test, corrected for the number of pairs, finds a difference at the same seeds.

    Parameters
    ----------
    scores : Mapping
        Name to scores in the order of the seeds, which all share.
    drawn : ndarray of shape (1 + n_resamples, n_runs)
        What ``resampled`` gives.
    confidence : float
        Level of the intervals, and of the tests together.
    """
    both = pairs(scores)
    found = [reversals(scores[higher], scores[lower], drawn) for higher, lower in both]
    rows = [
        {
            **{"higher": higher, "lower": lower, "p_value": signed_rank(scores[higher] - scores[lower])[0]},
            **{k: v for seeds in SEEDS for k, v in interval(seeds, getattr(one, seeds), confidence).items()},
        }
        for (higher, lower), one in zip(both, found, strict=True)
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).assign(p_adjusted=lambda frame: holm(frame["p_value"]))
    clear = table[table["p_adjusted"] < 1 - confidence]
    counts: dict[str, Value] = {
        "n_pairs": len(table),
        "n_clear": len(clear),
        "n_reliable": int((table["independent_seeds"] <= 1 - confidence).sum()),
    }
    worst = worst_of("worst_pair", table) | worst_of("worst_clear", clear)
    units = {**dict.fromkeys(COLUMNS[:2], "transform"), **dict.fromkeys(COLUMNS[2:-1], "share")}
    return Answer(counts, {**units, "p_adjusted": "p_value"}, {"pairs": table}) | means(found, confidence) | worst


def means(found: list[Reversals], confidence: float) -> Answer:
    """Average the shares over all pairs, and tell how much less often the same seed misleads than independent ones."""
    if not found:
        return Answer()
    same, independent = (np.mean([getattr(one, seeds) for one in found], axis=0) for seeds in SEEDS)
    shares = {
        **interval("same_seed", same, confidence),
        **interval("independent_seeds", independent, confidence),
        **interval("gain", independent - same, confidence),
    }
    return Answer(shares, dict.fromkeys(shares, "share"))


def worst_of(name: str, table: pd.DataFrame) -> Answer:
    """Name the pair about which independent seeds mislead most often; nothing where there is no pair."""
    if table.empty:
        return Answer()
    row = table.iloc[int(table["independent_seeds"].to_numpy().argmax())]
    ends = {f"{name}_{end}": str(row[end]) for end in ("higher", "lower")}
    shares = {f"{name}_{column}": float(row[column]) for column in COLUMNS if column.startswith(SEEDS)}
    return Answer({**ends, **shares}, {**dict.fromkeys(ends, "transform"), **dict.fromkeys(shares, "share")})
