"""The most frequent wrong names."""

from __future__ import annotations

from digitclust.records import Results
from report import tabular
from report.language import Language
from report.tabular import Table

NEEDS = ("reference",)


def tabulate(results: Results, language: Language) -> Table:
    """List as many pairs of digit and name as the study asks for."""
    pairs = results["reference"].tables["confusions"].head(results.study.experiments["reference"].n_confusions_shown)
    return tabular.from_frame(pairs, "confusions", ("label", "name", "n", "share"), language)
