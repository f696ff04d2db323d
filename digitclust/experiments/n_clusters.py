"""How many clusters: what indices that see no label would choose, and what scores that see the labels reward."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, model_validator

from digitclust.records import Answer, Dataset, InputError, Tools, Value
from digitclust.statistics import choosing, gap, silhouettes, starts
from digitclust.statistics.partitions import digest

SECONDS = 12
METRICS = ("accuracy", "accuracy_hungarian", "ari")
INDICES = ("silhouette", "calinski_harabasz", "davies_bouldin", "gap")
NAMES = (*INDICES, *METRICS)
SURE = ("share", "share_low", "share_high", "resampled", "mode_share")
SHARES = ("confidence", "unexplained", "resampled")
TRACES = ["random_state", "digest", "ties"]  # of a run: what it is known by, no score


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
    kept, known = silhouette_sample(len(dataset.data), options), dataset.labelled
    names = NAMES if known else INDICES
    table, error = rated(dataset, kept, options, tools)
    medians = table.drop(columns=TRACES).groupby("n_clusters").median().reset_index().assign(gap_error=error)
    rng = np.random.default_rng(options.random_state)
    drawn = rng.integers(options.n_runs, size=(options.n_resamples, options.n_runs))
    votes = choosing.vote(table, names, error, options.tried)
    choices = choosing.choose(table, votes, error, options.tried, drawn=drawn, confidence=options.confidence)
    least = choosing.by_least(table, names, options.tried)
    values = {**asked_for(dataset, options, len(kept)), **told(choices, medians), **least}
    values |= against_classes(choices, medians, dataset) if known else {}
    units = {"transform": "transform", "method": "method", **dict.fromkeys(SHARES, "share"), **units_of(values)}
    tables = {"runs": table, "medians": medians, "votes": choosing.count(votes), "choices": choices}
    return Answer(values, units, tables)


def rated(
    dataset: Dataset, kept: NDArray[np.int64], options: Options, tools: Tools
) -> tuple[pd.DataFrame, NDArray[np.float64]]:
    """Rate every run, a row each, and return the standard error of the gap for each number of clusters too."""
    data, asked = tools.features(options.transform), {"random_states": range(options.n_runs)}
    runs = {k: tools.runs(options.transform, options.method, n_clusters=k, **asked) for k in options.tried}
    scores = {name: tools.metric(name).score for name in METRICS if dataset.labelled}
    work = partial(rate, data, silhouettes.distances(data[kept]), kept, dataset.target, scores)
    parts = tools.map(work, [(k, found.labels) for k, found in runs.items()])
    inertia = np.array([found.inertia for found in runs.values()])
    fit = partial(tools.fit, options.method, n_init=1)
    expected, error = gap.references(fit, data, options.tried, options.n_references, options.random_state, tools.map)
    more = {"inertia": inertia, "unexplained": inertia / total(data), "gap": expected[:, None] - np.log(inertia)}
    columns: dict[str, Any] = {name: column.ravel() for name, column in more.items()}
    columns["digest"] = [digest(run) for found in runs.values() for run in found.labels]
    count = partial(starts.ties, data, n_runs=options.n_runs, method=options.method)
    columns["ties"] = np.concatenate(tools.map(count, options.tried))
    return pd.concat(parts, ignore_index=True).assign(**columns), error


def check(dataset: Dataset, options: Options) -> None:
    """Refuse numbers of clusters that cannot be, or among which the true number of classes is not."""
    n_classes, n_distinct = (len(np.unique(a, axis=0)) for a in (dataset.target, dataset.data))
    if options.most >= n_distinct:
        raise InputError(
            f"experiments.n_clusters.most: {options.most} clusters are too many for {n_distinct} different images; "
            f"choose a number below {n_distinct}"
        )
    if n_classes and n_classes not in options.tried:
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
    from sklearn import config_context
    from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score

    n_clusters, runs = item
    with config_context(assume_finite=True, skip_parameter_validation=True):  # the data were checked when read
        found = {
            "silhouette": silhouettes.means(between, runs[:, kept]),
            "calinski_harabasz": [float(calinski_harabasz_score(data, labels)) for labels in runs],
            "davies_bouldin": [float(davies_bouldin_score(data, labels)) for labels in runs],
            **{name: [score(target, labels) for labels in runs] for name, score in scores.items()},
        }
    return pd.DataFrame({"n_clusters": n_clusters, "random_state": np.arange(len(runs)), **found})


def asked_for(dataset: Dataset, options: Options, n_silhouette: int) -> dict[str, Value]:
    """Repeat what was asked."""
    names = ("transform", "method", "fewest", "most", "n_runs", "n_references", "n_resamples", "confidence")
    return {
        **{name: getattr(options, name) for name in names},
        "n_tried": len(options.tried),
        "n_all_runs": len(options.tried) * options.n_runs,
        "n_samples": len(dataset.data),
        "n_silhouette": n_silhouette,
    }


def told(choices: pd.DataFrame, medians: pd.DataFrame) -> dict[str, Value]:
    """Pick what prose tells without labels: each choice, how sure it is, and how inertia and gap run."""
    found: dict[str, Value] = {"n_indices": len(INDICES)}
    for name, row in choices.set_index("index").iterrows():
        found |= {f"{name}_chosen": int(row["n_clusters"]), f"{name}_mode": int(row["mode"])}
        found |= {f"{name}_{end}": float(row[end]) for end in SURE}
    falls = bool((np.diff(medians["inertia"]) < 0).all())
    grows = bool((np.diff(medians["gap"]) > 0).all())
    return {**found, "inertia_always_falls": falls, "gap_always_grows": grows}


def against_classes(choices: pd.DataFrame, medians: pd.DataFrame, dataset: Dataset) -> dict[str, Value]:
    """Pick what prose tells with labels: which index hit the number of classes, what more clusters do to scores."""
    n_classes = len(np.unique(dataset.target))
    rows = choices.set_index("index")["n_clusters"]
    hit = [name for name in INDICES if rows[name] == n_classes]
    there, last = medians[medians["n_clusters"] == n_classes].iloc[0], medians.iloc[-1]
    ends = {
        f"{name}_{end}": float(row[name]) for name in METRICS for end, row in (("at_classes", there), ("at_most", last))
    }
    return {"n_classes": n_classes, "n_hits": len(hit), "hits": tuple(hit), **ends}


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
