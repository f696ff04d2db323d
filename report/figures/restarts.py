"""What is kept of several runs, if the least inertia is kept: how likely each accuracy is."""

from __future__ import annotations

from functools import partial

import numpy as np
from matplotlib.figure import Figure

from digitclust.records import Results
from report.drawing import BLUE, INK, MUTED, NARROW, ORANGE, canvas, show_numbers
from report.language import Language

NEEDS = ("seeds",)
DATA = ("seeds.odds", "seeds.restarts")
IMAGES = {True: 8, False: 4}  # what a column spans, in a narrow figure and in a wide one


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw a row for each number of runs: how likely each accuracy is, as a part of the likeliest, and the mean."""
    tables, word = results["seeds"].tables, "figures.restarts.{}".format
    kept, best = tables["restarts"], results.number("seeds.accuracy_max")
    step = IMAGES[width < NARROW] / results.number("seeds.n_samples")
    edges = np.arange(np.floor(results.number("seeds.accuracy_min") / step), best / step + 2) * step
    figure, rows = canvas(width, 24 + 11 * len(kept), len(kept), 1, sharex=True, squeeze=False)
    for axes, row in zip(rows[:, 0], kept.itertuples(), strict=True):
        odds = tables["odds"].query(f"n_init == {row.n_init}")
        heights, _ = np.histogram(odds["accuracy"] + step * 1e-6, edges, weights=odds["chance"])
        chance = axes.stairs(heights / heights.max(), edges, fill=True, color=BLUE, linewidth=0)
        line = axes.axvline(best, color=MUTED, linestyle=(0, (4, 3)), linewidth=0.9)
        look = {"color": ORANGE, "edgecolor": INK, "linewidth": 0.6, "marker": "D", "s": 22, "clip_on": False}
        mean = axes.scatter(row.accuracy, 0, zorder=3, **look)
        axes.set(yticks=[], ylim=(0, 1.1))
        axes.set_ylabel(language.number(row.n_init), rotation=0, ha="right", va="center")
        axes.spines["left"].set_visible(False)
    show_numbers(axes.xaxis, partial(language.percent, decimals=0))
    axes.set_xlabel(language.word(word("x")))
    figure.supylabel(language.word(word("y")), fontsize="medium")
    labels = [language.word(word(name)) for name in ("chance", "mean", "best")]
    figure.legend([chance, mean, line], labels, loc="outside upper left", ncols=1 if width < NARROW else 3)
    return figure
