"""What more restarts buy: the accuracy of the run that is kept, and the chance that it lies in the top hump."""

from __future__ import annotations

from digitclust.records import Results
from report import tabular
from report.language import Language
from report.tabular import Table

NEEDS = ("seeds",)
SMALL = 0.0005  # a chance below it is told as such, not as nothing


def tabulate(results: Results, language: Language) -> Table:
    """List the numbers of runs."""
    rows = []
    for row in results["seeds"].tables["restarts"].to_dict("records"):
        ends = (row["mean_low"], row["mean_high"]), (row["accuracy_low"], row["accuracy_high"])
        small = 0 < row["top_hump"] < SMALL
        top = f"< {language.percent(SMALL, 2)}" if small else language.percent(row["top_hump"])
        intervals = [language.interval(*pair, "share") for pair in ends]
        rows.append([language.number(row["n_init"]), language.percent(row["accuracy"]), *intervals, top])
    columns = ("n_init", "accuracy", "mean_interval", "accuracy_interval", "top_hump")
    confidence = language.percent(results.number("seeds.confidence"), 0)
    heads = [language.fill(f"tables.restart_gains.{column}", confidence=confidence) for column in columns]
    return tabular.make(heads, rows, range(len(heads)))
