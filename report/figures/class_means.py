"""The mean image of each digit."""

from __future__ import annotations

from matplotlib.figure import Figure

from digitclust.records import Results
from report.drawing import NARROW, canvas, headline, picture, short
from report.language import Language

NEEDS = ("data",)
DATA = ("data.means",)


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw the mean of the images of each true label."""
    data = results["data"]
    means, labels = data.arrays["means"], data.tables["class_sizes"]["label"]
    columns = 5 if width < NARROW else 10
    rows = -(-len(means) // columns)
    figure, grid = canvas(width, (width / columns + 5) * rows + 5, rows, columns, squeeze=False)
    for axes in grid.flat:
        axes.axis("off")
    for axes, image, label in zip(grid.flat, means, labels, strict=False):
        picture(axes, image, results.number("data.max_level"))
        axes.set_title(language.fill("figures.class_means.digit", label=short(label, 7)), weight="normal", loc="center")
    headline(figure, language.word("figures.class_means.head"))
    return figure
