"""Accuracy with seed 0 by release: the best of many runs, a single run, and the default call."""

from __future__ import annotations

from functools import partial

from matplotlib.figure import Figure

from digitclust.records import Results
from report.drawing import BLUE, INK, NARROW, ORANGE, PALE, canvas, show_numbers, small
from report.language import Language

NEEDS = ("releases",)
DATA = ("releases.runs",)
LOOKS = {
    "ten": {
        "color": BLUE,
        "marker": "s",
        "markersize": 4.5,
        "markeredgecolor": INK,
        "markeredgewidth": 0.6,
        "zorder": 2,
    },
    "one": {
        "color": ORANGE,
        "marker": "o",
        "markersize": 4.5,
        "markeredgecolor": INK,
        "markeredgewidth": 0.6,
        "zorder": 3,
    },
    "default": {"color": PALE, "linewidth": 7, "solid_capstyle": "round", "solid_joinstyle": "round", "zorder": 1},
}


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw a mark for each release and setting; the default call is a broad band below the one that it equals."""
    table, many = results["releases"].tables["runs"], results.values["releases.n_init_many"]
    n_samples = table["default"] / table["accuracy"]
    figure, axes = canvas(width, 85 if width < NARROW else 75)
    for setting, look in LOOKS.items():
        label = language.fill(f"figures.releases.{setting}", n=many)
        axes.plot(table.index, table[setting] / n_samples, label=label, **look)
    for end, align in ((0, "left"), (len(table) - 1, "right")):
        share = table["accuracy"].iloc[end]
        place = {"xytext": (0, 8), "textcoords": "offset points", "ha": align, "size": small() + 1}
        axes.annotate(language.percent(share), (end, share), color=INK, weight="bold", **place)
    axes.set_xticks(table.index, table["series"], rotation=90, size=small())
    axes.set(xlabel=language.word("figures.releases.x"), ylabel=language.word("figures.releases.y"))
    axes.margins(y=0.14)
    show_numbers(axes.yaxis, partial(language.percent, decimals=0))
    figure.legend(loc="outside upper left", ncols=1 if width < NARROW else 3)
    axes.grid(axis="y")
    return figure
