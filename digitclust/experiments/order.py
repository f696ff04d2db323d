"""Is the order of the images a second seed, and which counts does rounding decide? Shuffled data, and ties settled."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from digitclust.records import Answer, Dataset, Partition, Tools, Value
from digitclust.statistics import scores, starts, sweep
from digitclust.statistics.partitions import digest
from digitclust.statistics.proportions import interval
from digitclust.statistics.resampling import batches

DEMANDS = ("labels", "whole grey levels")  # ties are counted in whole numbers
SECONDS = 5
SETTINGS = ("transform", "method", "n_clusters", "n_runs", "reference_random_state", "n_orders", "n_checked")
UNITS = {"transform": "transform", "method": "method", "reference_random_state": "label", "tie_random_state": "label"}
TOGETHER = 20  # seeds whose ties one process settles in one go
ROUNDING = 2**52  # a sum of two numbers in double precision errs by less than one part in so many


class Options(BaseModel):
    """Keys of ``[experiments.order]``."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    transform: str = "raw"
    method: Literal["kmeans"] = Field(default="kmeans", description="the ties that are settled are its own")
    n_clusters: int = Field(default=10, ge=2)
    n_runs: int = Field(default=1000, ge=20, le=20_000, description="seeds to compare the orders with, from 0")
    reference_random_state: int = Field(default=0, ge=0, lt=2**32, description="the seed under which data are shuffled")
    n_orders: int = Field(default=200, ge=10, description="shuffled orders")
    n_checked: int = Field(default=400, ge=1, description="seeds, from 0, whose ties are settled in another way")
    confidence: float = Field(default=0.95, gt=0, lt=1, description="level of intervals")
    random_state: int = Field(default=0, ge=0, description="seed of the shuffles")


def answer(dataset: Dataset, options: Options, tools: Tools) -> Answer:
    """Shuffle the images, then settle ties the other way."""
    data = tools.features(options.transform)
    settled = partial(settle, data, dataset.target, options.n_clusters)
    states = np.arange(options.n_checked)
    rows = [row for rows in tools.map(settled, np.split(states, states[TOGETHER::TOGETHER])) for row in rows]
    ties = pd.DataFrame(rows, columns=["random_state", "ties", "correct_first", "correct_last", "moved"])
    return (
        Answer({name: getattr(options, name) for name in SETTINGS} | {"n_samples": len(data)}, UNITS)
        | compare(dataset, shuffled(dataset, data, options, tools), options, tools)
        | changes(ties, len(data), options.confidence)
        | follow(data, options)
        | example(dataset, data, ties["random_state"].head(1), options.n_clusters)
    )


def shuffled(dataset: Dataset, data: NDArray[np.float64], options: Options, tools: Tools) -> pd.DataFrame:
    """Cluster the same images in other orders with the same seed; a row is an order."""
    asked = {"n_clusters": options.n_clusters, "n_init": 1, "random_state": options.reference_random_state}
    work = partial(shuffle, partial(tools.fit, options.method, **asked), data, dataset.target, options)
    rows = [row for some in tools.map(work, batches(options.n_orders)) for row in some]
    return pd.DataFrame(rows)


def shuffle(
    fit: Callable[..., Partition],
    data: NDArray[np.float64],
    target: NDArray[Any],
    options: Options,
    orders: NDArray[np.int64],
) -> list[dict[str, Any]]:
    """Cluster the images in some orders."""
    rows = []
    for order in orders.tolist():
        places = np.random.default_rng([options.random_state, order]).permutation(len(data))
        found = fit(data[places])
        correct = int(scores.correct(scores.contingencies(target[places], found.labels[None]))[0])
        rows.append(
            {
                "order": order,
                "correct": correct,
                "inertia": found.inertia,
                "n_iter": found.n_iter,
                "accuracy": correct / len(data),
                "digest": digest(found.labels),
                "ties": starts.n_ties_of(data[places], options.n_clusters, options.reference_random_state),
            }
        )
    return rows


def compare(dataset: Dataset, orders: pd.DataFrame, options: Options, tools: Tools) -> Answer:
    """Hold the accuracies of the orders against those of the seeds.

    The test is Smirnov's for two samples (N. Smirnov, Table for estimating the goodness of fit of empirical
    distributions, Ann. Math. Stat. 19 (1948), p. 279-281); equal accuracies make it cautious.
    """
    from scipy.stats import ks_2samp  # here, so that remembered answers do not wait for it

    asked = {"n_clusters": options.n_clusters, "random_states": range(options.n_runs)}
    runs = tools.runs(options.transform, options.method, **asked)
    seeds = scores.correct(scores.contingencies(dataset.target, runs.labels)) / len(dataset.target)
    test = ks_2samp(orders["accuracy"], seeds)
    values: dict[str, Value] = {
        "n_counts": orders["correct"].nunique(),
        "distance": float(test.statistic),
        "distance_p": float(test.pvalue),
        "level": round(1 - options.confidence, 12),
    }
    spread = sweep.spreads(orders, {"accuracy": "share"}, options.confidence)
    return spread | Answer(values, {"distance": "share", "level": "share"}, {"orders": orders})


def settle(
    data: NDArray[np.float64], target: NDArray[Any], n_clusters: int, random_states: NDArray[np.int64]
) -> list[tuple[int, int, int, int, bool]]:
    """Let the ties of each seed go to the first of the equally near centres, then to the last; tell how both end.

    Returns
    -------
    list of tuple
        For each seed that meets ties: the seed, its ties, images named rightly in the one end and in the other, and
        whether the ends are different partitions.
    """
    rows = []
    for state in random_states.tolist():
        near = starts.nearest(data, starts.starting_indices(data, n_clusters, state))
        ties = int((near.sum(axis=1) > 1).sum())
        if ties:
            ends = np.stack([starts.lloyd(data, way, n_clusters) for way in starts.ways(near)])
            first, last = scores.correct(scores.contingencies(target, ends)).tolist()
            rows.append((state, ties, first, last, bool((sweep.renamed(ends[0]) != sweep.renamed(ends[1])).any())))
    return rows


def changes(ties: pd.DataFrame, n_samples: int, confidence: float) -> Answer:
    """Tell how often another way to settle ties ends in another count of right names, and by how much."""
    change = (ties["correct_last"] - ties["correct_first"]).abs()
    values: dict[str, Value] = {
        "n_tied": len(ties),
        "n_moved": int(ties["moved"].sum()),
        "n_changed": int((change > 0).sum()),
    }
    if not len(ties):
        return Answer(values, {}, {"ties": ties})
    values |= interval("share_changed", int((change > 0).sum()), len(ties), confidence)
    values |= {"greatest_change": float(change.max() / n_samples)}
    shares = ("share_changed", "share_changed_low", "share_changed_high", "greatest_change")
    return Answer(values, dict.fromkeys(shares, "share"), {"ties": ties})


def follow(data: NDArray[np.float64], options: Options) -> Answer:
    """Tell how near the reference seed comes to a tie on its whole way, as a number of parts of the distance."""
    begun = starts.starting_indices(data, options.n_clusters, options.reference_random_state)
    gap, n_iter = starts.narrowest_gap(data, begun)
    parts = int(1 / gap) if gap > 1 / ROUNDING else ROUNDING
    return Answer({"reference_ties": starts.n_ties(data, begun), "n_iter": n_iter, "gap": parts, "rounding": ROUNDING})


def example(dataset: Dataset, data: NDArray[np.float64], random_states: pd.Series[int], n_clusters: int) -> Answer:
    """Show the first tie of the first seed that meets one: an image and two starting centres equally far from it."""
    pictures = np.empty((0, *dataset.image_shape))
    values: dict[str, Value] = {"max_level": dataset.levels}
    for state in random_states:
        begun = starts.starting_indices(data, n_clusters, state)
        near = starts.nearest(data, begun)
        image = int(np.flatnonzero(near.sum(axis=1) > 1)[0])
        centers = begun[np.flatnonzero(near[image])[:2]]
        pictures = dataset.images[[image, *centers]]
        distance = starts.squared_distance(data[image], data[centers[0]])
        values |= {"tie_random_state": int(state), "tie_distance": float(distance)}
    return Answer(
        values, {"tie_distance": "squared"}, {}, {"tie": pictures}, axes={"tie": ("picture", "row", "column")}
    )
