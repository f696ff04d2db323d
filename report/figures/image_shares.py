"""For each label its images in the order of how many runs name them correctly: every image is a step of the curve."""

from __future__ import annotations

from functools import partial

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from digitclust.records import Results
from report.drawing import BLUE, GRID, canvas, show_numbers
from report.language import Language

NEEDS = ("images",)
DATA = ("images.images", "images.classes")


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw a row for each label; what is filled is the share of right answers over all runs and images of the row."""
    images = results["images"].tables["images"]
    groups = [(label, np.sort(own["share"].to_numpy())) for label, own in images.groupby("label")]
    figure, rows = canvas(width, 16 + 8.5 * len(groups), len(groups), 1, sharex=True, sharey=True, squeeze=False)
    for axes, (label, shares) in zip(rows[:, 0], groups, strict=True):
        edges = np.linspace(0, 1, len(shares) + 1)
        axes.axhspan(0, 1, color=GRID, alpha=0.35, linewidth=0)
        axes.stairs(shares, edges, fill=True, color=BLUE, linewidth=0)
        axes.set_ylabel(str(label), rotation=0, ha="right", va="center")
        axes.set(xlim=(0, 1), ylim=(0, 1), yticks=[])
    show_numbers(rows[-1, 0].xaxis, partial(language.percent, decimals=0))
    rows[-1, 0].set_xlabel(language.word("figures.image_shares.x"))
    figure.supylabel(language.word("figures.image_shares.y"), fontsize="medium")
    figure.legend([Patch(color=BLUE)], [language.word("figures.image_shares.height")], loc="outside upper left")
    return figure
