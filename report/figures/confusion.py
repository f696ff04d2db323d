"""The confusion matrix as two heat maps: counts and shares of rows."""

from __future__ import annotations

from matplotlib.figure import Figure

from digitclust.records import Results
from report.drawing import NARROW, canvas, heat, upright
from report.language import Language

NEEDS = ("reference",)
DATA = ("reference.confusion",)


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw true digits against names; both panels are shaded by the share of the row."""
    table = results["reference"].tables["confusion"].set_index("label")
    counts = table.to_numpy()
    shares = counts / counts.sum(axis=1, keepdims=True)
    degrees, room = upright(table.index)
    above = width < NARROW or degrees > 0
    height = 2 * min(width, 115) + 2 * room if degrees else 180 if above else 96
    figure, panels = canvas(width, height, 2 if above else 1, 1 if above else 2)
    texts = {
        "counts": [[language.number(n) if n else "" for n in row] for row in counts],
        "shares": [[language.number(100 * share) if share else "" for share in row] for row in shares],
    }
    for axes, (name, text) in zip(panels, texts.items(), strict=True):
        heat(axes, shares, text, table.index, table.columns)
        axes.set_title(language.word(f"figures.confusion.{name}"))
        axes.set(xlabel=language.word("figures.confusion.x"), ylabel=language.word("figures.confusion.y"))
    return figure
