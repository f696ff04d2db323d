"""Every method with the medians of its scores."""

from __future__ import annotations

from digitclust.records import Results
from report import tabular
from report.language import Language
from report.tabular import Table

NEEDS = ("methods",)
COLUMNS = ("method", "accuracy", "accuracy_hungarian", "ari", "nmi", "n_clusters", "noise")


def tabulate(results: Results, language: Language) -> Table:
    """List the methods, the best first."""
    table = tabular.from_answer(results["methods"], "methods", "method_scores", COLUMNS, language)
    return tabular.make(table.columns, table.rows, range(1, len(COLUMNS)))
