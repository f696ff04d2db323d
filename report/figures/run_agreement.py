"""How far runs that differ in their seed alone agree with each other: every pair counted, the reference run's shown."""

from __future__ import annotations

from functools import partial

from matplotlib.figure import Figure

from digitclust.records import Results
from report.drawing import BLUE, INK, MUTED, canvas, show_numbers
from report.language import Language

NEEDS = ("stability",)
DATA = ("stability.pairs", "stability.reference_pairs")
SPREAD = 0.6180339887  # neighbours in the order of the seeds stand far apart: the golden section
WORDS = "figures.run_agreement"


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw all pairs as an area, and below it a mark for each pair of the reference run with another."""
    tables = results["stability"].tables
    pairs, own = tables["pairs"], tables["reference_pairs"]
    figure, (above, below) = canvas(width, 82, 2, 1, sharex=True, height_ratios=(2.2, 1))
    edges = [*pairs["ari_from"], pairs["ari_to"].iloc[-1]]
    above.stairs(pairs["n"], edges, fill=True, color=BLUE, linewidth=0)
    below.scatter(own["ari"], own["random_state"] * SPREAD % 1, s=9, facecolor="none", edgecolor=BLUE, linewidth=0.7)
    median = results.number("stability.ari_median")
    label = language.fill(f"{WORDS}.median", value=language.number(median, 2))
    for axes in (above, below):
        axes.axvline(median, color=INK, linestyle=(0, (4, 3)), linewidth=0.9, label=label)
        axes.axvline(1, color=MUTED, linewidth=0.6, zorder=0.5)
    above.set_title(language.word(f"{WORDS}.all"))
    below.set_title(language.word(f"{WORDS}.reference"))
    above.set_ylabel(language.word(f"{WORDS}.y"))
    below.set(yticks=[], ylim=(-0.1, 1.1), xlabel=language.word(f"{WORDS}.x"))
    show_numbers(above.yaxis, language.number)
    show_numbers(below.xaxis, partial(language.number, decimals=1))
    figure.legend(*above.get_legend_handles_labels(), loc="outside upper left")
    above.grid(axis="y")
    return figure
