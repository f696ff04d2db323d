"""Every yardstick in numbers."""

from __future__ import annotations

from digitclust.records import Results
from report import tabular
from report.language import MISSING, Language
from report.tabular import Table

NEEDS = ("yardsticks",)
COLUMNS = ("yardstick", "accuracy", "interval", "accuracy_min", "accuracy_max")


def tabulate(results: Results, language: Language) -> Table:
    """List the yardsticks, from what knows no label to what learns from all of them."""
    answer = results["yardsticks"]
    frame = answer.tables["yardsticks"]
    ends = zip(frame["accuracy_low"], frame["accuracy_high"], strict=True)
    intervals = [language.interval(low, high, "share") if low == low else MISSING for low, high in ends]
    names = [language.word(f"tables.yardsticks.{name}") for name in frame["yardstick"]]
    rows = [
        [name, row["accuracy"], interval, row["accuracy_min"], row["accuracy_max"]]
        for name, interval, row in zip(names, intervals, tabular.printed(frame, answer, language), strict=True)
    ]
    heads = [language.word(f"tables.yardsticks.{column}") for column in COLUMNS]
    return tabular.make(heads, rows, range(1, len(COLUMNS)))
