"""How many images each cluster holds, beside the size they would have if all were equal."""

from __future__ import annotations

import seaborn as sns
from matplotlib.figure import Figure

from digitclust.records import Results
from report.drawing import BLUE, INK, canvas, show_numbers, small
from report.language import Language

NEEDS = ("reference",)
DATA = ("reference.clusters",)


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw a bar for each cluster, with its number, and a line at the mean size."""
    table = results["reference"].tables["clusters"].sort_values("cluster")
    figure, axes = canvas(width, 60)
    sns.barplot(table, x="cluster", y="n", ax=axes, color=BLUE, saturation=1, errorbar=None, width=0.7)
    numbers = [language.number(n) for n in table["n"]]
    for position, number in enumerate(numbers):  # in a row above the bars, where the line at the mean crosses none
        axes.annotate(number, (position, 1.01), xycoords=("data", "axes fraction"), ha="center", size=small())
    mean = table["n"].mean()
    label = language.fill("figures.cluster_sizes.equal", n=language.number(mean, 1))
    axes.axhline(mean, color=INK, linestyle=(0, (4, 3)), linewidth=0.8, zorder=0.5, label=label)
    axes.set(xlabel=language.word("figures.cluster_sizes.x"), ylabel=language.word("figures.cluster_sizes.y"))
    show_numbers(axes.yaxis, language.number)
    figure.legend(loc="outside upper right")
    axes.grid(axis="y")
    return figure
