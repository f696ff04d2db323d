"""How sure is the accuracy of one run? Intervals, each for a question of its own, and what chance gives."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from digitclust.records import Answer, Dataset, InputError, Partition, Tools, Value
from digitclust.statistics import chance, scores, starts
from digitclust.statistics.naming import Contingency, contingency, mode_names
from digitclust.statistics.partitions import digest
from digitclust.statistics.proportions import clopper_pearson, percentiles, wilson
from digitclust.statistics.resampling import batches

DEMANDS = ("labels",)
SECONDS = 8
FORMULAS: dict[str, Callable[[int, int, float], tuple[Any, Any]]] = {
    "wilson": wilson,
    "clopper_pearson": clopper_pearson,
}
SETTINGS = (
    *("transform", "method", "n_clusters", "n_init", "random_state", "confidence"),
    *("n_resamples", "n_reclusterings", "n_runs", "n_permutations"),
)
SHARES = ("confidence", "accuracy", "share_seeds_within", "chance_highest")
COLUMNS = ("accuracy_mean", "accuracy_from", "accuracy_to", "accuracy_left_out", "width")
UNITS = {
    "transform": "transform",
    "method": "method",
    "random_state": "label",
    "p_value": "p_value",
    **dict.fromkeys((*SHARES, *COLUMNS), "share"),
}
BINS = 200  # of the distributions that are published: half a per cent of the images each
IMAGES, CLUSTERINGS, CHANCE = range(3)  # what a draw is for: each has a stream of random numbers of its own


class Options(BaseModel):
    """Keys of ``[experiments.uncertainty]``."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    transform: str = "raw"
    method: Literal["kmeans"] = Field(default="kmeans", description="images left out go to the nearest of its centres")
    n_clusters: int = Field(default=10, ge=2)
    n_init: int = Field(default=1, ge=1)
    random_state: int = Field(default=0, ge=0, lt=2**32, description="seed of the run and of every draw")
    confidence: float = Field(default=0.95, gt=0, lt=1, description="level of all intervals")
    n_resamples: int = Field(default=10_000, ge=100, description="of the images, for the clusters of the run")
    n_reclusterings: int = Field(default=500, ge=20, description="resamples of the images that are clustered again")
    n_runs: int = Field(default=1000, ge=20, description="runs on the images themselves, with the seeds from 0 on")
    n_permutations: int = Field(default=1000, ge=100, description="partitions by chance")


def answer(dataset: Dataset, options: Options, tools: Tools) -> Answer:
    """Cluster once, then ask in several ways how far the accuracy could have come out otherwise."""
    data = features(dataset, options, tools)
    found = tools.fit(options.method, data, random_state=options.random_state, **asked(options))
    table = contingency(dataset.target, found.labels)
    clustered = recluster(data, dataset.target, options, tools)
    rng = np.random.default_rng([options.random_state, CHANCE])
    null = chance.permuted(table, options.n_permutations, rng)
    draws = {
        **resampled(table, options),
        "reclustered": clustered["accuracy"].to_numpy(),
        "left_out": clustered["accuracy_left_out"].to_numpy(),
        "seeds": seeds(dataset, options, tools),
        "chance": scores.correct(null) / len(data),
    }
    frame = intervals(table, draws, options.confidence)
    tables = {"intervals": frame, "distributions": distributions(draws), "reclusterings": clustered}
    settings = Answer({name: getattr(options, name) for name in SETTINGS}, UNITS, tables)
    return (
        settings | told(frame) | compared(table, frame, clustered, draws) | chance.told(table, null, options.confidence)
    )


def asked(options: Options) -> dict[str, int]:
    """Return what every fit is asked for."""
    return {"n_clusters": options.n_clusters, "n_init": options.n_init}


def features(dataset: Dataset, options: Options, tools: Tools) -> NDArray[np.float64]:
    """Transform the data, or say why a resample of them could not be clustered."""
    n_distinct = len(np.unique(dataset.data, axis=0))
    if 2 * options.n_clusters > n_distinct:
        raise InputError(
            f"experiments.uncertainty.n_clusters: resamples of {n_distinct} different images cannot be made into "
            f"{options.n_clusters} clusters; choose a number from 2 to {n_distinct // 2}"
        )
    return tools.features(options.transform)


def resampled(table: Contingency, options: Options) -> dict[str, NDArray[np.float64]]:
    """Draw the images again, with the clusters as they are: accuracies with the names kept, and named again.

    To draw images with replacement is to draw cells of the contingency table by their shares.

    References
    ----------
    B. Efron, Bootstrap methods: another look at the jackknife, Ann. Stat. 7 (1979), p. 1-26.
    """
    rng, n = np.random.default_rng([options.random_state, IMAGES]), int(table.counts.sum())
    drawn = rng.multinomial(n, table.counts.ravel() / n, size=options.n_resamples)
    counts = drawn.reshape(options.n_resamples, *table.counts.shape)
    kept = counts[:, table.counts.argmax(axis=0), np.arange(len(table.clusters))].sum(axis=1)
    return {"names_fixed": kept / n, "renamed": scores.correct(counts) / n}


def recluster(
    data: NDArray[np.float64], labels_true: NDArray[np.int64], options: Options, tools: Tools
) -> pd.DataFrame:
    """Cluster and name resamples of the images; a row is a resample.

    A resample draws as many images as there are, with replacement, and is clustered from starting centres of its own.
    The images that were not drawn go to the nearest centre and take its name.
    """
    work = partial(recluster_some, partial(tools.fit, options.method, **asked(options)), data, labels_true, options)
    rows = [row for some in tools.map(work, batches(options.n_reclusterings)) for row in some]
    return pd.DataFrame(rows)


def recluster_some(
    fit: Callable[..., Partition],
    data: NDArray[np.float64],
    labels_true: NDArray[np.int64],
    options: Options,
    resamples: NDArray[np.int64],
) -> list[dict[str, Any]]:
    """Cluster and name some resamples."""
    rows = []
    for resample in resamples.tolist():
        rng = np.random.default_rng([options.random_state, CLUSTERINGS, resample])
        drawn, state = rng.integers(len(data), size=len(data)), int(rng.integers(2**31))
        found = fit(data[drawn], random_state=state)
        table = contingency(labels_true[drawn], found.labels)
        out = np.setdiff1d(np.arange(len(data)), drawn)
        names = mode_names(table)[nearest(data[out], found.centers[table.clusters])]
        hits = int((names == labels_true[out]).sum())
        row = {
            "resample": resample,
            "random_state": state,
            "accuracy": table.counts.max(axis=0).sum() / len(data),
            "n_left_out": len(out),
            "accuracy_left_out": hits / max(len(out), 1),
            "digest": digest(found.labels),
            "ties": starts.n_ties_of(data[drawn], options.n_clusters, state, options.method, options.n_init),
        }
        rows.append(row)
    return rows


def nearest(data: NDArray[np.float64], centers: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return for each image the nearest centre, shape (n_samples,)."""
    distances = (centers**2).sum(axis=1) - 2 * data @ centers.T  # less what is the same for all centres
    found: NDArray[np.int64] = distances.argmin(axis=1)
    return found


def seeds(dataset: Dataset, options: Options, tools: Tools) -> NDArray[np.float64]:
    """Return the accuracies of runs on the images themselves, a seed each."""
    runs = tools.runs(options.transform, options.method, random_states=range(options.n_runs), **asked(options))
    return scores.correct(scores.contingencies(dataset.target, runs.labels)) / len(dataset.target)


def intervals(table: Contingency, draws: dict[str, NDArray[np.float64]], confidence: float) -> pd.DataFrame:
    """List the intervals: those of the formulas, then those of draws, with mean and number of draws."""
    correct, n = int(table.counts.max(axis=0).sum()), int(table.counts.sum())
    rows = [(name, *ends(correct, n, confidence), correct / n, 0) for name, ends in FORMULAS.items()]
    rows += [(name, *percentiles(own, confidence), float(own.mean()), len(own)) for name, own in draws.items()]
    frame = pd.DataFrame(rows, columns=["interval", "accuracy_low", "accuracy_high", "accuracy_mean", "draws"])
    return frame.assign(width=frame["accuracy_high"] - frame["accuracy_low"])


def distributions(draws: dict[str, NDArray[np.float64]]) -> pd.DataFrame:
    """Count the draws of each kind in bins of the accuracy; empty bins are left out."""
    frames = []
    for name, own in draws.items():
        counts, edges = np.histogram(own, bins=BINS, range=(0, 1))
        bins = {"interval": name, "accuracy_from": edges[:-1], "accuracy_to": edges[1:], "n": counts}
        frames.append(pd.DataFrame(bins)[counts > 0])
    return pd.concat(frames, ignore_index=True)


def told(frame: pd.DataFrame) -> Answer:
    """Give ends, mean and width of each interval the ids under which prose tells them."""
    values = {
        f"{row['interval']}_{name}": float(row[column])
        for row in frame.to_dict("records")
        for name, column in {
            "low": "accuracy_low",
            "high": "accuracy_high",
            "mean": "accuracy_mean",
            "width": "width",
        }.items()
    }
    return Answer(values, dict.fromkeys(values, "share"))


def compared(
    table: Contingency, frame: pd.DataFrame, clustered: pd.DataFrame, draws: dict[str, NDArray[np.float64]]
) -> Answer:
    """Hold the intervals against each other and against the accuracy itself."""
    rows, n = frame.set_index("interval").to_dict("index"), int(table.counts.sum())
    correct = int(table.counts.max(axis=0).sum())
    ends = [[float(rows[name][end]) for end in ("accuracy_low", "accuracy_high")] for name in FORMULAS]
    low, high = ends[0]
    values: dict[str, Value] = {
        "n_samples": n,
        "correct": correct,
        "accuracy": correct / n,
        "formulas_apart": n * max(abs(end - other) for end, other in zip(*ends, strict=True)),
        "renaming_gain": n * float((draws["renamed"] - draws["names_fixed"]).mean()),
        "n_left_out": float(clustered["n_left_out"].mean()),
        "share_seeds_within": float(((draws["seeds"] >= low) & (draws["seeds"] <= high)).mean()),
        **{f"{name}_ratio": float(rows[name]["width"] / (high - low)) for name in ("reclustered", "seeds")},
    }
    return Answer(values)
