"""What each method finds: every run as a mark, by mode labelling and one to one."""

from __future__ import annotations

from functools import partial

import numpy as np
from matplotlib.figure import Figure

from digitclust.records import Results
from report.drawing import BLUE, INK, NARROW, ORANGE, canvas, show_numbers, small
from report.language import Language

NEEDS = ("methods",)
DATA = ("methods.runs", "methods.methods")
WORD = "figures.method_scores"
LOOKS = {  # a column of scores to its marker, face, edge, and place within the row
    "accuracy": ("o", BLUE, BLUE, -0.14),
    "accuracy_hungarian": ("D", "none", ORANGE, 0.14),
}


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw a row for each method, the best on top; a method without chance has a single, larger mark."""
    answer = results["methods"]
    order, runs = list(answer.tables["methods"]["method"]), answer.tables["runs"]
    narrow = width < NARROW
    figure, axes = canvas(width, 18 + (9.5 if narrow else 7) * len(order))
    rows = runs["method"].map(order.index)
    once = runs.groupby("method")["method"].transform("size") == 1
    for column, (marker, face, edge, place) in LOOKS.items():
        label = language.word(f"{WORD}.{column}")
        look = {"marker": marker, "facecolor": face, "edgecolor": edge, "linewidth": 0.9, "clip_on": False}
        axes.scatter(runs[column], rows + place, s=np.where(once, 34, 11), label=label, **look)
    baseline = answer.tables["methods"].set_index("method")["accuracy"][answer.values["baseline"]]
    label = language.fill(f"{WORD}.baseline", name=language.called("methods", str(answer.values["baseline"])))
    axes.axvline(baseline, color=INK, linestyle=(0, (4, 3)), linewidth=0.8, zorder=0.5, label=label)
    axes.set(xlabel=language.word(f"{WORD}.x"), xlim=(0, 1), ylim=(len(order) - 0.5, -0.6))
    show_numbers(axes.xaxis, partial(language.percent, decimals=0))
    names = [language.called("methods", method) for method in order]
    axes.set_yticks(range(len(order)), [] if narrow else names)
    axes.tick_params(axis="y", length=0)
    if narrow:  # the names would take half of the width: they stand above their rows
        for row, name in enumerate(names):
            axes.text(0.0, row - 0.3, name, va="bottom", size=small())
    figure.legend(loc="outside upper left", ncols=1 if narrow else 3)
    axes.grid(axis="x")
    return figure
