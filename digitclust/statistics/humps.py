"""How many humps a distribution has: Silverman's test on a kernel density."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from digitclust.records import Answer, Value

Counts = NDArray[np.integer[Any]]  # how often each step of a grid occurs; the last axis is the grid
Density = NDArray[np.float64]
FINEST = 0.5  # the least bandwidth, in steps: a grid shows nothing finer
HALVINGS = 20  # of the interval in which a critical bandwidth is sought


@dataclass(frozen=True)
class Humps:
    """The humps of a distribution of whole numbers.

    Attributes
    ----------
    tests : list of tuple
        For one hump, and one more, and so on: how many, their critical bandwidth, the p-value; the last is not refuted.
    members : ndarray of shape (n_values,)
        Hump of each value, from 1; humps are parted where the density between their modes is least.
    modes : ndarray of shape (n_humps,)
        Where the humps are highest.
    places, heights : ndarray of shape (n_places,)
        The density at the critical bandwidth.
    """

    tests: list[tuple[int, float, float]]
    members: NDArray[np.int64]
    modes: NDArray[np.int64]
    places: NDArray[np.int64]
    heights: Density


def find(values: NDArray[np.int64], level: float, n_resamples: int, rng: np.random.Generator) -> Humps:
    """Find as many humps as Silverman's test at that level asks for."""
    margin = int(np.ptp(values)) // 2 + 5
    places = np.arange(values.min() - margin, values.max() + margin + 1)
    counts = np.bincount(values - places[0], minlength=len(places))
    found = tests(counts, level, n_resamples, rng)
    heights = density(counts, found[-1][1])
    members = np.searchsorted(places[valleys(heights)], values) + 1
    return Humps(found, members, places[1:-1][modes(heights)], places, heights)


def density(counts: Counts, bandwidth: float) -> Density:
    """Smooth counts on a grid by a Gaussian kernel, its standard deviation in steps; the sum stays 1."""
    places = np.arange(counts.shape[-1])
    kernel = np.exp(-0.5 * ((places[:, None] - places) / bandwidth) ** 2) / (bandwidth * np.sqrt(2 * np.pi))
    smooth: Density = counts @ kernel / counts.sum(axis=-1, keepdims=True)
    return smooth


def modes(heights: Density) -> NDArray[np.bool_]:
    """Tell which steps of a grid, its ends left out, are higher than their neighbours."""
    middle = heights[..., 1:-1]
    return (middle > heights[..., :-2]) & (middle >= heights[..., 2:])


def critical_bandwidth(counts: Counts, n_humps: int) -> float:
    """Return the least bandwidth, in steps, at which the density has no more than that many modes.

    With a Gaussian kernel the number of modes never grows with the bandwidth, so halving finds it.

    References
    ----------
    B. W. Silverman, Using kernel density estimates to investigate multimodality, J. R. Stat. Soc. B 43 (1981),
    p. 97-99.
    """
    low, high = FINEST, float(len(counts))
    for _ in range(HALVINGS):
        middle = (low * high) ** 0.5
        fits = modes(density(counts, middle)).sum() <= n_humps
        low, high = (low, middle) if fits else (middle, high)
    return high


def p_value(counts: Counts, n_humps: int, n_resamples: int, rng: np.random.Generator) -> tuple[float, float]:
    """Test whether that many humps suffice.

    A resample is drawn from the density at the critical bandwidth, scaled so that its variance is that of the data.
    The p-value is the share of resamples that need more humps at that bandwidth, themselves the data counted in.

    Returns
    -------
    p_value : float
        Small where that many humps are too few.
    bandwidth : float
        The critical one, in steps.

    References
    ----------
    Silverman (1981), p. 98.
    """
    bandwidth = critical_bandwidth(counts, n_humps)
    values = np.repeat(np.arange(len(counts)), counts)
    drawn = rng.choice(values, (n_resamples, len(values))) + bandwidth * rng.standard_normal((n_resamples, len(values)))
    scaled = values.mean() + (drawn - values.mean()) * np.sqrt(values.var() / (values.var() + bandwidth**2))
    more = modes(density(on_grid(scaled, len(counts)), bandwidth)).sum(axis=-1) > n_humps
    return float((1 + more.sum()) / (1 + n_resamples)), bandwidth


def on_grid(values: NDArray[np.float64], n_steps: int) -> Counts:
    """Count rows of values on a grid of whole numbers; what lies beyond goes to its ends."""
    places = np.clip(np.rint(values).astype(np.int64), 0, n_steps - 1)
    rows = np.arange(len(values))[:, None] * n_steps
    return np.bincount((rows + places).ravel(), minlength=len(values) * n_steps).reshape(len(values), n_steps)


def tests(counts: Counts, level: float, n_resamples: int, rng: np.random.Generator) -> list[tuple[int, float, float]]:
    """Ask for one hump, then for one more, until that many are not refuted at a level or the grid shows no more.

    Returns
    -------
    list of tuple
        Number of humps, critical bandwidth in steps, p-value; the last row is the first that is not refuted.
    """
    found: list[tuple[int, float, float]] = []
    while not found or (found[-1][2] < level and found[-1][1] > 1.01 * FINEST):
        p, bandwidth = p_value(counts, len(found) + 1, n_resamples, rng)
        found.append((len(found) + 1, bandwidth, p))
    return found


def valleys(heights: Density) -> NDArray[np.int64]:
    """Return the steps at which a density is least between one mode and the next."""
    peaks = np.flatnonzero(modes(heights)) + 1
    lows = [start + int(heights[start:end].argmin()) for start, end in pairwise(peaks)]
    return np.array(lows, dtype=np.int64)


def told(found: Humps, frame: pd.DataFrame, recall: NDArray[np.float64], labels: NDArray[Any]) -> Answer:
    """Tell how many humps the accuracy of runs has, what lies in each, and which labels fare otherwise in them.

    Parameters
    ----------
    found : Humps
        Of the images named rightly.
    frame : DataFrame
        A row for each run, with its ``hump``.
    recall : ndarray of shape (n_runs, n_classes)
        Of each true label in each run.
    labels : ndarray of shape (n_classes,)
        The true labels.
    """
    n_samples = round(frame["correct"].iloc[0] / frame["accuracy"].iloc[0])
    columns = {"n": ("accuracy", "size"), "accuracy": ("accuracy", "mean"), "accuracy_low": ("accuracy", "min")}
    columns |= {"accuracy_high": ("accuracy", "max"), "n_lost": ("n_labels_lost", "mean")}
    table = frame.groupby("hump", as_index=False).agg(**columns)
    losing = (frame["n_labels_lost"] > 0).groupby(frame["hump"]).mean().to_numpy()
    table = table.assign(
        lost_share=losing, share=table["n"] / len(frame), mode=found.modes[table["hump"] - 1] / n_samples
    )
    means = pd.DataFrame(recall, columns=labels).groupby(frame["hump"]).mean()
    spread = (means.max() - means.min()).to_numpy()
    (n_humps, bandwidth, p), top = found.tests[-1], frame[frame["hump"] == frame["hump"].max()]
    values: dict[str, Value] = {
        "n_humps": n_humps,
        "hump_bandwidth": bandwidth / n_samples,
        "hump_p": p,
        "hump_p_fewer": found.tests[-2][2] if n_humps > 1 else p,
        "hump_labels": tuple(labels[2 * spread >= spread.max()].tolist()),
        "main_hump": int(table["hump"].iloc[table["n"].argmax()]),
        "main_hump_share": float(table["share"].max()),
        "top_hump_share": float(table["share"].iloc[-1]),
        "top_hump_accuracy": float(table["accuracy"].iloc[-1]),
        "top_hump_worse_than": float((frame["inertia"] < top["inertia"].min()).mean()),
    }
    shares = ("hump_bandwidth", "main_hump_share", "top_hump_share", "top_hump_accuracy", "top_hump_worse_than")
    labels_told = ("hump", "hump_labels", "main_hump")
    units = {**dict.fromkeys((*shares, "lost_share", "mode"), "share"), **dict.fromkeys(labels_told, "label")}
    tests_table = pd.DataFrame(found.tests, columns=["n_humps", "bandwidth", "p_value"])
    tidy = means.reset_index().melt("hump", var_name="label", value_name="recall")
    heights = pd.DataFrame({"accuracy": found.places / n_samples, "density": found.heights})
    tables = {"humps": table, "hump_tests": tests_table, "hump_recall": tidy, "hump_density": heights}
    return Answer(values, units, tables)
