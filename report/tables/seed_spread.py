"""How each score is spread over the seeds."""

from __future__ import annotations

from digitclust.records import Results
from report import tabular
from report.language import Language
from report.tabular import Table

NEEDS = ("seeds",)
STATISTICS = ("min", "low", "median", "high", "max", "mean", "standard_error")
ERRORS = {"share": 2, "score": 4, "squared": 0}  # decimals of a standard error


def tabulate(results: Results, language: Language) -> Table:
    """List least, middle and greatest of each score, and the mean with its standard error; a column is a score."""
    seeds = results["seeds"]
    scores = seeds.tables["spread"].to_dict("records")
    low, high = ((1 + sign * results.number("seeds.confidence")) / 2 for sign in (-1, 1))
    shares = {"low": language.percent(low), "high": language.percent(high)}
    rows = []
    for statistic in STATISTICS:
        units = [seeds.units[f"{score['metric']}_{statistic}"] for score in scores]
        decimals = [ERRORS[unit] if statistic == "standard_error" else None for unit in units]
        cells = map(language.show, [score[statistic] for score in scores], units, decimals)
        rows.append([language.fill(f"tables.seed_spread.{statistic}", **shares), *cells])
    heads = [language.word(f"tables.seed_spread.{name}") for name in ("statistic", *(s["metric"] for s in scores))]
    return tabular.make(heads, rows, range(1, len(heads)))
