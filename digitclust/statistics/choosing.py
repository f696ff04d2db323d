"""Which number of clusters an index chooses: by the medians over the seeds, by every seed, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from digitclust.records import Value
from digitclust.statistics import gap
from digitclust.statistics.proportions import wilson

NOISE = 1e-9  # relative difference below which two values of an index count as equal


def best(name: str, values: NDArray[np.float64], error: NDArray[np.float64], tried: range) -> int:
    """Return the number of clusters that an index chooses: the best value, of equal ones the fewest clusters."""
    if name == "gap":
        return gap.first_peak(values, error, tried)
    good = -values if name == "davies_bouldin" else values
    top = np.nanmax(good)
    return tried[int(np.flatnonzero(good >= top - NOISE * abs(top))[0])]


def curves(runs: pd.DataFrame, name: str) -> NDArray[np.float64]:
    """Lay an index out by seed and number of clusters, shape (n_runs, n_tried)."""
    found: NDArray[np.float64] = runs.pivot(index="random_state", columns="n_clusters", values=name).to_numpy()
    return found


def vote(runs: pd.DataFrame, names: Sequence[str], error: NDArray[np.float64], tried: range) -> pd.DataFrame:
    """Let every seed choose by every index, a column for each."""
    return pd.DataFrame({name: [best(name, curve, error, tried) for curve in curves(runs, name)] for name in names})


def count(votes: pd.DataFrame) -> pd.DataFrame:
    """Count how many seeds choose which number of clusters; 0 stands for no choice."""
    tall = votes.melt(var_name="index", value_name="n_clusters")
    return tall.groupby(["index", "n_clusters"], sort=False).size().rename("n").reset_index()


def choose(
    runs: pd.DataFrame, votes: pd.DataFrame, error: NDArray[np.float64], tried: range,
    *, drawn: NDArray[np.int64], confidence: float,
) -> pd.DataFrame:  # fmt: skip
    """List what the medians over the seeds choose, and whether other seeds would choose the same.

    Parameters
    ----------
    runs : DataFrame
        A row for each number of clusters and seed, a column for each index.
    votes : DataFrame
        A row for each seed, a column for each index: what it chooses.
    error : ndarray of shape (n_tried,)
        Standard error of the gap.
    tried : range
        Numbers of clusters.
    drawn : ndarray of shape (n_resamples, n_seeds)
        Bootstrap samples of the seeds, as indices.
    confidence : float
        Level of the interval of ``share``.

    Returns
    -------
    DataFrame
        ``share`` of single seeds that choose as the medians do, with its Wilson interval; ``resampled``, the share of
        bootstrap samples whose medians do; ``mode``, what most single seeds choose, and ``mode_share``, how many.
    """
    names = [str(name) for name in votes]
    chosen = [best(name, np.median(curves(runs, name), axis=0), error, tried) for name in names]
    agreeing = (votes == chosen).sum(axis=0).to_numpy()
    low, high = wilson(agreeing, len(votes), confidence)
    again = [
        np.mean([best(name, curve, error, tried) == k for curve in np.median(curves(runs, name)[drawn], axis=1)])
        for name, k in zip(names, chosen, strict=True)
    ]
    frame = {"index": names, "n_clusters": chosen, "n": agreeing, "share": agreeing / len(votes)}
    modes = votes.mode().iloc[0].astype(int).to_numpy()  # the least of several
    most = {"mode": modes, "mode_share": (votes == modes).mean(axis=0).to_numpy()}
    return pd.DataFrame({**frame, "share_low": low, "share_high": high, "resampled": again, **most})


def by_least(runs: pd.DataFrame, names: Sequence[str], tried: range) -> dict[str, Value]:
    """Tell what is chosen when of each number of clusters the run with the least inertia alone is kept.

    The gap is left out, because each uniform sample has a single run.
    """
    kept = runs.loc[runs.groupby("n_clusters")["inertia"].idxmin()]
    columns = {name: kept[name].to_numpy() for name in names if name != "gap"}
    return {f"{name}_least": best(name, column, column, tried) for name, column in columns.items()}
