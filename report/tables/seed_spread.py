"""How each score is spread over the seeds."""

from __future__ import annotations

from digitclust.records import Results
from report import tabular
from report.language import Language
from report.tabular import Table

NEEDS = ("seeds",)
COLUMNS = ("min", "low", "median", "high", "max", "mean", "standard_error")
ERRORS = {"share": 2, "score": 4, "squared": 0}  # decimals of a standard error


def tabulate(results: Results, language: Language) -> Table:
    """List least, middle and greatest of each score, and the mean with its standard error."""
    seeds = results["seeds"]
    rows = []
    for row in seeds.tables["spread"].to_dict("records"):
        unit = seeds.units[f"{row['metric']}_mean"]
        *numbers, error = (row[column] for column in COLUMNS)
        cells = [language.show(number, unit) for number in numbers]
        name = language.word(f"tables.seed_spread.{row['metric']}")
        rows.append([name, *cells, language.show(error, unit, ERRORS[unit])])
    low, high = ((1 + sign * results.number("seeds.confidence")) / 2 for sign in (-1, 1))
    shares = {"low": language.percent(low), "high": language.percent(high)}
    heads = [language.fill(f"tables.seed_spread.{column}", **shares) for column in ("metric", *COLUMNS)]
    return tabular.make(heads, rows, range(1, len(heads)))
