"""The reference run: one clustering, its clusters named by the mode, held against the true labels."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from digitclust import parts
from digitclust.records import Answer, Dataset, InputError, Partition, Tools, Value
from digitclust.statistics import gallery
from digitclust.statistics.highlights import told
from digitclust.statistics.naming import (
    Contingency,
    clusters,
    confusion,
    confusions,
    contingency,
    named,
    per_class,
    wide,
)
from digitclust.statistics.partitions import digest

WHOLE = True
SECONDS = 0.05
METRICS = ("accuracy", "accuracy_hungarian", "ari", "nmi", "ami", "homogeneity", "completeness", "v_measure")

SHARES = (
    "confidence", "accuracy", "accuracy_low", "accuracy_high", "error", "purest_share", "least_pure_share",
    "worst_recall", "best_recall", "worst_precision", "best_precision", "top_confusion_share",
)  # fmt: skip
LABELS = (
    "random_state", "labels_lost", "labels_doubled", "least_pure_names", "purest_names", "worst_recall_labels",
    "best_recall_labels", "worst_precision_labels", "best_precision_labels", "top_confusion_label",
    "top_confusion_name", "minority_names",
)  # fmt: skip
SETTINGS = ("transform", "method", "n_clusters", "n_init", "random_state", "confidence")
UNITS = {
    "transform": "transform",
    "method": "method",
    "inertia": "squared",
    **dict.fromkeys(SHARES, "share"),
    **dict.fromkeys(LABELS, "label"),
}

AXES = {
    "centers": ("clusters.cluster", "row", "column"),
    "nearest": ("clusters.cluster", "rank", "row", "column"),
    "farthest": ("clusters.cluster", "rank", "row", "column"),
    "misread": ("confusions.label.name", "image", "row", "column"),
}


class Options(BaseModel):
    """Keys of ``[experiments.reference]``."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    transform: str = "raw"
    method: str = "kmeans"
    n_clusters: int = Field(default=10, ge=2)
    n_init: int = Field(default=1, ge=1)
    random_state: int = Field(default=0, ge=0, lt=2**32)
    metrics: tuple[str, ...] = Field(default=METRICS, strict=False)
    confidence: float = Field(default=0.95, gt=0, lt=1, description="level of the interval of the accuracy")
    n_extremes_shown: int = Field(default=6, ge=1, description="images shown nearest to a centre and farthest from it")
    n_confusions_shown: int = Field(default=10, ge=1, description="pairs of digit and name that are shown with images")
    n_misread_shown: int = Field(default=14, ge=1, description="misread images shown of each pair, a seeded choice")


def answer(dataset: Dataset, options: Options, tools: Tools) -> Answer:
    """Cluster once and say everything about it."""
    partition = fit(options, tools)
    settings = {name: getattr(options, name) for name in SETTINGS}
    labels = {"labels": partition.labels.astype(np.float64)}
    known = dataset.labelled
    clustered = held(dataset, partition, options, tools) if known else unnamed(partition)
    numbers = clustered.tables["clusters"]["cluster"].to_numpy()
    drawn = (
        averages(dataset, partition, numbers) if dataset.features else pictures(dataset, partition, numbers, options)
    )
    return Answer({**settings, **found(partition)}, UNITS, arrays=labels) | clustered | drawn


def held(dataset: Dataset, partition: Partition, options: Options, tools: Tools) -> Answer:
    """Name the clusters and hold them against the true labels."""
    table = contingency(dataset.target, partition.labels)
    tables = {
        "contingency": wide(table.counts, table.classes, table.clusters),
        "confusion": wide(confusion(table), table.classes, table.classes),
        "clusters": clusters(table),
        "per_class": per_class(table),
        "confusions": confusions(table),
    }
    scores, units = score(dataset, partition, options, tools)
    tables["scores"] = pd.DataFrame({"metric": list(scores), "value": list(scores.values())})
    answer = Answer({**hits(table, options), **scores, **told(table, tables)}, units, tables)
    return answer | misread(dataset, partition, tables["confusions"].head(options.n_confusions_shown), options)


def unnamed(partition: Partition) -> Answer:
    """List clusters that nothing can be named after."""
    numbers, sizes = np.unique(partition.labels, return_counts=True)
    return Answer(tables={"clusters": pd.DataFrame({"cluster": numbers, "n": sizes, "share": sizes / sizes.sum()})})


def fit(options: Options, tools: Tools) -> Partition:
    """Transform and cluster; refuse a method that leaves images out."""
    asked = {name: getattr(options, name) for name in ("n_clusters", "n_init", "random_state")}
    partition = tools.fit(options.method, tools.features(options.transform), **asked)
    if partition.labels.min() < 0:
        raise InputError(
            f"experiments.reference.method: {options.method} leaves images out as noise, and the reference run names "
            "every image; choose another, or look at this one in experiments.methods"
        )
    return partition


def score(
    dataset: Dataset, partition: Partition, options: Options, tools: Tools
) -> tuple[dict[str, float], dict[str, str]]:
    """Score the partition by every metric of the study; return the scores and their units."""
    modules = {name: tools.metric(name) for name in options.metrics}
    scores = {name: float(m.score(dataset.target, partition.labels)) for name, m in modules.items()}
    return scores, {name: m.UNIT for name, m in modules.items()}


def found(partition: Partition) -> dict[str, Value]:
    """Tell what the method says of itself."""
    sizes = np.bincount(partition.labels)
    return {
        "inertia": partition.inertia,
        "n_iter": partition.n_iter,
        "smallest_cluster_size": int(sizes.min()),
        "largest_cluster_size": int(sizes.max()),
        "labels_digest": digest(partition.labels, None),
    }


def hits(table: Contingency, options: Options) -> dict[str, Value]:
    """Count the images named rightly, with the Wilson interval of their share (E. B. Wilson, 1927)."""
    from scipy.stats import binomtest  # here, so that remembered answers do not wait for it

    correct, n = int(table.counts.max(axis=0).sum()), int(table.counts.sum())
    interval = binomtest(correct, n).proportion_ci(options.confidence, method="wilson")
    return {
        "correct": correct,
        "wrong": n - correct,
        "accuracy": correct / n,
        "error": 1 - correct / n,
        "accuracy_low": float(interval.low),
        "accuracy_high": float(interval.high),
    }


def pictures(dataset: Dataset, partition: Partition, numbers: NDArray[np.int64], options: Options) -> Answer:
    """Average the images of each cluster, and choose those nearest to the centre and farthest from it."""
    members = [partition.labels == cluster for cluster in numbers]
    away = parts.distances(dataset.data, partition.labels, numbers)
    chosen = [gallery.extremes(dataset.images, member, away, options.n_extremes_shown) for member in members]
    arrays = {
        "centers": parts.means(dataset.data, partition.labels, numbers).reshape(-1, *dataset.image_shape),
        "nearest": np.stack([near for near, _ in chosen]),
        "farthest": np.stack([far for _, far in chosen]),
    }
    return Answer(arrays=arrays, axes={name: AXES[name] for name in arrays})


def averages(dataset: Dataset, partition: Partition, numbers: NDArray[np.int64]) -> Answer:
    """Average the features of each cluster, and tell where that lies between the least and the greatest value.

    The features in which the clusters differ most by that measure come first.
    """
    means = parts.means(dataset.data, partition.labels, numbers)
    least, most = (end(axis=0).astype(np.float64) for end in (dataset.data.min, dataset.data.max))
    span = most - least
    places = np.divide(means - least, span, out=np.zeros_like(means), where=span > 0)
    order = np.argsort(-np.ptp(places, axis=0), kind="stable")
    columns = {
        "feature": np.repeat([dataset.features[i] for i in order], len(numbers)),
        "cluster": np.tile(numbers, len(order)),
        "mean": means[:, order].T.ravel(),
        "place": places[:, order].T.ravel(),
    }
    return Answer({}, {"feature": "text", "place": "share"}, {"averages": pd.DataFrame(columns)})


def misread(dataset: Dataset, partition: Partition, pairs: pd.DataFrame, options: Options) -> Answer:
    """Choose misread images of each pair at random, shape (n_pairs, n_misread, height, width)."""
    if dataset.features:
        return Answer()
    rng = np.random.default_rng(options.random_state)
    names = named(dataset.target, partition.labels)
    members = [(dataset.target == pair.label) & (names == pair.name) for pair in pairs.itertuples()]
    rows = [gallery.choose(dataset.images, member, options.n_misread_shown, rng) for member in members]
    shown = np.stack(rows) if rows else np.empty((0, options.n_misread_shown, *dataset.image_shape))
    return Answer(arrays={"misread": shown}, axes={"misread": AXES["misread"]})
