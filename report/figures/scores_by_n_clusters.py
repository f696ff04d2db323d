"""Scores that see the labels, by the number of clusters: naming by the mode against one-to-one naming, and ARI."""

from __future__ import annotations

from functools import partial
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from digitclust.records import Results
from report.drawing import BLUE, INK, MUTED, NARROW, ORANGE, canvas, show_numbers
from report.language import Language

NEEDS = ("n_clusters", "n_clusters.n_classes")
DATA = ("n_clusters.runs", "n_clusters.medians")
COLOURS = {"accuracy": BLUE, "accuracy_hungarian": ORANGE, "ari": INK}
MARKS = {"accuracy": "o", "accuracy_hungarian": "s", "ari": "^"}
ASIDE = {"accuracy": -0.17, "accuracy_hungarian": 0.17, "ari": 0.0}  # so that runs of the two accuracies do not overlap


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw both accuracies in one panel and the adjusted Rand index in another."""
    narrow, word = width < NARROW, "figures.scores_by_n_clusters"
    size = (2, 1) if narrow else (1, 2)
    figure, (shares, index) = canvas(width, 135 if narrow else 85, *size)
    for axes, names in ((shares, ("accuracy", "accuracy_hungarian")), (index, ("ari",))):
        classes = language.word(f"{word}.classes") if axes is shares else None
        axes.axvline(results.number("n_clusters.n_classes"), color=MUTED, linewidth=0.9, linestyle="--", label=classes)
        for name in names:
            curve(axes, results, name, language.word(f"{word}.{name}"))
        axes.xaxis.set_major_locator(MaxNLocator(5, integer=True, steps=(1, 2, 5, 10)))
        axes.set_xlabel(language.word(f"{word}.x"))
    shares.set_ylabel(language.word(f"{word}.y"))
    index.set_ylabel(language.word(f"{word}.ari"))
    show_numbers(shares.yaxis, partial(language.percent, decimals=0))
    show_numbers(index.yaxis, partial(language.number, decimals=1))
    figure.legend(loc="outside upper left", ncols=1 if narrow else 2)
    return figure


def curve(axes: Axes, results: Results, name: str, label: str) -> None:
    """Draw every run as a faint mark, and the medians as a line with marks."""
    runs, medians = (results["n_clusters"].tables[table] for table in ("runs", "medians"))
    look: dict[str, Any] = {"color": COLOURS[name], "marker": MARKS[name]}
    axes.scatter(runs["n_clusters"] + ASIDE[name], runs[name], s=6, alpha=0.35, linewidth=0, **look)
    axes.plot(medians["n_clusters"], medians[name], markersize=3.5, label=label, **look)
