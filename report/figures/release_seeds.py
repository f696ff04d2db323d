"""Accuracy of single starts with many seeds, for each of the ways in which releases drew the starts."""

from __future__ import annotations

from functools import partial

import numpy as np
from matplotlib.figure import Figure

from digitclust.records import Results
from report.drawing import BLUE, INK, NARROW, ORANGE, canvas, show_numbers
from report.language import DASH, Language

NEEDS = ("releases",)
DATA = ("releases.streams", "releases.seeds")
SPREAD = 0.6180339887  # neighbours in the order of the seeds stand far apart: the golden section


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw a row of marks for each draw: every seed, their median, and seed 0."""
    streams, seeds = (results["releases"].tables[name] for name in ("streams", "seeds"))
    figure, axes = canvas(width, 95 if width < NARROW else 85)
    word, zero = "figures.release_seeds", results.values["releases.random_state"]
    for row, stream in enumerate(streams.itertuples()):
        runs = seeds[seeds["series"] == stream.last]
        height = row + 0.62 * (runs["random_state"] * SPREAD % 1 - 0.5)
        axes.scatter(runs["accuracy"], height, s=7, facecolor="none", edgecolor=BLUE, linewidth=0.6, zorder=2)
    rows = np.arange(len(streams))
    axes.vlines(streams["accuracy_median"], rows - 0.42, rows + 0.42, color=INK, linewidth=1.4, zorder=3)
    axes.scatter(streams["accuracy"], rows, marker="D", s=42, facecolor=ORANGE, edgecolor=INK, linewidth=0.6, zorder=4)
    axes.scatter([], [], s=7, facecolor="none", edgecolor=BLUE, linewidth=0.6, label=language.word(f"{word}.seed"))
    axes.plot([], [], color=INK, linewidth=1.4, label=language.word(f"{word}.median"))
    look = {"marker": "D", "markersize": 6, "markeredgecolor": INK, "markeredgewidth": 0.6, "linestyle": "none"}
    axes.plot([], [], color=ORANGE, label=language.fill(f"{word}.zero", n=zero), **look)
    names = [f"{first}{DASH}{last}" for first, last in zip(streams["first"], streams["last"], strict=True)]
    axes.set_yticks(rows, names)
    axes.tick_params(axis="y", length=0)
    axes.set(xlabel=language.word(f"{word}.x"), ylabel=language.word(f"{word}.y"), ylim=(len(rows) - 0.45, -0.55))
    show_numbers(axes.xaxis, partial(language.percent, decimals=0))
    figure.legend(loc="outside upper left", ncols=1 if width < NARROW else 3)
    axes.grid(axis="x")
    return figure
