"""Which number of clusters each index and score chooses, and how surely."""

from __future__ import annotations

from typing import Any

from digitclust.records import Results
from report import tabular
from report.language import MISSING, Language
from report.tabular import Table

NEEDS = ("n_clusters",)
COLUMNS = ("index", "meaning", "chosen", "seeds", "resampled")


def tabulate(results: Results, language: Language) -> Table:
    """List the indices that see no label, and after them the scores that do."""
    heads = [language.word(f"tables.n_clusters_choices.{column}") for column in COLUMNS]
    rows = [line(row, language) for row in results["n_clusters"].tables["choices"].itertuples(index=False)]
    return tabular.make(heads, rows, {2, 3, 4})


def line(row: Any, language: Language) -> tuple[str, ...]:
    """Print the choice of one index with the seeds that agree and their interval."""
    name, stem = row[0], "tables.n_clusters_choices"
    interval = language.interval(row.share_low, row.share_high, "share", 0)
    return (
        language.word(f"{stem}.name_{name}"),
        language.word(f"{stem}.meaning_{name}"),
        language.number(row.n_clusters) if row.n_clusters else MISSING,
        f"{language.percent(row.share, 0)} {interval}",
        language.percent(row.resampled),
    )
