"""Accuracy after each transform, and how it differs from that of the one held against."""

from __future__ import annotations

from typing import Any

import pandas as pd

from digitclust.records import Results
from report import tabular
from report.language import DASH, MISSING, Language
from report.tabular import Table

NEEDS = ("preprocessing",)
COLUMNS = ("transform", "median", "range", "difference", "share_above", "p_adjusted")
POINTS = 100  # percentage points in a share


def tabulate(results: Results, language: Language) -> Table:
    """List the transforms, the highest median on top; the one held against has no difference."""
    answer = results["preprocessing"]
    table = answer.tables["differences"].query("metric == 'accuracy'").set_index("transform")
    differences = {str(name): against(row, language) for name, row in table.iterrows()}
    rows = [
        [*own(row, language), *differences.get(str(name), [MISSING] * 3)]
        for name, row in answer.tables["transforms"].set_index("transform", drop=False).iterrows()
    ]
    return tabular.make([language.word(f"tables.transforms.{c}") for c in COLUMNS], rows, range(1, len(COLUMNS)))


def own(row: pd.Series[Any], language: Language) -> list[str]:
    """Print the name of a transform, its median and the range of its runs."""
    median, low, high = (POINTS * float(row[f"accuracy_{end}"]) for end in ("median", "low", "high"))
    spread = f"{language.number(low)}{DASH}{language.number(high)}"
    return [language.called("transforms", str(row["transform"])), language.number(median, 1), spread]


def against(row: pd.Series[Any], language: Language) -> list[str]:
    """Print the difference with its interval, the share of seeds above, and the p-value."""
    return [
        tabular.points(row.to_dict(), language),
        language.number(POINTS * float(row["share_above"])),
        language.show(float(row["p_adjusted"]), "p_value"),
    ]
