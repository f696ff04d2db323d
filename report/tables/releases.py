"""What each release of scikit-learn finds, by how many starts it is given."""

from __future__ import annotations

from digitclust.records import Results
from report import tabular
from report.language import Language
from report.tabular import Table

NEEDS = ("releases",)


def tabulate(results: Results, language: Language) -> Table:
    """List the series in the order of their release."""
    columns = ("series", "accuracy", "default", "n_init", "one", "ten", "fixed")
    return tabular.from_answer(results["releases"], "runs", "releases", columns, language)
