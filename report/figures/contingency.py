"""The contingency table as a heat map: true digits against clusters."""

from __future__ import annotations

from matplotlib.figure import Figure

from digitclust.records import Results
from report.drawing import NARROW, canvas, heat, short, upright
from report.language import Language

NEEDS = ("reference",)
DATA = ("reference.contingency", "reference.clusters")


def draw(results: Results, language: Language, width: float) -> Figure:
    """Draw counts, shaded by their share of the cluster; numbers of clusters below, their names above."""
    reference = results["reference"]
    clusters = reference.tables["clusters"]
    table = reference.tables["contingency"].set_index("label")[[str(c) for c in clusters["cluster"]]]
    counts = table.to_numpy()
    texts = [[language.number(n) if n else "" for n in row] for row in counts]
    degrees, room = upright(table.index)
    figure, axes = canvas(width, min(width, 112) + (10 if width < NARROW else 0) + 2 * room)
    heat(
        axes,
        counts / counts.sum(axis=0),
        texts,
        table.index,
        [language.fill("figures.contingency.number", number=n) for n in table.columns],
    )
    axes.set(xlabel=language.word("figures.contingency.x"), ylabel=language.word("figures.contingency.y"))
    above = axes.secondary_xaxis("top")
    above.set_xticks(axes.get_xticks(), [short(name) for name in clusters["name"]], weight="bold", rotation=degrees)
    above.tick_params(length=0)
    above.spines["top"].set_visible(False)
    above.set_xlabel(language.word("figures.contingency.names"))
    return figure
