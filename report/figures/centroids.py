"""The cluster centres as images, each with its name and its purity, or of unlabelled data number and size."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from digitclust.records import Results
from report.drawing import INK, canvas, headline, picture, short, small
from report.language import Language

NEEDS = ("reference",)
DATA = ("reference.centers", "reference.clusters")
COLUMNS = 5


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw the centres in the order of their names."""
    reference = results["reference"]
    clusters = reference.tables["clusters"]
    rows = -(-len(clusters) // COLUMNS)
    figure, grid = canvas(width, (width / COLUMNS + 9) * rows + 5, rows, COLUMNS, squeeze=False)
    for axes in grid.flat:
        axes.axis("off")
    for axes, image, cluster in zip(grid.flat, reference.arrays["centers"], clusters.itertuples(), strict=False):
        picture(axes, image, image.max())
        title(axes, language, cluster)
    head = "head" if "name" in clusters else "head_unlabelled"
    headline(figure, language.word(f"figures.centroids.{head}"))
    return figure


def title(axes: Axes, language: Language, cluster: Any) -> None:
    """Write the name of a cluster large and its purity below it; without labels its number and its size."""
    labelled = hasattr(cluster, "name")
    below = language.percent(cluster.purity) if labelled else language.number(cluster.n)
    axes.set_title(below, fontsize=small(), weight="normal", loc="center")
    axes.annotate(
        short(cluster.name if labelled else cluster.cluster, 10),
        (0.5, 1),
        (0, 14),
        "axes fraction",
        "offset points",
        ha="center",
        size=11,
        weight="bold",
        color=INK,
    )
