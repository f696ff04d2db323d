"""Which digits are lost together, how often, and the accuracy that this leaves."""

from __future__ import annotations

from digitclust.records import Results
from report import tabular
from report.language import Language
from report.tabular import Table

NEEDS = ("seeds",)
ROWS = 8  # the most frequent; the others are in the data offered for download


def tabulate(results: Results, language: Language) -> Table:
    """List the most frequent sets of lost digits."""
    rows = []
    for row in results["seeds"].tables["lost_sets"].head(ROWS).to_dict("records"):
        none = language.word("tables.lost_sets.none")
        labels = none if row["labels_lost"] == "-" else language.listing(str(row["labels_lost"]).split())
        rows.append(
            [labels, language.number(row["n"]), language.percent(row["share"]), language.percent(row["accuracy"])]
        )
    heads = [language.word(f"tables.lost_sets.{column}") for column in ("labels", "n", "share", "accuracy")]
    return tabular.make(heads, rows, {1, 2, 3})
