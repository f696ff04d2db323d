"""The images nearest to each cluster centre and those farthest from it."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from digitclust.records import Results
from report.drawing import NARROW, canvas, mosaic, picture, row_labels
from report.language import Language

NEEDS = ("data", "reference")
DATA = ("reference.nearest", "reference.farthest")
BESIDE = 12  # millimetres that the labels of the rows take


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw a row for each cluster in the order of their names: nearest on the left, farthest on the right."""
    reference = results["reference"]
    shown = 4 if width < NARROW else None
    sides = [reference.arrays[name][:, :shown] for name in ("nearest", "farthest")]
    rows, columns, height, across = sides[0].shape
    size = (width - BESIDE) * 0.485 / columns
    figure, pair = canvas(width, size * rows * (height + 1) / (across + 1) + 10, 1, 2, gridspec_kw={"wspace": 0.1})
    for axes, images, name in zip(pair, sides, ("nearest", "farthest"), strict=True):
        picture(axes, mosaic(np.asarray(images)), results.number("data.max_level"))
        axes.set_title(language.word(f"figures.extremes.{name}"))
    clusters = reference.tables["clusters"]
    called = "name" if "name" in clusters else "cluster"
    row_labels(pair[0], [str(name) for name in clusters[called]], height)
    pair[0].set_ylabel(language.word(f"figures.extremes.{called}"))
    return figure
