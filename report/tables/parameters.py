"""What the reference run was told."""

from __future__ import annotations

from digitclust.records import Results
from report import tabular
from report.language import Language
from report.tabular import Table

NEEDS = ("reference",)
CHOSEN = ("method", "transform")  # things from a shelf: they have names in the language of the report
NUMBERS = ("n_clusters", "n_init", "random_state")


def tabulate(results: Results, language: Language) -> Table:
    """List the parameters under the names they have in scikit-learn, with their meaning."""
    options = results.study.experiments["reference"]
    word = "tables.parameters"
    values = {name: language.called(f"{name}s", getattr(options, name)) for name in CHOSEN}
    values |= {name: str(getattr(options, name)) for name in NUMBERS}
    rows = [(name, value, language.word(f"{word}.meanings.{name}")) for name, value in values.items()]
    return tabular.make([language.word(f"{word}.{c}") for c in ("parameter", "value", "meaning")], rows)
