"""How often each grey level occurs."""

from __future__ import annotations

from functools import partial

import seaborn as sns
from matplotlib.figure import Figure

from digitclust.records import Results
from report.drawing import BLUE, NARROW, canvas, show_numbers
from report.language import Language

NEEDS = ("data",)
DATA = ("data.intensities",)
MOST = {True: 12, False: 20}  # levels that can be named under their bars, on narrow paper and on wide


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw a bar for each grey level: the share of all pixels that have it."""
    table = results["data"].tables["intensities"]
    figure, axes = canvas(width, 55)
    sns.barplot(table, x="level", y="share", ax=axes, color=BLUE, saturation=1, errorbar=None, width=0.8)
    axes.set(xlabel=language.word("figures.intensities.x"), ylabel=language.word("figures.intensities.y"))
    show_numbers(axes.yaxis, partial(language.percent, decimals=0))
    axes.grid(axis="y")
    if len(table) > MOST[width < NARROW] or table["level"].dtype.kind == "f":
        few = table["level"].iloc[:: -(-len(table) // 9)]
        axes.set_xticks(few.index, [language.number(level, 0 if float(level).is_integer() else 1) for level in few])
    return figure
