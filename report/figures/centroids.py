"""The cluster centres as images, each with its name and its purity."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from digitclust.records import Results
from report.drawing import INK, canvas, headline, picture, small
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
    headline(figure, language.word("figures.centroids.head"))
    return figure


def title(axes: Axes, language: Language, cluster: tuple[object, ...]) -> None:
    """Write the name large and the purity below it."""
    share = language.percent(cluster.purity)  # type: ignore[attr-defined]  # a row of a pandas table
    axes.set_title(share, fontsize=small(), weight="normal", loc="center")
    name = str(cluster.name)  # type: ignore[attr-defined]  # as above
    axes.annotate(
        name,
        (0.5, 1),
        (0, 14),
        "axes fraction",
        "offset points",
        ha="center",
        size=11,
        weight="bold",
        color=INK,
    )
