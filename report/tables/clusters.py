"""The clusters: name, size, images that bear the name rightly, purity, number."""

from __future__ import annotations

from digitclust.records import Results
from report import tabular
from report.language import Language
from report.tabular import Table

NEEDS = ("reference",)


def tabulate(results: Results, language: Language) -> Table:
    """List the clusters in the order of their names."""
    columns = ("name", "n", "correct", "purity", "cluster")
    return tabular.from_answer(results["reference"], "clusters", "clusters", columns, language)
