"""Images of data without labels, a seeded choice."""

from __future__ import annotations

from matplotlib.figure import Figure

from digitclust.records import Results
from report.drawing import NARROW, canvas, mosaic, picture
from report.language import Language

NEEDS = ("data",)
DATA = ("data.unlabelled",)


def draw(results: Results, language: Language, width: float) -> Figure:  # noqa: ARG001  # it has no words
    """Draw the images in the order in which they were chosen."""
    images = results["data"].arrays["unlabelled"][:, : 8 if width < NARROW else None]
    rows, columns, height, across = images.shape
    figure, axes = canvas(width, width / columns * rows * (height + 1) / (across + 1))
    picture(axes, mosaic(images), results.number("data.max_level"))
    return figure
