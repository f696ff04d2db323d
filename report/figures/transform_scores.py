"""Scores of many seeds after each transform, every run a mark."""

from __future__ import annotations

from functools import partial
from textwrap import fill
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from digitclust.records import Results, column_unit
from report.drawing import BLUE, INK, MM, NARROW, ORANGE, canvas, show_numbers, small
from report.language import Language

NEEDS = ("preprocessing",)
DATA = ("preprocessing.scores", "preprocessing.transforms", "preprocessing.differences")
TITLE = 20  # letters in a line of a title
DASHES = (0, (4, 2))
SPREAD = 0.6180339887  # neighbours in the order of the seeds stand far apart: the golden section
RUN: dict[str, Any] = {"color": BLUE, "markerfacecolor": "none", "markeredgewidth": 0.5}


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw a panel for each score and in it a row for each transform, the highest median accuracy on top."""
    answer = results["preprocessing"]
    scores, ranking = (answer.tables[name] for name in ("scores", "transforms"))
    metrics = [name for name in map(str, scores) if f"{name}_median" in ranking]
    narrow = width < NARROW
    rows, columns = (len(metrics), 1) if narrow else (1, len(metrics))
    row = 4.8 if narrow else 5.8  # millimetres: panels one below the other have to find room on a page
    figure, panels = canvas(width, 10 + rows * (18 + row * len(ranking)), rows, columns, sharey=True, squeeze=False)
    baseline = str(results.values["preprocessing.transform"])
    for axes, metric in zip(panels.ravel(), metrics, strict=True):
        panel(axes, metric, scores, ranking, baseline)
        axes.set_title(fill(language.called("metrics", metric), TITLE), size=small())
        unit = column_unit(answer.units, scores, metric)
        show_numbers(axes.xaxis, partial(language.show, unit=unit, decimals=0 if unit == "share" else 1))
    names = [language.called("transforms", name) for name in ranking["transform"]]
    for axes in panels[:, 0]:
        axes.set_yticks(range(len(names)), names)
    explain(figure, panels[0, 0], language, baseline)
    return figure


def panel(axes: Axes, metric: str, scores: pd.DataFrame, ranking: pd.DataFrame, baseline: str) -> None:
    """Draw every run, the median of each row, and the baseline's median through all rows."""
    aside = 0.62 * (scores["random_state"] * SPREAD % 1 - 0.5)
    heights = scores["transform"].map(list(ranking["transform"]).index) + aside
    axes.plot(scores[metric], heights, "o", **RUN, markersize=2.2, zorder=2)
    medians, rows = ranking[f"{metric}_median"], np.arange(len(ranking))
    axes.vlines(medians, rows - 0.42, rows + 0.42, color=INK, linewidth=1.6, zorder=4)
    level = float(medians[ranking["transform"] == baseline].iloc[0])
    axes.axvline(level, color=ORANGE, linestyle=DASHES, linewidth=1, zorder=3)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(ranking) - 0.45, -0.55)
    axes.grid(axis="x")


def explain(figure: Figure, axes: Axes, language: Language, baseline: str) -> None:
    """Say what the marks mean."""
    word, name = "figures.transform_scores", language.called("transforms", baseline)
    marks = [
        *axes.plot([], [], "o", **RUN, markersize=2.8, label=language.word(f"{word}.run")),
        *axes.plot([], [], color=INK, linewidth=1.6, label=language.word(f"{word}.median")),
        *axes.plot([], [], color=ORANGE, linestyle=DASHES, linewidth=1, label=language.fill(f"{word}.base", name=name)),
    ]
    figure.legend(handles=marks, loc="outside upper left", ncols=1 if figure.get_figwidth() < NARROW * MM else 2)
