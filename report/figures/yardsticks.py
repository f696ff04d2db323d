"""Accuracy of K-Means, run by run, beside what classifiers reach that learn from true labels."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from digitclust.records import Answer, Results
from report.drawing import BLUE, INK, NARROW, ORANGE, canvas, show_numbers, small
from report.language import Language

NEEDS = ("yardsticks",)
DATA = ("yardsticks.yardsticks", "yardsticks.seeds", "yardsticks.halves", "yardsticks.folds")
RUNS = {"seeds": ("seeds", "accuracy"), "inside": ("halves", "inside"), "outside": ("halves", "outside")}
SPREAD = 0.6180339887  # neighbours in the order of the runs stand far apart: the golden section
LOOKS: dict[str, dict[str, Any]] = {
    "run": {"marker": "o", "markersize": 2.4, "color": BLUE, "markerfacecolor": "none", "markeredgewidth": 0.5},
    "median": {"marker": "|", "markersize": 15, "color": INK, "markeredgewidth": 1.8},
    "fold": {"marker": "|", "markersize": 5, "color": BLUE, "markeredgewidth": 0.9},
    "share": {"marker": "D", "markersize": 3.4, "color": ORANGE, "markeredgecolor": INK, "markeredgewidth": 0.5},
}


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw a row for each yardstick, from runs that know no label to what learns from all of them."""
    answer, narrow = results["yardsticks"], width < NARROW
    table, chance = answer.tables["yardsticks"], results.number("yardsticks.chance")
    figure, axes = canvas(width, 30 + (11 if narrow else 8.5) * len(table))
    for row, yardstick in enumerate(table["yardstick"]):
        marks(axes, row, answer, yardstick)
    names = [language.word(f"figures.yardsticks.{name}") for name in table["yardstick"]]
    axes.set_yticks(range(len(names)), [] if narrow else names)
    axes.tick_params(axis="y", length=0)
    for row, name in enumerate(names if narrow else []):  # they would take half of the width: they stand above
        axes.annotate(name, (chance, row - 0.28), (3, 0), textcoords="offset points", va="bottom", size=small())
    axes.set(xlim=(chance, 1.005), ylim=(len(names) - 0.5, -0.8 if narrow else -0.5))
    axes.set_xticks([chance, 0.25, 0.5, 0.75, 1.0])
    axes.set_xlabel(language.word("figures.yardsticks.x"))
    show_numbers(axes.xaxis, partial(language.percent, decimals=0))
    for name, look in LOOKS.items():
        shown = {**look, "markersize": min(look["markersize"], 8), "linestyle": "none"}
        axes.plot([], [], label=language.word(f"figures.yardsticks.{name}"), **shown)
    figure.legend(loc="outside upper left", ncols=1 if narrow else 2)
    axes.grid(axis="x")
    return figure


def marks(axes: Axes, row: int, answer: Answer, yardstick: str) -> None:
    """Draw all runs with their median, or the share of all images with its interval, above the folds if it has any."""
    if yardstick in RUNS:
        table, column = RUNS[yardstick]
        accuracy = answer.tables[table][column]
        heights = row + 0.5 * (np.arange(len(accuracy)) * SPREAD % 1 - 0.5)
        axes.plot(accuracy, heights, linestyle="none", **LOOKS["run"])
        axes.plot([accuracy.median()], [row], **LOOKS["median"])
        return
    folds = answer.tables["folds"].query("yardstick == @yardstick")["accuracy"]
    found = answer.tables["yardsticks"].set_index("yardstick").loc[yardstick]
    if folds.size:
        axes.plot(folds, np.full(len(folds), row + 0.26), linestyle="none", clip_on=False, **LOOKS["fold"])
        axes.plot(
            found[["accuracy_low", "accuracy_high"]],
            [row, row],
            color=INK,
            linewidth=1,
            marker="|",
            markersize=7,
            markeredgewidth=1,
        )
    axes.plot([found["accuracy"]], [row], clip_on=False, **LOOKS["share"])
