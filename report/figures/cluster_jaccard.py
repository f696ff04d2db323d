"""How well each cluster is found again among other images: every resample as a mark, with the levels of the verdict."""

from __future__ import annotations

from functools import partial
from typing import Any

from matplotlib.figure import Figure

from digitclust.records import Results
from report.drawing import BLUE, INK, MUTED, NARROW, ORANGE, canvas, show_numbers
from report.language import Language

NEEDS = ("stability",)
DATA = ("stability.clusters", "stability.resamples")
LEVELS = ("dissolved", "doubtful", "stable", "highly_stable")
SPREAD = 0.6180339887  # neighbours in the order of the resamples stand far apart: the golden section
WORDS = "figures.cluster_jaccard"


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw a row for each cluster, the most stable on top, with its means over images and over seeds."""
    clusters, resamples = (results["stability"].tables[name] for name in ("clusters", "resamples"))
    figure, axes = canvas(width, 30 + 9 * len(clusters))
    place = resamples["cluster"].map(list(clusters["cluster"]).index) + 0.6 * (resamples["resample"] * SPREAD % 1 - 0.5)
    look = {"markerfacecolor": "none", "color": BLUE, "markeredgewidth": 0.5, "markersize": 2.6, "zorder": 2}
    axes.plot(resamples["jaccard"], place, "o", clip_on=False, label=language.word(f"{WORDS}.resample"), **look)
    rows = clusters.index.to_numpy()
    label = language.word(f"{WORDS}.mean")
    axes.vlines(clusters["jaccard"], rows - 0.42, rows + 0.42, color=INK, linewidth=2, zorder=3, label=label)
    diamond = {"marker": "D", "s": 34, "facecolor": ORANGE, "edgecolor": INK, "linewidth": 0.6, "zorder": 4}
    axes.scatter(clusters["jaccard_seeds"], rows, label=language.word(f"{WORDS}.seeds"), **diamond)
    levels = [results.number(f"stability.{level}") for level in LEVELS]
    for level, label in zip(levels, [language.word(f"{WORDS}.levels"), *[""] * len(levels)], strict=False):
        axes.axvline(level, color=MUTED, linestyle=(0, (4, 3)), linewidth=0.8, zorder=1, label=label)
    above = axes.secondary_xaxis("top")  # levels in turn below and above, where their numbers have room
    axes.set_xticks([0, *levels[::2], 1])
    above.set_xticks(levels[1::2])
    above.spines["top"].set_visible(False)
    for side in (axes, above):
        show_numbers(side.xaxis, partial(language.number, decimals=2))
    axes.set_yticks(rows, [called(language, cluster) for cluster in clusters.itertuples()])
    axes.tick_params(axis="y", length=0)
    y = language.word(f"{WORDS}.y" if "name" in clusters else f"{WORDS}.y_unlabelled")
    axes.set(xlabel=language.word(f"{WORDS}.x"), ylabel=y, xlim=(0, 1))
    axes.set_ylim(len(clusters) - 0.45, -0.55)
    figure.legend(loc="outside upper left", ncols=1 if width < NARROW else 2)
    axes.grid(visible=False)
    return figure


def called(language: Language, cluster: Any) -> str:
    """Return what a cluster is called: name and number, or of unlabelled data the number alone."""
    if not hasattr(cluster, "name"):
        return str(cluster.cluster)
    return language.fill(f"{WORDS}.row", name=cluster.name, cluster=cluster.cluster)
