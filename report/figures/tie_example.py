"""A tie that K-Means meets: an image between two starting centres that are exactly as far from it."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from digitclust.records import Results
from report.drawing import GRID, INK, bare, canvas, headline, picture
from report.language import Language

NEEDS = ("order",)
DATA = ("order.tie",)
BETWEEN = 0.7  # room between the images, in images


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw the image in the middle and a centre on either side; arrows bear the squared distance."""
    pictures = results["order"].arrays["tie"]
    if not len(pictures):  # no seed meets a tie: an empty frame, and the page says so
        figure, axes = canvas(width, 10)
        bare(axes)
        return figure
    _, height, across = pictures.shape
    gap = round(BETWEEN * across)
    figure, axes = canvas(width, 14 + width * height / (3 * across + 2 * gap))
    space = np.full((height, gap), np.nan)
    row = np.hstack([pictures[1], space, pictures[0], space, pictures[2]])
    picture(axes, row, results.number("order.max_level"))
    distance = language.number(results.number("order.tie_distance"))
    for place, name in enumerate(("center", "image", "center")):
        left = place * (across + gap) - 0.5
        axes.add_patch(
            Rectangle((left, -0.5), across, height, fill=False, edgecolor=GRID, linewidth=0.6, clip_on=False)
        )
        axes.text(left + across / 2, -1.0, language.word(f"figures.tie_example.{name}"), ha="center", va="bottom")
    for left in (across - 0.5, 2 * across + gap - 0.5):
        arrow(axes, left, left + gap, height / 2 - 0.5, distance)
    headline(figure, language.word("figures.tie_example.head"))
    return figure


def arrow(axes: Axes, left: float, right: float, middle: float, text: str) -> None:
    """Draw an arrow with two heads between two images, and what it bears above it."""
    look = {"arrowstyle": "<->", "color": INK, "linewidth": 0.8, "shrinkA": 2, "shrinkB": 2}
    axes.annotate("", (left, middle), (right, middle), arrowprops=look)
    axes.text((left + right) / 2, middle - 0.4, text, ha="center", va="bottom")
