"""The images that most runs name correctly, and those that hardly any run does."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from digitclust.records import Results
from report.drawing import NARROW, canvas, mosaic, picture, row_labels
from report.language import Language

NEEDS = ("data", "images")
DATA = ("images.images", "images.hardest", "images.easiest")
BESIDE = 12  # millimetres that the labels of the rows take


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw a row for each label: on the left some of the easiest, on the right the hardest, the hardest first."""
    answer = results["images"]
    shown = 4 if width < NARROW else 8
    sides = [answer.arrays[name][:, :shown] for name in ("easiest", "hardest")]
    rows, columns, height, across = sides[0].shape
    size = (width - BESIDE) * 0.485 / columns
    figure, pair = canvas(width, size * rows * (height + 1) / (across + 1) + 10, 1, 2, gridspec_kw={"wspace": 0.1})
    for axes, images, name in zip(pair, sides, ("easiest", "hardest"), strict=True):
        picture(axes, mosaic(np.asarray(images)), results.number("data.max_level"))
        axes.set_title(language.word(f"figures.hard_images.{name}"))
    row_labels(pair[0], [str(label) for label in answer.tables["classes"]["label"]], height)
    pair[0].set_ylabel(language.word("figures.hard_images.digit"))
    return figure
