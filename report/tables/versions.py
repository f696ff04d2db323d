"""The versions of everything that computed, drew and set the report."""

from __future__ import annotations

from digitclust.records import Results
from report import provenance, tabular
from report.language import Language
from report.tabular import Table

NEEDS = ()


def tabulate(results: Results, language: Language) -> Table:
    """List Python and the packages by name."""
    return tabular.make(
        [language.word(f"tables.versions.{c}") for c in ("package", "version")], provenance.versions().items()
    )
