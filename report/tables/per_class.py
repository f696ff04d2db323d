"""Recall and precision of each true label."""

from __future__ import annotations

from digitclust.records import Results
from report import tabular
from report.language import Language
from report.tabular import Table

NEEDS = ("reference",)


def tabulate(results: Results, language: Language) -> Table:
    """List the true labels; an undefined precision is a dash."""
    columns = ("label", "recall", "precision", "n", "named", "correct")
    return tabular.from_answer(results["reference"], "per_class", "per_class", columns, language)
