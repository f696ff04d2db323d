"""Which number of clusters each seed would choose, by every index and score."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from digitclust.records import Results
from report.drawing import BLUE, INK, MUTED, NARROW, ORANGE, canvas
from report.language import Language

NEEDS = ("n_clusters",)
DATA = ("n_clusters.votes", "n_clusters.choices")
NONE = 3  # how far to the right of the greatest number a seed stands that chooses none


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw a row for each index and score; the area of a disc is the number of seeds, a ring is what medians choose."""
    votes, choices = (results["n_clusters"].tables[name] for name in ("votes", "choices"))
    most, word, wide = int(results.number("n_clusters.most")), "figures.votes_for_n_clusters", width >= NARROW
    unit = (220 if wide else 62) / votes["n"].max()
    figure, axes = canvas(width, 22 + 9 * len(choices))
    rows, names = {name: row for row, name in enumerate(choices["index"])}, list(choices["index"])
    at = [column.replace(0, most + NONE) for column in (votes["n_clusters"], choices["n_clusters"])]
    axes.scatter(at[0], votes["index"].map(rows), s=unit * votes["n"], color=BLUE, linewidth=0, zorder=2)
    ring = {"facecolor": "none", "edgecolor": ORANGE, "linewidth": 1.6, "marker": "D"}
    axes.scatter(at[1], np.arange(len(names)), s=210 if wide else 78, zorder=3, **ring)
    axes.set_yticks(range(len(names)), [language.word(f"{word}.{name}") for name in names])
    axes.tick_params(axis="y", length=0)
    first = int(results.number("n_clusters.fewest"))
    ticks = [
        int(t) for t in MaxNLocator(5, integer=True, steps=(1, 2, 5, 10)).tick_values(first, most) if first <= t <= most
    ]
    axes.set_xticks([*ticks, most + NONE], [*map(language.number, ticks), language.word(f"{word}.none")])
    axes.set(xlabel=language.word(f"{word}.x"), ylim=(len(names) - 0.4, -0.6), xlim=(first - 0.9, most + NONE + 1))
    for n in sorted({1, int(votes["n"].max())}):
        label = language.fill(f"{word}.seeds", n=language.number(n))
        axes.scatter([], [], s=unit * n, color=BLUE, linewidth=0, label=label)
    axes.scatter([], [], s=40, label=language.word(f"{word}.median"), **ring)
    if "n_clusters.n_classes" in results.held:
        label = language.word(f"{word}.classes")
        line = {"color": MUTED, "linewidth": 0.9, "linestyle": "--", "zorder": 1}
        axes.axvline(results.number("n_clusters.n_classes"), **line, label=label)
        axes.axhline(int(results.number("n_clusters.n_indices")) - 0.5, color=INK, linewidth=0.6)
    figure.legend(
        loc="outside upper left", ncols=4 if wide else 2, handletextpad=0.4, columnspacing=1, handlelength=1.4
    )
    axes.grid(visible=False)
    return figure
