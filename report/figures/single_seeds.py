"""How often a single seed ranks two transforms against their medians, for every pair."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from matplotlib.markers import MarkerStyle

from digitclust.records import Results
from report.drawing import BLUE, MUTED, NARROW, canvas, heat
from report.language import Language

NEEDS = ("preprocessing",)
DATA = ("preprocessing.pairs",)
COIN = 0.5  # a verdict that is wrong so often is no better than a coin: the cell is full


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw a heat map: above the diagonal the seeds are independent, below it the same for both."""
    pairs, ranking = (results["preprocessing"].tables[name] for name in ("pairs", "transforms"))
    order = {name: place for place, name in enumerate(ranking["transform"])}
    shares = np.full((len(order), len(order)), np.nan)
    for pair in pairs.itertuples():
        higher, lower = order[str(pair.higher)], order[str(pair.lower)]
        shares[higher, lower], shares[lower, higher] = pair.independent_seeds, pair.same_seed
    texts = [["" if np.isnan(share) else language.number(100 * share) for share in row] for row in shares]
    names = [language.called("transforms", name) for name in order]
    figure, axes = canvas(width, 100 if width < NARROW else 158)
    heat(axes, np.nan_to_num(shares / COIN).clip(0, 1), texts, names, names, most=24)
    axes.plot([0, len(names)], [0, len(names)], color=MUTED, linewidth=1)
    axes.tick_params(axis="x", rotation=90)
    word = "figures.single_seeds"
    for mark, part in (("\N{BLACK UPPER RIGHT TRIANGLE}", "above"), ("\N{BLACK LOWER LEFT TRIANGLE}", "below")):
        with mpl.rc_context({"text.parse_math": True}):  # only so is a letter a marker
            marker = MarkerStyle(f"${mark}$")
        axes.scatter([], [], marker=marker, s=45, color=BLUE, linewidth=0, label=language.word(f"{word}.{part}"))
    head = {"title": language.word(f"{word}.head"), "title_fontproperties": {"weight": "bold"}, "alignment": "left"}
    figure.legend(loc="outside upper left", ncols=1 if width < NARROW else 2, handletextpad=0.2, **head)
    return figure
