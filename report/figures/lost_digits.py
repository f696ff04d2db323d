"""How often each digit is left without a cluster, and how often it has several."""

from __future__ import annotations

from functools import partial

import numpy as np
from matplotlib.figure import Figure

from digitclust.records import Results
from report.drawing import BLUE, INK, PALE, canvas, show_numbers
from report.language import Language

NEEDS = ("seeds",)
DATA = ("seeds.lost",)


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw for each digit a bar for either share of the seeds, with its interval."""
    table = results["seeds"].tables["lost"]
    figure, axes = canvas(width, 62)
    for side, (name, color) in enumerate((("lost", BLUE), ("doubled", PALE))):
        place, shares = np.arange(len(table)) + 0.38 * (side - 0.5), table[f"{name}_share"]
        axes.bar(place, shares, 0.36, color=color, label=language.word(f"figures.lost_digits.{name}"))
        axes.vlines(place, table[f"{name}_low"], table[f"{name}_high"], color=INK, linewidth=0.8)
    axes.set_xticks(np.arange(len(table)), [str(label) for label in table["label"]])
    axes.set(xlabel=language.word("figures.lost_digits.x"), ylabel=language.word("figures.lost_digits.y"))
    axes.tick_params(axis="x", length=0)
    show_numbers(axes.yaxis, partial(language.percent, decimals=0))
    figure.legend(loc="outside upper left", ncols=2)
    axes.grid(axis="y")
    return figure
