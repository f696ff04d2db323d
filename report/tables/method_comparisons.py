"""Each method against the baseline: by images, and by seeds."""

from __future__ import annotations

from digitclust.records import Results
from report import tabular
from report.language import Language
from report.tabular import Table

NEEDS = ("methods",)
COLUMNS = ("method", "difference", "interval", "p_images", "beats", "p_seeds")


def tabulate(results: Results, language: Language) -> Table:
    """List the methods from the greatest gain to the greatest loss."""
    answer = results["methods"]
    frame = answer.tables["comparisons"]
    ends = zip(frame["difference_low"], frame["difference_high"], strict=True)
    intervals = [language.interval(low, high, "share") for low, high in ends]
    rows_and_intervals = zip(tabular.printed(frame, answer, language), intervals, strict=True)
    printed = [{**row, "interval": interval} for row, interval in rows_and_intervals]
    rows = [[row[column] for column in COLUMNS] for row in printed]
    heads = [language.word(f"tables.method_comparisons.{column}") for column in COLUMNS]
    return tabular.make(heads, rows, range(1, len(COLUMNS)))
