"""Which interval of the accuracy answers which question."""

from __future__ import annotations

from digitclust.records import Results
from report import tabular
from report.language import Language
from report.tabular import Table

NEEDS = ("uncertainty",)
WORDS = "tables.accuracy_intervals"


def tabulate(results: Results, language: Language) -> Table:
    """List the intervals with what each lets vary, its ends, and its width."""
    answer = results["uncertainty"]
    frame = answer.tables["intervals"]
    ends = zip(frame["accuracy_low"], frame["accuracy_high"], strict=True)
    rows = [
        (
            language.word(f"figures.accuracy_intervals.{row['interval']}"),
            language.word(f"{WORDS}.varies_{row['interval']}"),
            language.interval(low, high, "share"),
            row["width"],
        )
        for row, (low, high) in zip(tabular.printed(frame, answer, language), ends, strict=True)
    ]
    return tabular.make(
        [language.word(f"{WORDS}.{head}") for head in ("name", "varies", "ends", "width")], rows, (2, 3)
    )
