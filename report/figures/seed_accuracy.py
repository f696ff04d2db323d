"""The accuracy of every seed: all runs lined up from the worst to the best, and the humps that they form."""

from __future__ import annotations

from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from digitclust.records import Results
from report.drawing import BLUE, INK, NARROW, ORANGE, PALE, canvas, show_numbers, small, tiles
from report.language import Language

NEEDS = ("seeds",)
DATA = ("seeds.runs", "seeds.humps")
IMAGES = 8  # what a row of the stacks spans


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw a mark for each run and naming on the left, stacks of tiles on the right; the axis of accuracy is shared."""
    seeds, word = results["seeds"], partial(language.fill, seed=int(results.number("seeds.reference_random_state")))
    runs = seeds.tables["runs"].sort_values(["accuracy", "accuracy_hungarian"], ignore_index=True)
    ratios = (2.2, 1) if width < NARROW else (3, 1)
    figure, (line, stack) = canvas(width, 92, 1, 2, sharey=True, width_ratios=ratios)
    line_up(line, runs, word)
    (own,) = runs.index[runs["random_state"] == results.number("seeds.reference_random_state")]
    look = {"color": ORANGE, "edgecolor": INK, "linewidth": 0.6, "zorder": 4, "marker": "D"}
    line.scatter(own + 1, runs["accuracy"][own], s=36, label=word("figures.seed_accuracy.own"), **look)
    step = IMAGES / results.number("seeds.n_samples")
    tiles(stack, runs["accuracy"].to_numpy(), step, BLUE, own)
    brackets(stack, seeds.tables["humps"], step / 4, language)
    line.set(xlabel=language.word("figures.seed_accuracy.x"), ylabel=language.word("figures.seed_accuracy.y"))
    stack.set_xlabel(language.word("figures.seed_accuracy.n"))
    show_numbers(line.yaxis, partial(language.percent, decimals=0))
    for axes in (line, stack):
        show_numbers(axes.xaxis, language.number)
    key = figure.legend(loc="outside upper left", ncols=1 if width < NARROW else 3, handletextpad=0.3)
    for mark in key.get_lines()[:2]:
        mark.set_markersize(4)  # as small as in the panel its colour could not be told
    return figure


def line_up(axes: Axes, runs: pd.DataFrame, word: partial[str]) -> None:
    """Draw the runs in the order of their accuracy, either naming."""
    for score, color, order in (("accuracy", BLUE, 3), ("accuracy_hungarian", PALE, 2)):
        (marks,) = axes.plot(runs.index + 1, runs[score], "o", color=color, markersize=1.8, markeredgewidth=0)
        marks.set(zorder=order, label=word(f"figures.seed_accuracy.{score}"))
    axes.grid(axis="y")


def brackets(axes: Axes, humps: pd.DataFrame, inset: float, language: Language) -> None:
    """Mark beside the tiles how far each hump reaches, and the share of the runs in it."""
    aside = axes.get_yaxis_transform()
    for hump in humps.to_dict("records"):
        ends = (hump["accuracy_low"] + inset, hump["accuracy_high"] - inset)
        axes.plot((1.02, 1.02), ends, color=INK, linewidth=1.2, transform=aside, clip_on=False)
        share = language.percent(hump["share"], 0)
        axes.text(1.05, sum(ends) / 2, share, ha="left", va="center", transform=aside, size=small())
