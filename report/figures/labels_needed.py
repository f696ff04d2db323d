"""How accuracy grows with the number of labelled images by which each cluster is named."""

from __future__ import annotations

from functools import partial

from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from digitclust.records import Results
from report.drawing import BLUE, INK, canvas, show_numbers
from report.language import Language

NEEDS = ("images",)
DATA = ("images.labelled",)


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw the mean over the draws with the interval that holds most of them, and a line where all labels are known."""
    answer = results["images"]
    table = answer.tables["labelled"]
    word = partial(language.fill, share=language.percent(results.number("images.confidence"), 0))
    figure, axes = canvas(width, 66)
    axes.vlines(table["per_cluster"], table["accuracy_low"], table["accuracy_high"], color=BLUE, linewidth=1.2,
                label=word("figures.labels_needed.interval"))  # fmt: skip
    axes.plot(table["per_cluster"], table["accuracy"], "o-", color=BLUE, label=word("figures.labels_needed.mean"))
    all_known = results.number("images.accuracy_all")
    axes.axhline(all_known, color=INK, linestyle=(0, (4, 3)), linewidth=0.8, label=word("figures.labels_needed.all"))
    axes.set_xscale("log")
    axes.set_xticks(table["per_cluster"], [language.number(n) for n in table["per_cluster"]])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set(xlabel=language.word("figures.labels_needed.x"), ylabel=language.word("figures.labels_needed.y"))
    show_numbers(axes.yaxis, partial(language.percent, decimals=0))
    figure.legend(loc="outside upper left", ncols=1 if width < 100 else 3)
    axes.grid(axis="y")
    return figure
