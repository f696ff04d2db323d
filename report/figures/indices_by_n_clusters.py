"""Inertia and the indices that see no label, by the number of clusters: every run, the median, what it chooses."""

from __future__ import annotations

from functools import partial
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from digitclust.records import Results
from report.drawing import BLUE, INK, MUTED, NARROW, ORANGE, PALE, canvas, show_numbers
from report.language import Language

NEEDS = ("n_clusters",)
DATA = ("n_clusters.runs", "n_clusters.medians")
DECIMALS = {"unexplained": 0, "silhouette": 2, "calinski_harabasz": 0, "davies_bouldin": 2, "gap": 1}
CLASSES: dict[str, Any] = {"color": MUTED, "linewidth": 0.9, "linestyle": "--"}
CHOSEN: dict[str, Any] = {
    "marker": "D",
    "color": ORANGE,
    "markeredgecolor": INK,
    "markeredgewidth": 0.6,
    "linestyle": "none",
}


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw a small panel for each index, and the legend in the place of one more."""
    size = (3, 2) if width < NARROW else (2, 3)
    figure, grid = canvas(width, 150 if width < NARROW else 105, *size)
    *panels, key = grid.ravel()
    for axes, name in zip(panels, DECIMALS, strict=True):
        panel(axes, results, name)
        axes.set_title(language.word(f"figures.indices_by_n_clusters.{name}"), weight="normal")
        shown = language.percent if name == "unexplained" else language.number
        show_numbers(axes.yaxis, partial(shown, decimals=DECIMALS[name]))
    figure.supxlabel(language.word("figures.indices_by_n_clusters.x"), size="medium")
    legend(key, language, "n_clusters.n_classes" in results.held)
    return figure


def panel(axes: Axes, results: Results, name: str) -> None:
    """Draw one index: the runs, their median, the choice, and the number of classes where there are any."""
    runs, medians = (results["n_clusters"].tables[table] for table in ("runs", "medians"))
    if "n_clusters.n_classes" in results.held:
        axes.axvline(results.number("n_clusters.n_classes"), **CLASSES, zorder=1)
    axes.plot(runs["n_clusters"], runs[name], "o", color=PALE, markersize=2.2, markeredgewidth=0, zorder=2)
    axes.plot(medians["n_clusters"], medians[name], color=BLUE, zorder=3)
    chosen = results.values.get(f"n_clusters.{name}_chosen")
    row = medians[medians["n_clusters"] == chosen]
    axes.plot(row["n_clusters"], row[name], **CHOSEN, markersize=6, zorder=4)
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True, steps=(1, 2, 5, 10)))


def legend(axes: Axes, language: Language, labelled: bool) -> None:
    """Say what the marks mean, in a panel of its own."""
    word = language.word
    axes.set_axis_off()
    axes.scatter([], [], s=12, color=PALE, label=word("figures.indices_by_n_clusters.run"))
    axes.plot([], [], color=BLUE, label=word("figures.indices_by_n_clusters.median"))
    axes.plot([], [], **CHOSEN, markersize=6, label=word("figures.indices_by_n_clusters.chosen"))
    if labelled:
        axes.plot([], [], **CLASSES, label=word("figures.indices_by_n_clusters.classes"))
    axes.legend(loc="center left", bbox_to_anchor=(-0.05, 0.5), handlelength=1.4, borderpad=0)
