"""What the humps of accuracy are: how many images of each digit are named correctly in them."""

from __future__ import annotations

from matplotlib.figure import Figure

from digitclust.records import Results
from report.drawing import canvas, heat
from report.language import Language

NEEDS = ("seeds",)
DATA = ("seeds.hump_recall", "seeds.humps")


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw a row for each hump, the most accurate on top, and a column for each digit; a cell is its mean recall."""
    tables = results["seeds"].tables
    shares = tables["hump_recall"].pivot(index="hump", columns="label", values="recall")[::-1]
    accuracy = [language.percent(mean) for mean in tables["humps"]["accuracy"][::-1]]
    figure, axes = canvas(width, 28 + (0.8 * width / shares.shape[1]) * len(shares))
    texts = [[language.number(100 * share) for share in row] for row in shares.to_numpy()]
    heat(axes, shares.to_numpy(), texts, accuracy, [str(label) for label in shares.columns])
    axes.set_title(language.word("figures.hump_recall.cells"))
    axes.set(xlabel=language.word("figures.hump_recall.x"), ylabel=language.word("figures.hump_recall.y"))
    return figure
