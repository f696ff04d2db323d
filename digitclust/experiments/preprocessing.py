"""Preprocessing: what is done to the features before clustering, each way with many seeds, and what one seed tells."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from digitclust.records import Answer, Dataset, InputError, Tools, Value
from digitclust.statistics import reversals, starts
from digitclust.statistics.comparing import holm, signed_rank
from digitclust.statistics.partitions import digest

DEMANDS = ("labels",)
SECONDS = 16
RANKED = "accuracy"  # the score by which transforms are ranked
SETTINGS = {
    **{"transform": "transform", "method": "method", "confidence": "share"},
    **dict.fromkeys(("n_clusters", "n_init", "n_runs", "n_resamples"), "count"),
}
DEFAULT = (
    *("raw", "standardize", "minmax", "l2", "sqrt", "pca:2", "pca:8", "pca:16", "pca:32", "pca_whitened:16"),
    *("isomap:10", "tsne:0"),
)


class Options(BaseModel):
    """Keys of ``[experiments.preprocessing]``."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    transforms: tuple[str, ...] = Field(default=DEFAULT, strict=False)
    transform: str = Field(default="raw", description="the one that the others are held against")
    method: str = "kmeans"
    n_clusters: int = Field(default=10, ge=2)
    n_init: int = Field(default=1, ge=1)
    n_runs: int = Field(default=100, ge=2, le=2000, description="seeds from 0 on, the same for every transform")
    metrics: tuple[str, ...] = Field(default=(RANKED, "accuracy_hungarian", "ari"), strict=False)
    n_resamples: int = Field(default=2000, ge=100, description="resamples of the seeds, for the intervals")
    confidence: float = Field(default=0.95, gt=0, lt=1, description="level of the intervals, and of all tests together")
    random_state: int = Field(default=0, ge=0, lt=2**32, description="seed of the resampling")


def answer(dataset: Dataset, options: Options, tools: Tools) -> Answer:
    """Cluster after each transform with the same seeds, and compare."""
    check(options)
    frame = scored(dataset, options, tools)
    drawn = reversals.resampled(options.n_runs, options.n_resamples, options.random_state)
    ranking = ranked(frame, options)
    level = round(1 - options.confidence, 12)
    values = {name: getattr(options, name) for name in SETTINGS}
    values |= {"level": level, "transforms": tuple(dict.fromkeys((options.transform, *options.transforms)))}
    units = {**SETTINGS, "level": "share", "transforms": "transform", **units_of(options, tools)}
    settings = Answer(values, units, {"scores": frame, "transforms": ranking})
    single = reversals.told(by_transform(frame, RANKED), drawn, options.confidence)
    return settings | told(ranking, options) | differences(frame, drawn, options) | single


def check(options: Options) -> None:
    """Refuse what leaves nothing to compare."""
    place = "experiments.preprocessing"
    if not set(options.transforms) - {options.transform}:
        raise InputError(f"{place}.transforms: name one besides '{options.transform}', which is the one held against")
    if RANKED not in options.metrics:
        raise InputError(f"{place}.metrics: '{RANKED}' must be among them, because transforms are ranked by it")


def scored(dataset: Dataset, options: Options, tools: Tools) -> pd.DataFrame:
    """Cluster and score; a row is a transform and a seed."""
    names = dict.fromkeys((options.transform, *options.transforms))
    asked = {"n_clusters": options.n_clusters, "n_init": options.n_init, "random_states": range(options.n_runs)}
    labels = [tools.runs(name, options.method, **asked).labels for name in names]
    metrics = {name: tools.metric(name).score for name in options.metrics}
    parts = tools.map(partial(score, dataset.target, metrics), labels)
    named = [part.assign(transform=name) for name, part in zip(names, parts, strict=True)]
    table: pd.DataFrame = pd.concat(named, ignore_index=True)[["transform", "random_state", *metrics]]
    alike = {name: getattr(options, name) for name in ("n_clusters", "n_runs", "method", "n_init")}
    ties = np.concatenate(tools.map(partial(starts.ties, **alike), [tools.features(name) for name in names]))
    return table.assign(digest=[digest(run) for some in labels for run in some], ties=ties)


def score(
    labels_true: NDArray[np.int64], metrics: dict[str, Callable[..., float]], labels: NDArray[np.integer[Any]]
) -> pd.DataFrame:
    """Score the runs after one transform by every metric; a row is a seed."""
    columns = {name: [metric(labels_true, run) for run in labels] for name, metric in metrics.items()}
    return pd.DataFrame({"random_state": np.arange(len(labels)), **columns})


def ranked(frame: pd.DataFrame, options: Options) -> pd.DataFrame:
    """Describe the scores after each transform, the highest median accuracy first."""
    levels = {"median": 0.5, "low": (1 - options.confidence) / 2, "high": (1 + options.confidence) / 2}
    groups = frame.groupby("transform", sort=False)[list(options.metrics)]
    columns = [groups.quantile(level).add_suffix(f"_{name}") for name, level in levels.items()]
    table = pd.concat(columns, axis=1).reset_index()
    return table.sort_values(f"{RANKED}_median", ascending=False, kind="stable", ignore_index=True)


def units_of(options: Options, tools: Tools) -> dict[str, str]:
    """Give each score, and what describes it, the unit of its metric."""
    units = {metric: str(tools.metric(metric).UNIT) for metric in options.metrics}
    return {f"{metric}{end}": unit for metric, unit in units.items() for end in ("", "_median", "_low", "_high")}


def told(ranking: pd.DataFrame, options: Options) -> Answer:
    """Tell of the first, the last, and the one that the others are held against."""
    place = int(ranking.index[ranking["transform"] == options.transform][0])
    rows = {"best": 0, "worst": len(ranking) - 1, "baseline": place}
    ends = ("median", "low", "high")
    shares = {f"{who}_{end}": float(ranking[f"{RANKED}_{end}"][row]) for who, row in rows.items() for end in ends}
    others = {f"_{m}": int(ranking[f"{m}_median"].argmax()) for m in options.metrics if m != RANKED}
    firsts = {"best_transform": 0, "worst_transform": rows["worst"]} | {
        f"best_transform{m}": r for m, r in others.items()
    }
    names = {name: ranking["transform"][row] for name, row in firsts.items()}
    values: dict[str, Value] = {**shares, **names, "n_transforms": len(ranking), "baseline_rank": place + 1}
    return Answer(values, {**dict.fromkeys(shares, "share"), **dict.fromkeys(names, "transform")})


def by_transform(frame: pd.DataFrame, metric: str) -> dict[str, NDArray[np.float64]]:
    """Return the scores after each transform in the order of the seeds."""
    return {str(name): own[metric].to_numpy() for name, own in frame.groupby("transform", sort=False)}


def differences(frame: pd.DataFrame, drawn: NDArray[np.int64], options: Options) -> Answer:
    """Hold each transform against the baseline: medians, and differences seed by seed, corrected together by Holm."""
    rows = []
    for metric in options.metrics:
        scores = by_transform(frame, metric)
        base = scores.pop(options.transform)
        rows += [{"transform": name, "metric": metric, **difference(own, base, drawn, options.confidence)}
                 for name, own in scores.items()]  # fmt: skip
    table = pd.DataFrame(rows)
    table["p_adjusted"] = holm(table["p_value"])
    shares = ("share_above", "share_below", "difference", "difference_low", "difference_high")
    units = {**dict.fromkeys(shares, "share"), "p_adjusted": "p_value"}
    return Answer(units=units, tables={"differences": table}) | verdicts(table[table["metric"] == RANKED], options)


def difference(
    own: NDArray[np.float64], base: NDArray[np.float64], drawn: NDArray[np.int64], confidence: float
) -> dict[str, float]:
    """Compare the scores after two transforms; the interval resamples seeds, which both share."""
    medians = np.median(own[drawn], axis=1) - np.median(base[drawn], axis=1)
    p_value, rank_biserial = signed_rank(own - base)
    shares = {"share_above": float((own > base).mean()), "share_below": float((own < base).mean())}
    return {
        **reversals.interval("difference", medians, confidence),
        **shares,
        "rank_biserial": rank_biserial,
        "p_value": p_value,
    }


def verdicts(table: pd.DataFrame, options: Options) -> Answer:
    """Sort the transforms into those that the test puts above the baseline, below it, or nowhere."""
    clear = table["p_adjusted"] < 1 - options.confidence
    above = clear & (table["rank_biserial"] > 0)
    groups = {"above": above, "below": clear & ~above, "unclear": ~clear}
    names: dict[str, Value] = {f"transforms_{k}": tuple(table.loc[rows, "transform"]) for k, rows in groups.items()}
    counts: dict[str, Value] = {f"n_{name}": int(rows.sum()) for name, rows in groups.items()}
    return Answer({**names, **counts, "n_tests": len(table) * len(options.metrics)}, dict.fromkeys(names, "transform"))
