"""What a tie decides: the accuracy of runs whose ties are settled one way and the other."""

from __future__ import annotations

from functools import partial

from matplotlib.figure import Figure

from digitclust.records import Results
from report.drawing import BLUE, MUTED, NARROW, ORANGE, canvas, show_numbers
from report.language import Language

NEEDS = ("order",)
DATA = ("order.ties",)


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw a mark for each seed that meets ties; off the diagonal lie those for which the tie decides the count."""
    ties, n = results["order"].tables["ties"], results.number("order.n_samples")
    figure, axes = canvas(width, 84)
    changed = ties["correct_first"] != ties["correct_last"]
    axes.axline((0.7, 0.7), slope=1, color=MUTED, linewidth=0.8, zorder=1)
    for name, chosen, color, marker in (("same", ~changed, BLUE, "o"), ("other", changed, ORANGE, "D")):
        rows = ties[chosen]
        label = language.fill(f"figures.tie_breaks.{name}", n=language.number(len(rows)))
        look = {"color": color, "s": 14, "linewidth": 0, "alpha": 0.7, "marker": marker, "zorder": 2}
        axes.scatter(rows["correct_first"] / n, rows["correct_last"] / n, label=label, **look)
    axes.set(xlabel=language.word("figures.tie_breaks.x"), ylabel=language.word("figures.tie_breaks.y"))
    axes.set_aspect("equal", adjustable="box")
    for axis in (axes.xaxis, axes.yaxis):
        show_numbers(axis, partial(language.percent, decimals=0))
    figure.legend(loc="outside upper left" if width < NARROW else "outside right upper")
    axes.grid(axis="both")
    return figure
