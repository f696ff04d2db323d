"""What a reader needs to run the study again: images, two maps of them, where each seed starts and what it finds."""

from __future__ import annotations

from functools import partial
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from digitclust.records import Answer, Dataset, InputError, Runs, Tools
from digitclust.statistics import scores, starts
from digitclust.statistics.naming import named
from digitclust.statistics.partitions import digest

DEMANDS = ("labels", "whole grey levels")
SECONDS = 4
SETTINGS = ("method", "n_clusters", "n_runs", "choice_random_state", "random_state")
UNITS = {"transforms": "transform", "method": "method", "choice_random_state": "label", "random_state": "label"}
AXES = {"coordinates": ("map", "images.image", "coordinate"), "starts": ("checks.random_state", "cluster")}


class Options(BaseModel):
    """Keys of ``[experiments.explorer]``."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    transforms: tuple[str, ...] = Field(
        default=("pca:2", "tsne:0"), min_length=1, strict=False, description="the maps: transforms into the plane"
    )
    method: Literal["kmeans"] = Field(default="kmeans", description="the browser repeats Lloyd's algorithm")
    n_clusters: int = Field(default=10, ge=2, le=20)
    n_runs: int = Field(default=1000, ge=1, le=4000, description="seeds, counted from 0")
    n_shown: int = Field(default=2000, ge=50, le=2000, description="most images; of more a choice is made")
    choice_random_state: int = Field(default=0, ge=0, description="seed of that choice")
    random_state: int = Field(default=0, ge=0, description="the seed that is shown first, and drawn as a figure")


def answer(dataset: Dataset, options: Options, tools: Tools) -> Answer:
    """Lay the images out in the plane, and publish start and end of every seed so that they can be checked."""
    check(options)
    chosen = choose(len(dataset.data), options)
    data, target = dataset.data[chosen], dataset.target[chosen]
    states = np.arange(options.n_runs)
    begun = starts.begin_all(data, options.n_clusters, options.n_runs, tools.map)
    runs = cluster(dataset, chosen, states, options, tools)
    table = pd.DataFrame(
        {
            "random_state": states,
            "correct": scores.correct(scores.contingencies(target, runs.labels)),
            "ties": begun[:, -1],
            "digest": [digest(labels) for labels in runs.labels],
        }
    )
    return Answer(
        values={
            **{name: getattr(options, name) for name in SETTINGS},
            "transforms": options.transforms,
            "n_samples": len(dataset.data),
            "n_shown": len(chosen),
            "n_tied": int((begun[:, -1] > 0).sum()),
            "n_tie_free": int((begun[:, -1] == 0).sum()),
        },
        units=UNITS,
        tables={"images": images(chosen, target, runs.labels[options.random_state]), "checks": table},
        arrays={
            "coordinates": np.stack([plane(tools.features(name), name)[chosen] for name in options.transforms]),
            "starts": begun[:, :-1],
            "pixels": data.astype(np.int64),
            "levels": np.array([dataset.levels, *dataset.image_shape]),
        },
        axes=AXES,
    )


def check(options: Options) -> None:
    """Refuse a seed that is not published, and more clusters than images."""
    if options.random_state >= options.n_runs:
        raise InputError(
            f"experiments.explorer.random_state: {options.random_state} is not among the seeds from 0 to "
            f"{options.n_runs - 1}; choose one of them, or a greater n_runs"
        )
    if options.n_clusters > options.n_shown:
        raise InputError("experiments.explorer.n_clusters: more clusters than images shown; choose fewer")


def choose(n: int, options: Options) -> NDArray[np.int64]:
    """Choose images at random where there are too many, in the order of the data."""
    if n <= options.n_shown:
        return np.arange(n)
    rng = np.random.default_rng(options.choice_random_state)
    return np.sort(rng.permutation(n)[: options.n_shown])


def images(chosen: NDArray[np.int64], target: NDArray[np.int64], labels: NDArray[np.integer[Any]]) -> pd.DataFrame:
    """List the images: place in the data, true label, cluster and its name with the seed shown first."""
    return pd.DataFrame({"image": chosen, "label": target, "cluster": labels, "name": named(target, labels)})


def plane(features: NDArray[np.float64], transform: str) -> NDArray[np.float64]:
    """Return coordinates in the plane, or refuse a transform that leads elsewhere."""
    if features.shape[1] != 2:
        raise InputError(
            f"experiments.explorer.transforms: '{transform}' has {features.shape[1]} coordinates, a map has 2; "
            "choose pca:2 or tsne:0"
        )
    return features


def cluster(
    dataset: Dataset, chosen: NDArray[np.int64], states: NDArray[np.int64], options: Options, tools: Tools
) -> Runs:
    """Cluster the images shown once for each seed; where all are shown, the study has done so already."""
    if len(chosen) == len(dataset.data):
        return tools.runs("raw", options.method, n_clusters=options.n_clusters, random_states=states)
    work = partial(fit_labels, tools, dataset.data[chosen], options)
    labels = np.stack([work(int(state)) for state in states])
    return Runs(labels, np.zeros(len(states)), np.zeros(len(states), dtype=np.int64))


def fit_labels(tools: Tools, data: NDArray[np.float64], options: Options, state: int) -> NDArray[np.int64]:
    """Cluster once and return the labels."""
    found = tools.fit(options.method, data, n_clusters=options.n_clusters, n_init=1, random_state=state)
    return np.asarray(found.labels)
