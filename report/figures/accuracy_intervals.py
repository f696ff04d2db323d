"""How sure the accuracy is: each interval in its row, over the draws that it comes from."""

from __future__ import annotations

from functools import partial
from math import ceil, floor

from matplotlib.figure import Figure

from digitclust.records import Results
from report.drawing import BLUE, INK, NARROW, PALE, canvas, show_numbers, small
from report.language import Language

NEEDS = ("uncertainty",)
DATA = ("uncertainty.intervals", "uncertainty.distributions", "uncertainty.reclusterings")
TALL = 0.42  # of the highest bar of a row, in rows


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw a row for each interval: above the bars of its draws, below the interval with its mean."""
    answer = results["uncertainty"]
    frame, bars = answer.tables["intervals"], answer.tables["distributions"]
    order, narrow = list(frame["interval"]), width < NARROW
    word = partial(language.fill, share=language.percent(results.number("uncertainty.confidence"), 0))
    figure, axes = canvas(width, 22 + (12 if narrow else 9.5) * len(order))
    rows = bars["interval"].map(order.index)
    heights = -TALL * bars["n"] / bars.groupby("interval")["n"].transform("max")
    label = language.word("figures.accuracy_intervals.draws")
    axes.bar(bars["accuracy_from"], heights, bars["accuracy_to"] - bars["accuracy_from"], bottom=rows + 0.16,
             align="edge", color=PALE, linewidth=0, label=label)  # fmt: skip
    ends = floor(10 * bars["accuracy_from"].min()) / 10, ceil(10 * bars["accuracy_to"].max()) / 10
    places = [row + 0.28 for row in range(len(order))]
    axes.hlines(places, frame["accuracy_low"], frame["accuracy_high"], color=BLUE, linewidth=2,
                label=word("figures.accuracy_intervals.range"))  # fmt: skip
    axes.plot(
        frame["accuracy_mean"],
        places,
        "|",
        color=INK,
        markersize=7,
        label=language.word("figures.accuracy_intervals.mean"),
    )
    axes.axvline(results.number("uncertainty.accuracy"), color=INK, linestyle=(0, (4, 3)), linewidth=0.8, zorder=0.5,
                 label=language.word("figures.accuracy_intervals.accuracy"))  # fmt: skip
    axes.set(xlabel=language.word("figures.accuracy_intervals.x"), xlim=ends, ylim=(len(order) - 0.5, -0.6))
    show_numbers(axes.xaxis, partial(language.percent, decimals=0))
    names = [language.word(f"figures.accuracy_intervals.{name}") for name in order]
    axes.set_yticks(range(len(order)), [] if narrow else names)
    axes.tick_params(axis="y", length=0)
    if narrow:  # the names would take half of the width: they stand above their rows
        for row, name in enumerate(names):
            axes.text(ends[0] + 0.005, row - 0.27, name, va="bottom", size=small())
    figure.legend(loc="outside upper left", ncols=1 if narrow else 2)
    axes.grid(axis="x")
    return figure
