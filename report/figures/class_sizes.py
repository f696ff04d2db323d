"""How many images each digit has."""

from __future__ import annotations

import seaborn as sns
from matplotlib.figure import Figure

from digitclust.records import Results
from report.drawing import BLUE, canvas, short, show_numbers, small, upright
from report.language import Language

NEEDS = ("data",)
DATA = ("data.class_sizes",)


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw a bar for each true label, with its number."""
    table = results["data"].tables["class_sizes"]
    degrees, room = upright(table["label"])
    figure, axes = canvas(width, 55 + room)
    sns.barplot(table, x="label", y="n", ax=axes, color=BLUE, saturation=1, errorbar=None, width=0.7)
    axes.bar_label(axes.containers[0], [language.number(n) for n in table["n"]], padding=1.5, fontsize=small())
    axes.set(xlabel=language.word("figures.class_sizes.x"), ylabel=language.word("figures.class_sizes.y"))
    axes.set_xticks(range(len(table)), [short(label) for label in table["label"]], rotation=degrees)
    show_numbers(axes.yaxis, language.number)
    axes.grid(axis="y")
    return figure
