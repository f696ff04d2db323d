"""The most frequent wrong names."""

from __future__ import annotations

from dataclasses import replace

from digitclust.records import Results
from report import tabular
from report.language import Language
from report.tabular import Table

NEEDS = ("reference",)


def tabulate(results: Results, language: Language) -> Table:
    """List as many pairs of digit and name as the study asks for."""
    columns = ("label", "name", "n", "share")
    table = tabular.from_answer(results["reference"], "confusions", "confusions", columns, language)
    return replace(table, rows=table.rows[: results.study.experiments["reference"].n_confusions_shown])
