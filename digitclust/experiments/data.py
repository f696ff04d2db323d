"""What are the data? Sizes, classes, mean images, grey levels, and a seeded choice of images to look at."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from digitclust import parts
from digitclust.pinning import data_digest
from digitclust.records import Answer, Dataset, Tools, Value
from digitclust.statistics import gallery

UNITS = {
    **dict.fromkeys(("share_background", "share_full", "share_smallest", "share_largest"), "share"),
    **dict.fromkeys(("smallest_classes", "largest_classes", "shown_random_state", "level"), "label"),
}

WHOLE = True
SECONDS = 0.01
LINES = 6  # of unlabelled images, as many in each as are shown of a class
MOST_LEVELS = 256  # grey levels that are counted one by one

AXES = {
    "samples": ("class_sizes.label", "image", "row", "column"),
    "means": ("class_sizes.label", "row", "column"),
}


class Options(BaseModel):
    """Keys of ``[experiments.data]``."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    n_shown: int = Field(default=12, ge=1, description="images shown of each class, or of unlabelled data in a line")
    random_state: int = Field(default=0, ge=0, description="seed of that choice")


def answer(dataset: Dataset, options: Options, tools: Tools) -> Answer:
    """Describe the data."""
    size: dict[str, Value] = {
        "n_samples": dataset.data.shape[0],
        "n_features": dataset.data.shape[1],
        "digest": data_digest(dataset),
    }
    found = Answer({**size, **dataset.facts}, UNITS)
    if dataset.labelled:
        found = found | classes(dataset)
    return found | (measured(dataset) if dataset.features else pixels(dataset) | samples(dataset, options))


def classes(dataset: Dataset) -> Answer:
    """Tell how many images each label has."""
    labels, sizes = np.unique(dataset.target, return_counts=True)
    table = pd.DataFrame({"label": labels, "n": sizes, "share": sizes / sizes.sum()})
    return Answer({"n_classes": len(labels), **balance(labels, sizes)}, tables={"class_sizes": table})


def pixels(dataset: Dataset) -> Answer:
    """Tell how large the images are and how grey their pixels."""
    height, width = dataset.image_shape
    levels, counts = intensities(dataset)
    values: dict[str, Value] = {
        "image_height": height,
        "image_width": width,
        "max_level": dataset.levels,
        "share_background": parts.share(dataset.data, 0),
        "share_full": parts.share(dataset.data, dataset.levels),
    }
    table = pd.DataFrame({"level": levels, "n": counts, "share": counts / counts.sum()})
    return Answer(values, tables={"intensities": table})


def measured(dataset: Dataset) -> Answer:
    """Tell of each feature that is no pixel how large it is and how much it varies."""
    least, most = (end(axis=0).astype(np.float64) for end in (dataset.data.min, dataset.data.max))
    spread, (mean,) = parts.spread(dataset.data), parts.means(dataset.data, np.zeros(len(dataset.data)), np.zeros(1))
    columns = {"mean": mean, "spread": spread, "least": least, "most": most}
    table = pd.DataFrame({"feature": dataset.features, **columns})
    widest = table.loc[spread.argmax()]
    values: dict[str, Value] = {
        "widest_feature": str(widest["feature"]),
        "widest_share": float((spread**2 / (spread**2).sum()).max()),
    }
    return Answer(values, {"feature": "text", "widest_share": "share"}, {"features": table})


def intensities(dataset: Dataset) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Count the pixels of each grey level; where there are too many levels, of equal parts of the scale.

    A part is called by its lower end.
    """
    if counted := parts.count(dataset.data, MOST_LEVELS):
        levels, counts = counted
    else:
        counts, edges = parts.histogram(dataset.data, MOST_LEVELS // 4, dataset.levels)
        levels = edges[:-1]
    return (levels.astype(np.int64) if (levels == np.rint(levels)).all() else levels), counts


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


def samples(dataset: Dataset, options: Options) -> Answer:
    """Choose images to look at at random, a row for each label, or of unlabelled data some rows; with mean images."""
    rng = np.random.default_rng(options.random_state)
    values = {"n_shown": options.n_shown, "shown_random_state": options.random_state}
    if not dataset.labelled:
        chosen = gallery.choose(dataset.images, np.ones(len(dataset.data), bool), LINES * options.n_shown, rng)
        rows = chosen.reshape(LINES, options.n_shown, *dataset.image_shape)
        return Answer(values, arrays={"unlabelled": rows}, axes={"unlabelled": ("line", "image", "row", "column")})
    labels = np.unique(dataset.target)
    rows = np.stack([gallery.choose(dataset.images, dataset.target == label, options.n_shown, rng) for label in labels])
    means = parts.means(dataset.data, dataset.target, labels).reshape(-1, *dataset.image_shape)
    return Answer(values, arrays={"samples": rows, "means": means}, axes=AXES)
