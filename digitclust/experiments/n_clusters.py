"""How many clusters: what indices that see no label would choose, and what scores that see the labels reward."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, model_validator

from digitclust import gap, silhouettes
from digitclust.proportions import wilson
from digitclust.records import Answer, Dataset, InputError, Tools, Value

SECONDS = 12
METRICS = ("accuracy", "accuracy_hungarian", "ari")
INDICES = ("silhouette", "calinski_harabasz", "davies_bouldin", "gap")
NOISE = 1e-9  # relative difference below which two values of an index count as equal


class Options(BaseModel):
    """Keys of ``[experiments.n_clusters]``."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    transform: str = "raw"
    method: str = "kmeans"
    fewest: int = Field(default=2, ge=2, description="least number of clusters tried")
    most: int = Field(default=20, ge=3, description="greatest number of clusters tried")
    n_runs: int = Field(default=50, ge=2, description="runs for each number of clusters, with the seeds from 0 on")
    n_references: int = Field(default=20, ge=2, description="uniform samples that the gap statistic compares with")
    max_silhouette: int = Field(default=2000, ge=50, description="images of larger data that silhouettes are taken of")
    random_state: int = Field(
        default=0, ge=0, description="seed of the uniform samples, of the choice of images, and of the draws"
    )
    n_resamples: int = Field(default=1000, ge=1, description="draws of other seeds for the medians to choose by")
    confidence: float = Field(default=0.95, gt=0, lt=1, description="level of the interval of a share of seeds")

    @model_validator(mode="after")
    def ascending(self) -> Self:
        """Refuse a range that holds nothing to choose from."""
        if self.most <= self.fewest:
            raise ValueError(f"most must be greater than fewest = {self.fewest}")
        return self

    @property
    def tried(self) -> range:
        """Every number of clusters that is tried."""
        return range(self.fewest, self.most + 1)


def answer(dataset: Dataset, options: Options, tools: Tools) -> Answer:
    """Cluster into every number of clusters with many seeds, and ask each index which number is best."""
    check(dataset, options)
    data, kept = tools.features(options.transform), silhouette_sample(len(dataset.target), options)
    asked = {"random_states": range(options.n_runs)}
    runs = {k: tools.runs(options.transform, options.method, n_clusters=k, **asked) for k in options.tried}
    scores = {name: tools.metric(name).score for name in METRICS}
    work = partial(rate, data, silhouettes.distances(data[kept]), kept, dataset.target, scores)
    rated = tools.map(work, [(k, found.labels) for k, found in runs.items()])
    inertia = np.array([found.inertia for found in runs.values()])
    fit = partial(tools.fit, options.method, n_init=1)
    expected, error = gap.references(fit, data, options.tried, options.n_references, options.random_state, tools.map)
    more = {"inertia": inertia, "unexplained": inertia / total(data), "gap": expected[:, None] - np.log(inertia)}
    table = pd.concat(rated, ignore_index=True).assign(**{name: column.ravel() for name, column in more.items()})
    medians = table.groupby("n_clusters").median().drop(columns="random_state").reset_index().assign(gap_error=error)
    votes = vote(table, error, options)
    choices = choose(table, votes, error, options)
    values = {**asked_for(dataset, options, len(kept)), **told(choices, medians, dataset), **by_least(table, options)}
    units = {"transform": "transform", "method": "method", "confidence": "share", **units_of(values)}
    return Answer(values, units, {"runs": table, "medians": medians, "votes": count(votes), "choices": choices})


def check(dataset: Dataset, options: Options) -> None:
    """Refuse numbers of clusters that cannot be, or among which the true number of classes is not."""
    n_classes, n_distinct = (len(np.unique(a, axis=0)) for a in (dataset.target, dataset.data))
    if options.most >= n_distinct:
        raise InputError(
            f"experiments.n_clusters.most: {options.most} clusters are too many for {n_distinct} different images; "
            f"choose a number below {n_distinct}"
        )
    if n_classes not in options.tried:
        raise InputError(
            f"experiments.n_clusters.most: the data have {n_classes} classes, a number that lies outside of "
            f"{options.fewest} to {options.most}; widen the range from fewest to most"
        )


def total(data: NDArray[np.float64]) -> float:
    """Return the sum of squared distances to the mean: the inertia of a single cluster."""
    return float(((data - data.mean(axis=0)) ** 2).sum())


def silhouette_sample(n_samples: int, options: Options) -> NDArray[np.int64]:
    """Choose the images whose silhouettes are taken: all, or of larger data a seeded sample."""
    if n_samples <= options.max_silhouette:
        return np.arange(n_samples)
    rng = np.random.default_rng(options.random_state)
    return np.sort(rng.choice(n_samples, options.max_silhouette, replace=False))


def rate(
    data: NDArray[np.float64], between: NDArray[np.float64], kept: NDArray[np.int64], target: NDArray[np.int64],
    scores: Mapping[str, Callable[..., float]], item: tuple[int, NDArray[Any]],
) -> pd.DataFrame:  # fmt: skip
    """Rate the runs of one number of clusters: a row for each seed, a column for each index and score."""
    from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score

    n_clusters, runs = item
    found = {
        "silhouette": silhouettes.means(between, runs[:, kept]),
        "calinski_harabasz": [float(calinski_harabasz_score(data, labels)) for labels in runs],
        "davies_bouldin": [float(davies_bouldin_score(data, labels)) for labels in runs],
        **{name: [score(target, labels) for labels in runs] for name, score in scores.items()},
    }
    return pd.DataFrame({"n_clusters": n_clusters, "random_state": np.arange(len(runs)), **found})


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


def vote(runs: pd.DataFrame, error: NDArray[np.float64], options: Options) -> pd.DataFrame:
    """Let every seed choose by every index and score, a column for each."""
    names = (*INDICES, *METRICS)
    return pd.DataFrame({n: [best(n, curve, error, options.tried) for curve in curves(runs, n)] for n in names})


def count(votes: pd.DataFrame) -> pd.DataFrame:
    """Count how many seeds choose which number of clusters; 0 stands for no choice."""
    tall = votes.melt(var_name="index", value_name="n_clusters")
    return tall.groupby(["index", "n_clusters"], sort=False).size().rename("n").reset_index()


def choose(runs: pd.DataFrame, votes: pd.DataFrame, error: NDArray[np.float64], options: Options) -> pd.DataFrame:
    """List what the medians over the seeds choose, and whether other seeds would choose the same.

    ``share`` is the share of single seeds that do, with its Wilson interval; ``resampled`` is the share of bootstrap
    samples of the seeds whose medians do.
    """
    names = [str(name) for name in votes]
    chosen = [best(name, np.median(curves(runs, name), axis=0), error, options.tried) for name in names]
    agreeing = (votes == chosen).sum(axis=0).to_numpy()
    low, high = wilson(agreeing, len(votes), options.confidence)
    again = [resampled(runs, name, k, error, options) for name, k in zip(names, chosen, strict=True)]
    frame = {"index": names, "n_clusters": chosen, "n": agreeing, "share": agreeing / len(votes)}
    return pd.DataFrame({**frame, "share_low": low, "share_high": high, "resampled": again})


def resampled(runs: pd.DataFrame, name: str, chosen: int, error: NDArray[np.float64], options: Options) -> float:
    """Return the share of bootstrap samples of the seeds whose medians choose that number of clusters."""
    rng, found = np.random.default_rng(options.random_state), curves(runs, name)
    draws = rng.integers(len(found), size=(options.n_resamples, len(found)))
    medians = np.median(found[draws], axis=1)
    return float(np.mean([best(name, curve, error, options.tried) == chosen for curve in medians]))


def by_least(runs: pd.DataFrame, options: Options) -> dict[str, Value]:
    """Tell what is chosen when of each number of clusters the run with the least inertia alone is kept.

    The gap is left out, because each uniform sample has a single run.
    """
    kept = runs.loc[runs.groupby("n_clusters")["inertia"].idxmin()]
    names = [name for name in (*INDICES, *METRICS) if name != "gap"]
    return {f"{name}_least": best(name, kept[name].to_numpy(), kept[name].to_numpy(), options.tried) for name in names}


def asked_for(dataset: Dataset, options: Options, n_silhouette: int) -> dict[str, Value]:
    """Repeat what was asked."""
    names = ("transform", "method", "fewest", "most", "n_runs", "n_references", "n_resamples", "confidence")
    return {
        **{name: getattr(options, name) for name in names},
        "n_tried": len(options.tried),
        "n_all_runs": len(options.tried) * options.n_runs,
        "n_classes": len(np.unique(dataset.target)),
        "n_samples": len(dataset.target),
        "n_silhouette": n_silhouette,
    }


def told(choices: pd.DataFrame, medians: pd.DataFrame, dataset: Dataset) -> dict[str, Value]:
    """Pick what prose tells: each choice, which hit the number of classes, and what more clusters do to scores."""
    n_classes = len(np.unique(dataset.target))
    rows = choices.set_index("index")
    hit = [name for name in INDICES if rows["n_clusters"][name] == n_classes]
    found: dict[str, Value] = {"n_indices": len(INDICES), "n_hits": len(hit), "hits": tuple(hit)}
    for name, row in rows.iterrows():
        found |= {f"{name}_chosen": int(row["n_clusters"]), f"{name}_share": float(row["share"])}
        found |= {f"{name}_{end}": float(row[end]) for end in ("share_low", "share_high", "resampled")}
    there, last = medians[medians["n_clusters"] == n_classes].iloc[0], medians.iloc[-1]
    for name in METRICS:
        found |= {f"{name}_at_classes": float(there[name]), f"{name}_at_most": float(last[name])}
    falls = bool((np.diff(medians["inertia"]) < 0).all())
    grows = bool((np.diff(medians["gap"]) > 0).all())
    return {**found, "inertia_always_falls": falls, "gap_always_grows": grows}


def units_of(values: Mapping[str, Value]) -> dict[str, str]:
    """Give shares their unit."""
    ends = (
        "_share",
        "_share_low",
        "_share_high",
        "_resampled",
        *(f"{name}_at_{end}" for name in METRICS if name != "ari" for end in ("classes", "most")),
    )
    return {name: "share" for name in values if name.endswith(ends)}
