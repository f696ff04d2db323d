"""The clusters: name, size, images that bear the name correctly, purity, number; without labels number and size."""

from __future__ import annotations

from digitclust.records import Results
from report import tabular
from report.language import Language
from report.tabular import Table

NEEDS = ("reference",)


def tabulate(results: Results, language: Language) -> Table:
    """List the clusters in the order of their names, or of their numbers."""
    named = "name" in results["reference"].tables["clusters"]
    columns = ("name", "n", "correct", "purity", "cluster") if named else ("cluster", "n", "share")
    return tabular.from_answer(results["reference"], "clusters", "clusters", columns, language)
