"""The clusters with their stability and the verdict on each."""

from __future__ import annotations

from digitclust.records import Results
from report import tabular
from report.language import Language
from report.tabular import Table

NEEDS = ("stability",)
COLUMNS = ("name", "cluster", "jaccard", "share_dissolved", "share_recovered", "purity", "verdict")
WORDS = "tables.cluster_stability"


def tabulate(results: Results, language: Language) -> Table:
    """List the clusters from the most stable to the least."""
    answer = results["stability"]
    columns = [c for c in COLUMNS if c not in ("name", "purity") or c in answer.tables["clusters"]]
    printed = [{**row, "verdict": language.word(f"{WORDS}.verdicts.{row['verdict']}")}
               for row in tabular.printed(answer.tables["clusters"], answer, language)]  # fmt: skip
    rows = [[row[column] for column in columns] for row in printed]
    heads = [language.word(f"{WORDS}.{column}") for column in columns]
    return tabular.make(heads, rows, range(1, len(columns) - 1))
