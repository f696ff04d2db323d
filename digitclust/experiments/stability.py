"""Would the clusters be found again? Agreement of runs, and of each cluster with those of other images."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from digitclust.records import Answer, Dataset, InputError, Partition, Tools, Value
from digitclust.statistics import resampling
from digitclust.statistics.agreement import histogram, jaccard, pairwise_ari
from digitclust.statistics.association import mean_of_pairs
from digitclust.statistics.naming import clusters, contingency

SECONDS = 4
SETTINGS = (
    "transform", "method", "n_clusters", "n_init", "random_state", "n_compared", "n_resamples", "confidence",
    "dissolved", "doubtful", "stable", "highly_stable",
)  # fmt: skip
LEVELS = ("dissolved", "doubtful", "stable", "highly_stable")
VERDICTS = ("dissolved", "untrusted", "doubtful", "stable", "highly_stable")  # below, between and above the levels
UNITS = {
    **{"transform": "transform", "method": "method", "random_state": "label", "confidence": "share"},
    **{"share_dissolved": "share", "share_recovered": "share", "sure": "text"},
}
EQUAL = 1e-12  # an ARI so little below 1 is that of equal partitions
Labels = NDArray[np.integer[Any]]
Numbers = NDArray[np.float64]


class Options(BaseModel):
    """Keys of ``[experiments.stability]``."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    transform: str = "raw"
    method: str = "kmeans"
    n_clusters: int = Field(default=10, ge=2)
    n_init: int = Field(default=1, ge=1)
    random_state: int = Field(default=0, ge=0, lt=2**32, description="seed of the run whose clusters are judged")
    n_runs: int = Field(default=1000, ge=3, le=20_000, description="seeds that are clustered, from 0")
    n_compared: int = Field(default=200, ge=3, le=500, description="of these, the seeds compared in all pairs")
    n_resamples: int = Field(default=200, ge=20, description="resamples of the images that are clustered again")
    resample_random_state: int = Field(default=0, ge=0, description="seed of all draws")
    confidence: float = Field(default=0.95, gt=0, lt=1, description="share of the pairs within the interval")
    dissolved: float = Field(default=0.5, gt=0, lt=1, description="Jaccard index up to which a cluster is dissolved")
    doubtful: float = Field(default=0.6, gt=0, lt=1, description="mean Jaccard index from which a cluster is doubtful")
    stable: float = Field(default=0.75, gt=0, lt=1, description="from which it is stable")
    highly_stable: float = Field(default=0.85, gt=0, lt=1, description="from which it is highly stable")


def answer(dataset: Dataset, options: Options, tools: Tools) -> Answer:
    """Compare runs with each other, and the clusters of one run with those of resamples."""
    check(options)
    data = tools.features(options.transform)
    resampling.check(data, options.n_clusters, "experiments.stability")
    asked = {name: getattr(options, name) for name in ("n_clusters", "n_init", "random_state")}
    fit = partial(tools.fit, options.method, **asked)
    labels = resampling.members(fit(data).labels)
    others = compared(options, tools)
    found = tools.map(
        partial(recluster, fit, data, labels, options.resample_random_state), resampling.batches(options.n_resamples)
    )
    kept = np.array([jaccard(labels, run, labels.max() + 1) for run in unlike(others, options)])
    frame = judge(listing(dataset, labels), np.concatenate(found), kept, options)
    return (
        Answer({name: getattr(options, name) for name in SETTINGS}, UNITS)
        | agreement(labels, others, options)
        | told(frame)
        | Answer(tables={"clusters": frame, "resamples": listed(frame, np.concatenate(found))})
    )


def listing(dataset: Dataset, labels: Labels) -> pd.DataFrame:
    """List the clusters of the run that is judged, with their names and purity where the true labels are known."""
    if dataset.labelled:
        return clusters(contingency(dataset.target, labels)).drop(columns=["correct", "second"])
    numbers, sizes = np.unique(labels, return_counts=True)
    return pd.DataFrame({"cluster": numbers, "n": sizes})


def check(options: Options) -> None:
    """Refuse more compared runs than there are, and levels out of order."""
    if options.n_compared > options.n_runs:
        raise InputError(
            f"experiments.stability.n_compared: {options.n_compared} runs cannot be compared of {options.n_runs}; "
            f"choose a number from 3 to {options.n_runs}, or a greater n_runs"
        )
    levels = [getattr(options, name) for name in LEVELS]
    if levels != sorted(set(levels)):
        raise InputError(f"experiments.stability: the levels {', '.join(LEVELS)} must grow in this order")


def compared(options: Options, tools: Tools) -> Labels:
    """Return the clusters with each of the compared seeds, shape (n_compared, n_samples)."""
    asked = {"n_clusters": options.n_clusters, "n_init": options.n_init, "random_states": range(options.n_runs)}
    labels = tools.runs(options.transform, options.method, **asked).labels
    return resampling.members(labels[: options.n_compared])


def unlike(runs: NDArray[Any], options: Options) -> NDArray[Any]:
    """Leave out the run that is judged itself."""
    kept: NDArray[Any] = runs[np.arange(len(runs)) != options.random_state]
    return kept


def recluster(
    fit: Callable[[Numbers], Partition], data: Numbers, labels: Labels, random_state: int, resamples: Labels
) -> Numbers:
    """Cluster some resamples, and find each cluster again in them, shape (n_resamples, n_clusters).

    An image that was drawn more than once counts once.
    """
    rows = []
    for resample in resamples:
        drawn, found = resampling.again(fit, data, random_state, resample)
        images, first = np.unique(drawn, return_index=True)
        rows.append(jaccard(labels[images], resampling.members(found.labels)[first], labels.max() + 1))
    return np.array(rows)


def agreement(labels: Labels, runs: Labels, options: Options) -> Answer:
    """Tell how alike the runs are in pairs, and how like them the judged one is."""
    ari = pairwise_ari(np.vstack([labels, runs]))
    own, every = unlike(ari[0, 1:], options), ari[1:, 1:]
    pairs = every[np.triu_indices(len(runs), 1)]
    mean, error = over_pairs(every)
    share, share_error = over_pairs((every > 1 - EQUAL).astype(float))
    levels = {"min": 0.0, "low": (1 - options.confidence) / 2, "median": 0.5, "high": (1 + options.confidence) / 2}
    values: dict[str, Value] = {
        **{f"ari_{name}": float(np.quantile(pairs, level)) for name, level in levels.items()},
        "ari_mean": mean,
        "ari_error": error,
        "reference_ari": float(own.mean()),
        "n_pairs": len(pairs),
        "n_equal": int((pairs > 1 - EQUAL).sum()),
        "share_equal": share,
        "share_equal_error": share_error,
    }
    states = unlike(np.arange(len(runs)), options)
    tables = {"pairs": histogram(pairs), "reference_pairs": pd.DataFrame({"random_state": states, "ari": own})}
    return Answer(values, dict.fromkeys(("share_equal", "share_equal_error"), "share"), tables)


def over_pairs(matrix: Numbers) -> tuple[float, float]:
    """Return the mean over all pairs of different runs, and its standard error."""
    return mean_of_pairs((matrix.sum(axis=1) - np.diagonal(matrix)) / (len(matrix) - 1))


def judge(frame: pd.DataFrame, found: Numbers, kept: Numbers, options: Options) -> pd.DataFrame:
    """List the clusters, the most stable first: mean index, its error, how often dissolved, and the verdict.

    Parameters
    ----------
    frame : DataFrame
        The clusters, with names and purity.
    found, kept : ndarray of shape (n_resamples, n_clusters), (n_runs, n_clusters)
        Jaccard indices with other images, and with other seeds.
    """
    from scipy.special import ndtri  # here, so that remembered answers do not wait for it

    index = np.nanmean(found, axis=0)
    error = np.nanstd(found, axis=0, ddof=1) / np.sqrt(np.isfinite(found).sum(axis=0))
    half = ndtri((1 + options.confidence) / 2) * error
    levels = [getattr(options, name) for name in LEVELS]
    low, middle, high = (np.digitize(ends, levels) for ends in (index - half, index, index + half))
    columns = {
        "jaccard": index,
        "standard_error": error,
        "jaccard_seeds": kept.mean(axis=0),
        "standard_error_seeds": kept.std(axis=0, ddof=1) / np.sqrt(len(kept)),
        "share_dissolved": np.nanmean(np.where(np.isnan(found), np.nan, found <= options.dissolved), axis=0),
        "share_recovered": np.nanmean(np.where(np.isnan(found), np.nan, found >= options.stable), axis=0),
        "verdict": np.array(VERDICTS)[middle],
        "sure": low == high,
    }
    joined = frame.set_index("cluster").join(pd.DataFrame(columns))
    return joined.reset_index().sort_values("jaccard", ascending=False, ignore_index=True)


def listed(frame: pd.DataFrame, found: Numbers) -> pd.DataFrame:
    """List every resample of every cluster, in the order of the clusters."""
    parts = [pd.DataFrame({"cluster": c, "resample": np.arange(len(found)), "jaccard": found[:, c]})
             for c in frame["cluster"]]  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def told(frame: pd.DataFrame) -> Answer:
    """Tell the most and the least stable cluster, and how many got each verdict."""
    values: dict[str, Value] = {f"n_{verdict}": int((frame["verdict"] == verdict).sum()) for verdict in VERDICTS}
    for end, row in zip(("most", "least"), frame.iloc[[0, -1]].to_dict("records"), strict=True):
        values |= {f"{end}_{name}": row[name] for name in ("name", "cluster", "purity") if name in row}
        values |= {f"{end}_jaccard": float(row["jaccard"]), f"{end}_seeds": float(row["jaccard_seeds"])}
        values |= {f"{end}_dissolved": float(row["share_dissolved"])}
    values |= {"greatest_error": float(frame["standard_error"].max()), "n_unsure": int((~frame["sure"]).sum())}
    values |= {"n_found": len(frame)}
    units = dict.fromkeys(("most_name", "least_name", "most_cluster", "least_cluster"), "label")
    shares = [f"{end}_{what}" for end in ("most", "least") for what in ("dissolved", "purity")]
    return Answer(values, {**units, **dict.fromkeys(shares, "share")})
