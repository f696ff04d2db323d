"""What would labels buy? Classifiers that learn them, K-Means begun from them, and names held against other images."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from digitclust.records import Answer, Dataset, InputError, Partition, Runs, Tools
from digitclust.statistics import classifiers, holdout, scores
from digitclust.statistics.partitions import from_labels
from digitclust.statistics.proportions import interval
from digitclust.statistics.sweep import spread

DEMANDS = ("labels",)
SECONDS = 3
SETTINGS = (
    "transform", "method", "n_splits", "n_runs", "reference_random_state", "n_repeats", "test_size", "max_silhouette",
    "confidence", "random_state",
)  # fmt: skip
UNITS = {
    **{"transform": "transform", "method": "method"},
    **dict.fromkeys(("random_state", "reference_random_state", "best_random_state"), "label"),
    **dict.fromkeys(("test_size", "confidence", "chance"), "share"),
    **dict.fromkeys(("accuracy_min", "accuracy_max", "inside", "outside"), "share"),
}
Data = NDArray[np.float64]
Labels = NDArray[np.int64]


class Options(BaseModel):
    """Keys of ``[experiments.yardsticks]``."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    transform: str = "raw"
    method: Literal["kmeans"] = Field(default="kmeans", description="the method that can begin from given centres")
    n_splits: int = Field(default=10, ge=2, description="folds of the cross-validation")
    n_runs: int = Field(default=1000, ge=20, le=20_000, description="seeds, from 0 on, held against the yardsticks")
    reference_random_state: int = Field(default=0, ge=0, description="the seed whose inertia is told beside the least")
    n_repeats: int = Field(default=200, ge=20, description="random splits into images to fit and images to check")
    test_size: float = Field(default=0.5, gt=0, lt=1, description="share of the images that is kept to check")
    max_silhouette: int = Field(default=3000, ge=100, description="images, drawn at random if there are more")
    confidence: float = Field(default=0.95, gt=0, lt=1, description="level of intervals")
    random_state: int = Field(default=0, ge=0, description="seed of folds, splits and draws")


def answer(dataset: Dataset, options: Options, tools: Tools) -> Answer:
    """Hold the runs of K-Means against what knows the labels."""
    check(dataset, options)
    data, target = tools.features(options.transform), dataset.target
    classes, places = np.unique(target, return_inverse=True)
    asked = {"n_clusters": len(classes), "random_states": range(options.n_runs)}
    runs = tools.runs(options.transform, options.method, **asked)
    found = partitions(data, places, runs, options)
    split = (options.n_repeats, options.test_size, options.random_state)
    tables = {
        "seeds": scored(target, runs),
        "halves": holdout.split_often(data, target, *split, tools.map),
        "folds": classifiers.validated(data, target, options.n_splits, options.random_state, tools.map),
    }
    settings = {name: getattr(options, name) for name in SETTINGS}
    facts = {"n_classes": len(classes), "chance": float(np.bincount(places).max() / len(places))}
    return (
        Answer({**settings, **facts}, UNITS, tables)
        | measured(tables, scores.contingencies(places, found["start"].labels[None]), options.confidence)
        | started(places, found["start"], tables["seeds"]["accuracy"], options.reference_random_state)
        | own_measures(data, found, options)
        | among(found, runs, options)
        | lost(tables["halves"], options.confidence)
    )


def check(dataset: Dataset, options: Options) -> None:
    """Refuse what the data or the number of runs do not allow."""
    sizes = np.unique(dataset.target, return_counts=True)[1]
    if options.n_splits > sizes.min():
        raise InputError(
            f"experiments.yardsticks.n_splits: {options.n_splits} folds cannot each have an image of a class of "
            f"{sizes.min()}; choose a number from 2 to {sizes.min()}"
        )
    if options.reference_random_state >= options.n_runs:
        raise InputError(
            f"experiments.yardsticks.reference_random_state: {options.reference_random_state} is not among the seeds "
            f"from 0 to {options.n_runs - 1}; choose one of them, or a greater n_runs"
        )
    n_test = round(options.test_size * sizes.sum())
    if not 1 <= n_test <= sizes.sum() - len(sizes):
        raise InputError(
            f"experiments.yardsticks.test_size: {options.test_size} leaves {sizes.sum() - n_test} of {sizes.sum()} "
            f"images to make {len(sizes)} clusters of; choose a share further from 0 and 1"
        )


def scored(labels_true: Labels, runs: Runs) -> pd.DataFrame:
    """Name the clusters of every run by their modes; a row is a seed."""
    accuracy = scores.correct(scores.contingencies(labels_true, runs.labels)) / len(labels_true)
    return pd.DataFrame({"random_state": np.arange(len(accuracy)), "accuracy": accuracy, "inertia": runs.inertia})


def begin(data: Data, centers: Data) -> Partition:
    """Run K-Means once from given centres."""
    from sklearn.cluster import KMeans  # here, so that remembered answers do not wait for it

    model = KMeans(len(centers), init=centers, n_init=1).fit(data)
    return Partition(model.labels_.astype(np.int64), model.cluster_centers_, float(model.inertia_), int(model.n_iter_))


def partitions(data: Data, places: Labels, runs: Runs, options: Options) -> dict[str, Partition]:
    """Gather the true classes, what K-Means makes of their means, the reference run, and the run of least inertia."""
    classes, chosen = from_labels(data, places), (options.reference_random_state, int(runs.inertia.argmin()))
    reference, best = (from_labels(data, runs.labels[run]) for run in chosen)
    return {"classes": classes, "start": begin(data, classes.centers), "reference": reference, "best": best}


def measured(tables: Mapping[str, pd.DataFrame], start: scores.Counts, confidence: float) -> Answer:
    """Tell each yardstick: a median over runs, or a share of all images with its interval; and the range of either."""
    many = {"seeds": tables["seeds"]["accuracy"], **{part: tables["halves"][part] for part in ("inside", "outside")}}
    rows = {name: {"accuracy": float(runs.median()), **ends(runs)} for name, runs in many.items()}
    rows["start"] = {"accuracy": float(scores.correct(start)[0] / start.sum())}
    for name, own in tables["folds"].groupby("yardstick", sort=False):
        counted = interval("accuracy", int(own["correct"].sum()), int(own["n"].sum()), confidence)
        rows[str(name)] = {**counted, **ends(own["accuracy"])}
    values = {f"{name}_{column}": number for name, row in rows.items() for column, number in row.items()}
    best = max(classifiers.CLASSIFIERS, key=lambda name: rows[name]["accuracy"])
    table = pd.DataFrame.from_dict(rows, orient="index").rename_axis("yardstick").reset_index()
    return Answer({**values, "best_classifier": best}, dict.fromkeys(values, "share"), {"yardsticks": table})


def ends(accuracy: pd.Series[float]) -> dict[str, float]:
    """Return the range of accuracies."""
    return {"accuracy_min": float(accuracy.min()), "accuracy_max": float(accuracy.max())}


def started(places: Labels, start: Partition, accuracy: pd.Series[float], reference: int) -> Answer:
    """Tell what K-Means makes of the means of the true classes, and how many seeds name more images rightly."""
    counts = scores.contingencies(places, start.labels[None])
    right = float(scores.correct(counts)[0] / len(places))
    shares = {
        "start_accuracy_hungarian": float(scores.correct_hungarian(counts)[0] / len(places)),
        "start_moved": float((start.labels != places).mean()),
        "reference_accuracy": float(accuracy[reference]),
    }
    values = {**shares, "start_n_iter": start.n_iter, "start_n_better": int((accuracy > right).sum())}
    return Answer(values, dict.fromkeys(shares, "share"))


def own_measures(data: Data, found: Mapping[str, Partition], options: Options) -> Answer:
    """Tell of each partition what K-Means makes small, and the mean silhouette: measures that know no labels."""
    from sklearn.metrics import silhouette_score

    some = options.max_silhouette if len(data) > options.max_silhouette else None
    score = partial(silhouette_score, data, sample_size=some, random_state=options.random_state)
    rows = [(name, own.inertia, float(score(own.labels))) for name, own in found.items()]
    table = pd.DataFrame(rows, columns=["partition", "inertia", "silhouette"])
    inertia = {f"{name}_inertia": value for name, value, _ in rows}
    silhouette = {f"{name}_silhouette": value for name, _, value in rows}
    values = {**inertia, **silhouette, "n_samples": len(data), "n_silhouette": some or len(data)}
    return Answer(values, dict.fromkeys(inertia, "squared"), {"partitions": table})


def among(found: Mapping[str, Partition], runs: Runs, options: Options) -> Answer:
    """Tell how many seeds find a partition of less inertia than that of the true classes."""
    classes, least = found["classes"].inertia, found["best"].inertia
    below = interval("share_below_classes", int((runs.inertia < classes).sum()), options.n_runs, options.confidence)
    shares = {"classes_excess": classes / least - 1, **below}
    best = {"best_random_state": int(runs.inertia.argmin()), "n_below_classes": int((runs.inertia < classes).sum())}
    return Answer({**shares, **best}, dict.fromkeys(shares, "share"))


def lost(halves: pd.DataFrame, confidence: float) -> Answer:
    """Tell how much accuracy is lost on images that were not there, over the splits."""
    loss = halves["inside"] - halves["outside"]
    told = {
        f"loss_{name}": value for name, value in spread(loss, confidence).items() if name in ("mean", "low", "high")
    }
    values = {**told, "share_lost": float((loss > 0).mean())}
    return Answer(values, dict.fromkeys(values, "share"))
