"""Each method against the baseline: by images, and by seeds."""

from __future__ import annotations

from digitclust.records import Results
from report import tabular
from report.language import Language
from report.tabular import Table

NEEDS = ("methods",)
COLUMNS = ("method", "difference", "p_images", "beats", "p_seeds")


def tabulate(results: Results, language: Language) -> Table:
    """List the methods from the greatest gain to the greatest loss."""
    answer = results["methods"]
    frame = answer.tables["comparisons"]
    differences = [tabular.points(row, language) for row in frame.to_dict("records")]
    pairs = zip(tabular.printed(frame, answer, language), differences, strict=True)
    rows = [[{**row, "difference": difference}[column] for column in COLUMNS] for row, difference in pairs]
    heads = [language.word(f"tables.method_comparisons.{column}") for column in COLUMNS]
    return tabular.make(heads, rows, range(1, len(COLUMNS)))
