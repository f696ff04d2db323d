"""The misread images themselves: a seeded choice for each of the most frequent wrong names."""

from __future__ import annotations

from matplotlib.figure import Figure

from digitclust.records import Results
from report import tabular
from report.drawing import NARROW, bare, canvas, mosaic, picture, row_labels, short
from report.language import Language

NEEDS = ("data", "reference")
DATA = ("reference.misread", "reference.confusions")


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw a row for each pair of digit and name, with the number of such images."""
    reference = results["reference"]
    images = reference.arrays["misread"][:, : 7 if width < NARROW else None]
    rows, columns, height, across = images.shape
    if not rows:  # nothing was misread: an empty frame, and the page says so
        figure, axes = canvas(width, 10)
        bare(axes)
        return figure
    size = width * (0.72 if width < NARROW else 0.84) / columns
    figure, axes = canvas(width, size * rows * (height + 1) / (across + 1) + 10)
    picture(axes, mosaic(images), results.number("data.max_level"))
    pairs = reference.tables["confusions"].head(rows)
    printed = tabular.printed(pairs, reference, language)
    named = [{**pair, **{name: short(pair[name]) for name in ("label", "name")}} for pair in printed]
    row_labels(axes, [language.fill("figures.misread.pair", **pair) for pair in named], height)
    figure.suptitle(language.word("figures.misread.head"), x=0.01, ha="left", size="medium")
    return figure
