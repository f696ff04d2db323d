"""Recall and precision of each digit."""

from __future__ import annotations

from functools import partial

from matplotlib.figure import Figure

from digitclust.records import Results
from report.drawing import BLUE, GRID, ORANGE, canvas, short, show_numbers, upright
from report.language import Language

NEEDS = ("reference",)
DATA = ("reference.per_class",)


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw two marks for each true label, joined by a line; an undefined precision has no mark."""
    table = results["reference"].tables["per_class"]
    degrees, room = upright(table["label"])
    figure, axes = canvas(width, 62 + room)
    axes.vlines(table.index, table["recall"], table["precision"], color=GRID, linewidth=2.5, zorder=1)
    for column, marker, face, edge, size in (("recall", "o", BLUE, BLUE, 22), ("precision", "D", "none", ORANGE, 60)):
        look = {"marker": marker, "facecolor": face, "edgecolor": edge, "s": size, "linewidth": 1.4}
        label = language.word(f"figures.recall_precision.{column}")
        axes.scatter(table.index, table[column], label=label, zorder=2, clip_on=False, **look)
    axes.set_xticks(table.index, [short(label) for label in table["label"]], rotation=degrees)
    axes.set(xlabel=language.word("figures.recall_precision.x"), ylim=(0, 1))
    show_numbers(axes.yaxis, partial(language.percent, decimals=0))
    figure.legend(loc="outside upper left", ncols=2)
    axes.grid(axis="y")
    return figure
