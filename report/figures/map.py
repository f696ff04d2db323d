"""The images in the plane, a panel for each map: named correctly or wrongly, and where each digit lies."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from numpy.typing import NDArray

from digitclust.records import Results
from report.drawing import INK, NARROW, ORANGE, PALE, SHEET, bare, canvas, squares
from report.language import Language

NEEDS = ("explorer",)
DATA = ("explorer.coordinates", "explorer.images")
MARK = 0.009  # side of a mark, as a part of the panel
DISC = {"boxstyle": "circle,pad=0.12", "facecolor": SHEET, "linewidth": 0}  # on which a digit can be read anywhere


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw a square for each image, and the digit in the middle of its images."""
    answer = results["explorer"]
    maps, images = answer.arrays["coordinates"], answer.tables["images"]
    narrow = width < NARROW
    shape = (len(maps), 1) if narrow else (1, len(maps))
    height = (width * len(maps) if narrow else width / len(maps)) + 14
    figure, panels = canvas(width, height, *shape, squeeze=False)
    for axes, name, points in zip(panels.flat, answer.values["transforms"], maps, strict=True):  # type: ignore[arg-type]  # a tuple
        axes.set_title(language.called("transforms", str(name)))
        panel(axes, points, images, language)
    handles, labels = panels.flat[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside upper left", ncols=2, handlelength=0.8, handleheight=0.8)
    return figure


def panel(axes: Axes, points: NDArray[np.float64], images: pd.DataFrame, language: Language) -> None:
    """Draw one map."""
    low, span = points.min(axis=0), float(np.ptp(points, axis=0).max())
    places = (points - low) / span
    right = (images["label"] == images["name"]).to_numpy()
    for chosen, color, word in ((right, PALE, "right"), (~right, ORANGE, "wrong")):
        marks = squares(places[chosen] - MARK / 2, MARK, MARK)
        label = language.word(f"figures.map.{word}")
        axes.add_artist(PathPatch(marks, facecolor=color, linewidth=0, label=label))
    for digit, members in images.groupby("label").indices.items():
        x, y = np.median(places[members], axis=0)
        axes.text(x, y, str(digit), ha="center", va="center", color=INK, weight="bold", size=11, bbox=DISC)
    axes.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02), aspect="equal")
    bare(axes)
