"""The true classes and partitions of K-Means, measured without labels."""

from __future__ import annotations

from digitclust.records import Results
from report import tabular
from report.language import Language
from report.tabular import Table

NEEDS = ("yardsticks",)
COLUMNS = ("partition", "inertia", "silhouette")


def tabulate(results: Results, language: Language) -> Table:
    """List the true classes, and what K-Means found from their means, at the reference seed, and at best."""
    answer = results["yardsticks"]
    frame = answer.tables["partitions"]
    names = [language.word(f"tables.class_inertia.{name}") for name in frame["partition"]]
    printed = zip(names, tabular.printed(frame, answer, language), strict=True)
    rows = [[name, row["inertia"], row["silhouette"]] for name, row in printed]
    heads = [language.word(f"tables.class_inertia.{column}") for column in COLUMNS]
    return tabular.make(heads, rows, range(1, len(COLUMNS)))
