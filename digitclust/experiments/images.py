"""Image by image: how many seeds name it rightly, and how many labelled images a name needs."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from digitclust.records import Answer, Dataset, InputError, Tools, Value
from digitclust.statistics import gallery
from digitclust.statistics.naming import named

DEMANDS = ("labels",)
SECONDS = 2
SETTINGS = ("n_runs", "random_state", "hard_below", "n_shown", "n_repeats", "n_clusters", "confidence")
SHARES = (
    "share_always", "share_never", "share_hard", "share_mean", "share_median", "hardest_share", "easiest_share",
    "hard_below", "margin", "confidence", "accuracy_all", "accuracy_enough", "accuracy_enough_low",
    "accuracy_enough_high", "accuracy_first", "accuracy_first_low", "accuracy_first_high",
)  # fmt: skip
LABELS = ("random_state", "hardest_labels", "easiest_labels", "never_labels")
AXES = dict.fromkeys(("easiest", "hardest"), ("classes.label", "image", "row", "column"))
UNITS = {**dict.fromkeys(SHARES, "share"), **dict.fromkeys(LABELS, "label")}


class Options(BaseModel):
    """Keys of ``[experiments.images]``."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    transform: str = "raw"
    method: str = "kmeans"
    n_clusters: int = Field(default=10, ge=2)
    n_runs: int = Field(default=1000, ge=2, description="runs, with the seeds from 0 on")
    hard_below: float = Field(default=0.5, gt=0, lt=1, description="share of runs below which an image is called hard")
    n_shown: int = Field(default=12, ge=1, description="images shown of the easiest and of the hardest of each label")
    random_state: int = Field(default=0, ge=0, description="seed of the run that is named, and of every choice")
    n_labelled: tuple[int, ...] = Field(default=(1, 2, 3, 5, 10, 20, 50), min_length=1, strict=False)
    n_repeats: int = Field(default=500, ge=2, description="draws of labelled images for each number of them")
    confidence: float = Field(default=0.95, gt=0, lt=1, description="share of the draws within the interval")
    margin: float = Field(default=0.01, gt=0, lt=1, description="loss of accuracy that is taken for none")


def answer(dataset: Dataset, options: Options, tools: Tools) -> Answer:
    """Score every image over all runs, and name one run with few labels."""
    states = range(options.n_runs)
    runs = tools.runs(options.transform, options.method, n_clusters=options.n_clusters, random_states=states)
    if runs.labels.min() < 0:
        raise InputError(
            f"experiments.images.method: {options.method} leaves images out as noise, but here each has to be named; "
            "choose another method"
        )
    right = np.stack([named(dataset.target, labels) == dataset.target for labels in runs.labels])
    shares = right.mean(axis=0)
    classes = by_class(dataset.target, shares, options)
    once = {"n_clusters": options.n_clusters, "n_init": 1, "random_state": options.random_state}
    labels = tools.fit(options.method, tools.features(options.transform), **once).labels
    needed = labels_needed(dataset.target, labels, options)
    few = enough(needed, dataset.target, labels)
    settings = {name: getattr(options, name) for name in SETTINGS}
    return Answer(
        values={
            **settings,
            **difficulty(shares, options),
            **extremes(classes),
            **few,
            **within(needed, few["accuracy_all"], options.margin),
        },
        units=UNITS,
        tables={"images": listed(dataset.target, shares), "classes": classes, "labelled": needed},
        arrays={} if dataset.features else pictures(dataset, shares, options),
        axes=AXES,
    )


def listed(labels_true: NDArray[np.int64], shares: NDArray[np.float64]) -> pd.DataFrame:
    """List every image by its place in the data, with the share of runs that name it rightly."""
    return pd.DataFrame({"image": np.arange(len(shares)), "label": labels_true, "share": shares})


def difficulty(shares: NDArray[np.float64], options: Options) -> dict[str, Value]:
    """Count the images that are always, never, and rarely named rightly."""
    groups = {"always": shares == 1, "never": shares == 0, "hard": shares < options.hard_below}
    counts = {f"n_{name}": int(group.sum()) for name, group in groups.items()}
    parts = {f"share_{name}": float(group.mean()) for name, group in groups.items()}
    return {**counts, **parts, "share_mean": float(shares.mean()), "share_median": float(np.median(shares))}


def by_class(labels_true: NDArray[np.int64], shares: NDArray[np.float64], options: Options) -> pd.DataFrame:
    """List the true labels: images, how many are always, never, rarely right, and the mean share of right runs."""
    rows = [
        {
            "label": label,
            "n": len(own),
            "always": int((own == 1).sum()),
            "never": int((own == 0).sum()),
            "hard": int((own < options.hard_below).sum()),
            "share": own.mean(),
        }
        for label in np.unique(labels_true)
        for own in [shares[labels_true == label]]
    ]
    return pd.DataFrame(rows)


def extremes(classes: pd.DataFrame) -> dict[str, Value]:
    """Name the labels whose images are the hardest and the easiest on average, and those of images never right."""
    hardest, easiest = classes["share"].min(), classes["share"].max()
    return {
        "hardest_labels": tuple(classes.loc[classes["share"] == hardest, "label"].tolist()),
        "hardest_share": float(hardest),
        "easiest_labels": tuple(classes.loc[classes["share"] == easiest, "label"].tolist()),
        "easiest_share": float(easiest),
        "never_labels": tuple(classes.loc[classes["never"] == classes["never"].max(), "label"].tolist()),
        "never_most": int(classes["never"].max()),
    }


def labels_needed(labels_true: NDArray[np.int64], labels: NDArray[np.int64], options: Options) -> pd.DataFrame:
    """Name the clusters by a few of their images, drawn at random without replacement, many times over.

    Returns
    -------
    DataFrame
        For each number of labelled images in a cluster: how many that makes in all, and the accuracy over all images,
        its mean and the interval that holds the given share of the draws.
    """
    ends = (0.5 - options.confidence / 2, 0.5 + options.confidence / 2)
    rows = []
    for n in options.n_labelled:
        draw = partial(named_by_few, labels_true, labels, n)
        found = [draw(np.random.default_rng((options.random_state, n, i))) for i in range(options.n_repeats)]
        low, high = np.quantile(found, ends)
        total = int(np.minimum(np.bincount(labels), n).sum())
        rows.append(
            {"per_cluster": n, "n": total, "accuracy": np.mean(found), "accuracy_low": low, "accuracy_high": high}
        )
    return pd.DataFrame(rows)


def named_by_few(labels_true: NDArray[np.int64], labels: NDArray[np.int64], n: int, rng: np.random.Generator) -> float:
    """Name each cluster by the mode of n of its images and return the share of all images that bear that label."""
    correct, places = 0, np.unique(labels_true, return_inverse=True)[1]
    for cluster in np.unique(labels):
        members = places[labels == cluster]
        seen = rng.permutation(members)[:n]
        correct += int((members == np.bincount(seen).argmax()).sum())
    return correct / len(labels)


def enough(needed: pd.DataFrame, labels_true: NDArray[np.int64], labels: NDArray[np.int64]) -> dict[str, float]:
    """Tell what one label for each cluster gives, and how few of them lose no more than a margin."""
    first, accuracy = needed.iloc[0], float((named(labels_true, labels) == labels_true).mean())
    return {
        "accuracy_all": accuracy,
        "per_cluster_first": int(first["per_cluster"]),
        "n_first": int(first["n"]),
        "accuracy_first": float(first["accuracy"]),
        "accuracy_first_low": float(first["accuracy_low"]),
        "accuracy_first_high": float(first["accuracy_high"]),
    }


def within(needed: pd.DataFrame, accuracy: float, margin: float) -> dict[str, float]:
    """Tell the least number of labelled images that loses no more than the margin on average, if there is one."""
    rows = needed[needed["accuracy"] >= accuracy - margin]
    if rows.empty:
        return {"margin": margin, "n_enough": 0}
    least = rows.iloc[0]
    found = {"per_cluster_enough": int(least["per_cluster"]), "n_enough": int(least["n"])}
    reached = {f"accuracy_enough{end}": float(least[f"accuracy{end}"]) for end in ("", "_low", "_high")}
    return {"margin": margin, **found, **reached}


def pictures(dataset: Dataset, shares: NDArray[np.float64], options: Options) -> dict[str, NDArray[np.float64]]:
    """Choose images to look at, a row for each label, from either end; equal ones are drawn at random."""
    rng = np.random.default_rng(options.random_state)
    rows = [rng.permutation(np.flatnonzero(dataset.target == label)) for label in np.unique(dataset.target)]
    ranked = [own[np.argsort(shares[own], kind="stable")] for own in rows]
    ends = {"hardest": ranked, "easiest": [own[::-1] for own in ranked]}
    return {name: np.stack([shown(dataset, own, options) for own in rows]) for name, rows in ends.items()}


def shown(dataset: Dataset, chosen: NDArray[np.int64], options: Options) -> NDArray[np.float64]:
    """Return the first of some images, filled up where there are too few."""
    return gallery.pad(dataset.images[chosen[: options.n_shown]], options.n_shown)
