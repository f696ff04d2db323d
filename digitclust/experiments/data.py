"""What are the data? Sizes, classes, mean images, grey levels, and a seeded choice of images to look at."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from digitclust import gallery
from digitclust.pinning import data_digest
from digitclust.records import Answer, Dataset, Tools, Value

UNITS = {
    **dict.fromkeys(("share_background", "share_full", "share_smallest", "share_largest"), "share"),
    **dict.fromkeys(("smallest_classes", "largest_classes", "shown_random_state", "level"), "label"),
}

MOST_LEVELS = 256  # grey levels that are counted one by one

AXES = {
    "samples": ("class_sizes.label", "image", "row", "column"),
    "means": ("class_sizes.label", "row", "column"),
}


class Options(BaseModel):
    """Keys of ``[experiments.data]``."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    n_shown: int = Field(default=12, ge=1, description="images shown of each class")
    random_state: int = Field(default=0, ge=0, description="seed of that choice")


def answer(dataset: Dataset, options: Options, tools: Tools) -> Answer:
    """Describe the data."""
    classes, sizes = np.unique(dataset.target, return_counts=True)
    levels, counts = intensities(dataset)
    return Answer(
        values={**shape(dataset), **balance(classes, sizes), **shown(options), **dataset.facts},
        units=UNITS,
        tables={
            "class_sizes": pd.DataFrame({"label": classes, "n": sizes, "share": sizes / sizes.sum()}),
            "intensities": pd.DataFrame({"level": levels, "n": counts, "share": counts / counts.sum()}),
        },
        arrays={"samples": samples(dataset, options), "means": means(dataset)},
        axes=AXES,
    )


def intensities(dataset: Dataset) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Count the pixels of each grey level; where there are too many levels, of equal parts of the scale.

    A part is called by its lower end.
    """
    levels, counts = np.unique(dataset.data, return_counts=True)
    if len(levels) > MOST_LEVELS:
        counts, edges = np.histogram(dataset.data, bins=MOST_LEVELS // 4, range=(0, dataset.levels))
        levels = edges[:-1]
    return (levels.astype(np.int64) if (levels == np.rint(levels)).all() else levels), counts


def shape(dataset: Dataset) -> dict[str, int | float | str]:
    """Tell how many images, features and classes there are, and how grey the pixels."""
    height, width = dataset.image_shape
    return {
        "n_samples": dataset.data.shape[0],
        "n_features": dataset.data.shape[1],
        "n_classes": len(np.unique(dataset.target)),
        "image_height": height,
        "image_width": width,
        "max_level": dataset.levels,
        "share_background": float((dataset.data == 0).mean()),
        "share_full": float((dataset.data == dataset.levels).mean()),
        "digest": data_digest(dataset),
    }


def balance(classes: NDArray[Any], sizes: NDArray[np.int64]) -> dict[str, Value]:
    """Tell which classes are the smallest and which the largest."""
    return {
        "smallest_classes": tuple(classes[sizes == sizes.min()].tolist()),
        "smallest_size": int(sizes.min()),
        "share_smallest": float(sizes.min() / sizes.sum()),
        "largest_classes": tuple(classes[sizes == sizes.max()].tolist()),
        "largest_size": int(sizes.max()),
        "share_largest": float(sizes.max() / sizes.sum()),
    }


def shown(options: Options) -> dict[str, int]:
    """Tell how the images to look at were chosen."""
    return {"n_shown": options.n_shown, "shown_random_state": options.random_state}


def samples(dataset: Dataset, options: Options) -> NDArray[np.float64]:
    """Choose images of each class at random, shape (n_classes, n_shown, height, width); missing ones are nan."""
    rng = np.random.default_rng(options.random_state)
    members = [dataset.target == label for label in np.unique(dataset.target)]
    return np.stack([gallery.choose(dataset.images, member, options.n_shown, rng) for member in members])


def means(dataset: Dataset) -> NDArray[np.float64]:
    """Average the images of each class, shape (n_classes, height, width)."""
    return np.stack([dataset.images[dataset.target == label].mean(axis=0) for label in np.unique(dataset.target)])
