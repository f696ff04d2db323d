"""Every score of the reference run, with what it says."""

from __future__ import annotations

from digitclust.records import Results
from report import tabular
from report.language import Language
from report.tabular import Table

NEEDS = ("reference",)


def tabulate(results: Results, language: Language) -> Table:
    """List the scores in the order in which the study names its metrics."""
    reference = results["reference"]
    rows = [
        (
            language.word(f"metrics.{metric}.name"),
            language.show(reference.values[metric], reference.units[metric]),
            language.word(f"metrics.{metric}.meaning"),
        )
        for metric in reference.tables["scores"]["metric"]
    ]
    return tabular.make([language.word(f"tables.scores.{c}") for c in ("metric", "value", "meaning")], rows, {1})
