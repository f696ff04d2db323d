"""What is kept of several runs: the one with the least inertia, and the chance of each run to be that one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from digitclust.records import Answer, Value

Numbers = NDArray[np.float64]


def chances(n_runs: int, n_init: int) -> Numbers:
    """Return the chance of each of n runs, ordered from the least inertia on, to be kept of n_init.

    Every set of n_init runs is taken to be as likely as any other, and all are counted, none drawn: the run of rank r
    is kept if the other n_init - 1 are among the n - 1 - r runs behind it. That is C(n - 1 - r, n_init - 1) sets of
    C(n, n_init).

    Returns
    -------
    ndarray of shape (n_runs,)
        They add up to 1; the last n_init - 1 are 0.
    """
    ranks = np.arange(n_runs - 1)
    steps = np.maximum(n_runs - n_init - ranks, 0) / (n_runs - 1 - ranks)
    return n_init / n_runs * np.concatenate([[1.0], np.cumprod(steps)])


def quantile(values: Numbers, weights: Numbers, level: float) -> float:
    """Return the least value at which the weights of all up to it reach a level of their sum."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    place = np.searchsorted(reached, level * reached[-1] * (1 - 1e-12))
    return float(values[order][min(int(place), len(values) - 1)])


def odds(inertia: Numbers, accuracy: Numbers, n_inits: Sequence[int]) -> pd.DataFrame:
    """List every accuracy that may come out when the run with the least inertia is kept, with its chance."""
    values, places = np.unique(accuracy[inertia.argsort(kind="stable")], return_inverse=True)
    frames = []
    for n_init in n_inits:
        weights = chances(len(inertia), n_init)
        frame = pd.DataFrame({"n_init": n_init, "accuracy": values, "chance": np.bincount(places, weights)})
        frames.append(frame)
    every = pd.concat(frames, ignore_index=True)
    return every[every["chance"] > 0].reset_index(drop=True)


def kept(
    inertia: Numbers, accuracy: Numbers, n_inits: Sequence[int], confidence: float, drawn: NDArray[np.int64]
) -> pd.DataFrame:
    """Tell for each number of runs how accurate the one is that is kept of them.

    Parameters
    ----------
    inertia, accuracy : ndarray of shape (n_runs,)
        Of each run.
    n_inits : sequence of int
        How many runs there are to choose from.
    confidence : float
        Share of the chances that lies within ``accuracy_low`` to ``accuracy_high``, and level of the interval of the
        mean.
    drawn : ndarray of shape (n_resamples, n_runs)
        Bootstrap samples of the runs, as indices.

    Returns
    -------
    DataFrame
        ``n_init``; ``accuracy`` in the mean with ``mean_low`` and ``mean_high``; ``accuracy_low``, ``accuracy_high``.
    """
    ordered, levels = accuracy[inertia.argsort(kind="stable")], ((1 - confidence) / 2, (1 + confidence) / 2)
    weights = np.stack([chances(len(ordered), n_init) for n_init in n_inits])
    means = np.quantile(ordered[np.sort(drawn, axis=1)] @ weights.T, levels, axis=0)
    ends = np.array([[quantile(ordered, weight, level) for level in levels] for weight in weights])
    frame = {"n_init": n_inits, "accuracy": weights @ ordered, "mean_low": means[0], "mean_high": means[1]}
    return pd.DataFrame({**frame, "accuracy_low": ends[:, 0], "accuracy_high": ends[:, 1]})


def chance_of(inertia: Numbers, wanted: NDArray[np.bool_], n_inits: Sequence[int]) -> Numbers:
    """Return for each number of runs the chance that the one that is kept is among the wanted."""
    ordered = wanted[inertia.argsort(kind="stable")]
    return np.array([chances(len(ordered), n_init) @ ordered for n_init in n_inits])


def told(frame: pd.DataFrame, n_inits: Sequence[int], confidence: float, drawn: NDArray[np.int64]) -> Answer:
    """Tell what choosing the least inertia of more and more runs buys: the accuracy of what is kept.

    Parameters
    ----------
    frame : DataFrame
        A row for each run, with its ``hump``; the last hump holds the most accurate ones.
    n_inits, confidence, drawn
        As for ``kept``.
    """
    inertia, accuracy = frame["inertia"].to_numpy(), frame["accuracy"].to_numpy()
    top = (frame["hump"] == frame["hump"].max()).to_numpy()
    table = kept(inertia, accuracy, sorted(n_inits), confidence, drawn)
    table = table.assign(top_hump=chance_of(inertia, top, sorted(n_inits)))
    fewest, most = table.iloc[0], table.iloc[-1]
    values: dict[str, Value] = {"restarts_fewest": int(fewest["n_init"]), "restarts_most": int(most["n_init"])}
    for name, row in (("fewest", fewest), ("most", most)):
        values |= {f"{name}_{column}": float(row[column]) for column in table.columns[1:]}
    shares = [name for name in values if not name.startswith("restarts")]
    units = dict.fromkeys((*shares, *table.columns[1:], "chance"), "share")
    return Answer(values, units, {"restarts": table, "odds": odds(inertia, accuracy, sorted(n_inits))})
