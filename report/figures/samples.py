"""Images of each digit, a seeded choice, one row a digit."""

from __future__ import annotations

from matplotlib.figure import Figure

from digitclust.records import Results
from report.drawing import NARROW, canvas, mosaic, picture, row_labels
from report.language import Language

NEEDS = ("data",)
DATA = ("data.samples",)
BESIDE = 10  # millimetres that the labels of the rows take


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw one row of images for each true label."""
    data = results["data"]
    images = data.arrays["samples"][:, : 8 if width < NARROW else None]
    rows, columns, height, across = images.shape
    size = (width - BESIDE) / columns
    figure, axes = canvas(width, size * rows * (height + 1) / (across + 1) + 6)
    picture(axes, mosaic(images), results.number("data.max_level"))
    row_labels(axes, [str(label) for label in data.tables["class_sizes"]["label"]], height)
    axes.set_ylabel(language.word("figures.samples.digit"))
    return figure
