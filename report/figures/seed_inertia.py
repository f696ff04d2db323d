"""Inertia against accuracy: a mark for each run."""

from __future__ import annotations

from functools import partial

from matplotlib.figure import Figure

from digitclust.records import Results
from report.drawing import BLUE, INK, NARROW, ORANGE, canvas, show_numbers
from report.language import Language

NEEDS = ("seeds",)
DATA = ("seeds.runs",)


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw every run: across how much its inertia exceeds the least, upwards its accuracy."""
    runs, word = results["seeds"].tables["runs"], "figures.seed_inertia.{}".format
    excess = runs["inertia"] / runs["inertia"].min() - 1
    own = int(results.number("seeds.reference_random_state"))
    figure, axes = canvas(width, 84)
    axes.plot(excess, runs["accuracy"], "o", color=BLUE, markersize=2.4, markeredgewidth=0, alpha=0.6)
    marked = (("best", runs["accuracy"].argmax(), "^"), ("least", excess.argmin(), "s"), ("own", own, "D"))
    for name, run, marker in marked:
        look = {"color": ORANGE, "edgecolor": INK, "linewidth": 0.6, "zorder": 4, "marker": marker, "clip_on": False}
        axes.scatter(excess[run], runs["accuracy"][run], s=36, label=language.fill(word(name), seed=own), **look)
    axes.set(xlabel=language.word(word("x")), ylabel=language.word(word("y")), xlim=(0, None))
    show_numbers(axes.xaxis, partial(language.percent, decimals=0))
    show_numbers(axes.yaxis, partial(language.percent, decimals=0))
    figure.legend(loc="outside upper left", ncols=1 if width < NARROW else 3, handletextpad=0.3)
    axes.grid(axis="both")
    return figure
