"""The cluster centres of features that are no pixels: the mean of each, shaded by its place among all values."""

from __future__ import annotations

from matplotlib.figure import Figure

from digitclust.records import Results
from report.drawing import NARROW, canvas, heat, short
from report.language import Language

NEEDS = ("reference",)
DATA = ("reference.averages", "reference.clusters")
MOST = 20  # features that are shown: those in which the clusters differ most


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw a row for each feature, a column for each cluster in the order of its table."""
    reference = results["reference"]
    clusters = reference.tables["clusters"]
    table = reference.tables["averages"].head(MOST * len(clusters))
    places, means = (table[column].to_numpy().reshape(-1, len(clusters)) for column in ("place", "mean"))
    decimals = [0 if abs(row).max() >= 100 else 1 if abs(row).max() >= 10 else 2 for row in means]
    texts = [[language.number(mean, n) for mean in row] for row, n in zip(means, decimals, strict=True)]
    figure, axes = canvas(width, (24 if width < NARROW else 20) + 8 * len(places))
    called = "name" if "name" in clusters else "cluster"
    heat(axes, places, texts, table["feature"].iloc[:: len(clusters)], clusters[called])
    axes.set_yticklabels([short(feature, 24) for feature in table["feature"].iloc[:: len(clusters)]])
    axes.set_aspect("auto")
    axes.set(xlabel=language.word(f"figures.averages.{called}"), ylabel="")
    return figure
