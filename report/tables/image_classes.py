"""How hard the images of each label are, over all runs."""

from __future__ import annotations

from digitclust.records import Results
from report import tabular
from report.language import Language
from report.tabular import Table

NEEDS = ("images",)


def tabulate(results: Results, language: Language) -> Table:
    """List the labels with their mean share of right runs and their images that are always, rarely, never right."""
    columns = ("label", "share", "n", "always", "hard", "never")
    return tabular.from_answer(results["images"], "classes", "image_classes", columns, language)
