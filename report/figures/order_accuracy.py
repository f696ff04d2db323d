"""Orders beside seeds: the accuracy of either, lined up from the worst to the best."""

from __future__ import annotations

from functools import partial

import numpy as np
from matplotlib.figure import Figure

from digitclust.records import Results
from report.drawing import BLUE, NARROW, ORANGE, canvas, show_numbers
from report.language import Language

NEEDS = ("seeds", "order")
DATA = ("order.orders", "seeds.runs")


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw a mark for each run: across the share of runs that are no better, upwards its accuracy."""
    figure, axes = canvas(width, 74)
    groups = (
        ("seeds", results["seeds"].tables["runs"], BLUE, 2.0),
        ("orders", results["order"].tables["orders"], ORANGE, 3.0),
    )
    for name, table, color, size in groups:
        shares = (np.arange(len(table)) + 0.5) / len(table)
        label = language.fill(f"figures.order_accuracy.{name}", n=language.number(len(table)))
        axes.plot(shares, np.sort(table["accuracy"]), "o", color=color, markersize=size, markeredgewidth=0, label=label)
    axes.set(xlabel=language.word("figures.order_accuracy.x"), ylabel=language.word("figures.order_accuracy.y"))
    for axis in (axes.xaxis, axes.yaxis):
        show_numbers(axis, partial(language.percent, decimals=0))
    figure.legend(loc="outside upper left", ncols=1 if width < NARROW else 2, handletextpad=0.3, markerscale=2)
    axes.grid(axis="y")
    return figure
