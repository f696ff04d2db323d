"""What is kept of several runs, if the least inertia is kept: how likely each accuracy is."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from digitclust.records import Results
from report.drawing import BLUE, INK, MUTED, NARROW, ORANGE, canvas, show_numbers
from report.language import Language

NEEDS = ("seeds",)
DATA = ("seeds.odds", "seeds.restarts")
IMAGES = {True: 8, False: 4}  # what a column spans, in a narrow figure and in a wide one


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw a row for each number of runs: how likely each accuracy is, as a part of the likeliest, and the mean."""
    tables, best = results["seeds"].tables, results.number("seeds.accuracy_max")
    kept, odds = tables["restarts"].to_dict("records"), tables["odds"]
    step = IMAGES[width < NARROW] / results.number("seeds.n_samples")
    edges = np.arange(np.floor(results.number("seeds.accuracy_min") / step), best / step + 2) * step
    figure, rows = canvas(width, 24 + 11 * len(kept), len(kept), 1, sharex=True, squeeze=False)
    handles: list[Artist] = []
    for axes, row in zip(rows[:, 0], kept, strict=True):
        handles = ridge(axes, odds[odds["n_init"] == row["n_init"]], edges, row["accuracy"], best)
        axes.set_ylabel(language.number(row["n_init"]), rotation=0, ha="right", va="center")
    show_numbers(rows[-1, 0].xaxis, partial(language.percent, decimals=0))
    rows[-1, 0].set_xlabel(language.word("figures.restarts.x"))
    figure.supylabel(language.word("figures.restarts.y"), fontsize="medium")
    labels = [language.word(f"figures.restarts.{name}") for name in ("chance", "mean", "best")]
    figure.legend(handles, labels, loc="outside upper left", ncols=1 if width < NARROW else 3)
    return figure


def ridge(axes: Axes, odds: pd.DataFrame, edges: NDArray[np.float64], mean: float, best: float) -> list[Artist]:
    """Draw the chances of one number of runs; return what the legend explains."""
    heights, _ = np.histogram(odds["accuracy"] + 1e-9, edges, weights=odds["chance"])
    chance = axes.stairs(heights / heights.max(), edges, fill=True, color=BLUE, linewidth=0)
    mark = axes.scatter(mean, 0, color=ORANGE, edgecolor=INK, linewidth=0.6, marker="D", s=22, clip_on=False, zorder=3)
    line = axes.axvline(best, color=MUTED, linestyle=(0, (4, 3)), linewidth=0.9)
    axes.set(yticks=[], ylim=(0, 1.1))
    axes.spines["left"].set_visible(False)
    return [chance, mark, line]
