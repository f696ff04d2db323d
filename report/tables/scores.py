"""Every score of the reference run, with what it says."""

from __future__ import annotations

from digitclust.records import Results
from report import tabular
from report.language import Language
from report.tabular import Table

NEEDS = ("reference",)


def tabulate(results: Results, language: Language) -> Table:
    """List the scores in the order in which the study names its metrics."""
    units = results["reference"].units
    rows = [
        (
            language.word(f"metrics.{row.metric}.name"),
            language.show(row.value, units[row.metric]),
            language.word(f"metrics.{row.metric}.meaning"),
        )
        for row in results["reference"].tables["scores"].itertuples()
    ]
    return tabular.make([language.word(f"tables.scores.{c}") for c in ("metric", "value", "meaning")], rows, {1})
