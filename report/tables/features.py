"""The features of data that are no images: how large each is and how much it varies."""

from __future__ import annotations

from digitclust.records import Results
from report import tabular
from report.language import Language
from report.tabular import Table

NEEDS = ("data",)
DATA = ("data.features",)
COLUMNS = ("feature", "mean", "spread", "least", "most")
MOST = 30  # rows that are shown; the file of the table has all


def tabulate(results: Results, language: Language) -> Table:
    """List the features in the order of the data."""
    answer = results["data"]
    rows = [[row[column] for column in COLUMNS]
            for row in tabular.printed(answer.tables["features"].head(MOST), answer, language)]  # fmt: skip
    return tabular.make(
        [language.word(f"tables.features.{column}") for column in COLUMNS], rows, range(1, len(COLUMNS))
    )
