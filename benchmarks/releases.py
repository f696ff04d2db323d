"""What each release of scikit-learn finds in the digits, measured in an environment of its own.

Writes the data of the experiment ``releases``. A series that cannot be measured on this machine, for want of its
Python, keeps the rows and the day that it had.
"""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
from uv import find_uv_bin

HERE = Path(__file__).resolve().parent
RUNS = HERE.parent / "digitclust" / "experiments" / "releases.csv"
SEEDS = RUNS.with_suffix(".seeds.csv")
# The newest release of each series on that day, with the numpy and scipy of that day; the oldest for which there is
# a wheel for Python 3.6, before which uv runs none.
SERIES = {
    "0.18": ("3.6", "2017-07-01"),
    "0.19": ("3.6", "2018-08-01"),
    "0.20": ("3.7", "2019-08-01"),
    "0.21": ("3.7", "2019-08-01"),
    "0.22": ("3.8", "2020-04-01"),
    "0.23": ("3.8", "2020-09-01"),
    "0.24": ("3.8", "2021-05-01"),
    "1.0": ("3.8", "2022-01-01"),
    "1.1": ("3.11", "2022-11-01"),
    "1.2": ("3.11", "2023-04-01"),
    "1.3": ("3.11", "2023-11-01"),
    "1.4": ("3.11", "2024-05-01"),
    "1.5": ("3.11", "2024-10-01"),
    "1.6": ("3.11", "2025-02-01"),
    "1.7": ("3.11", "2025-10-01"),
    "1.8": ("3.11", "2026-01-01"),
    "1.9": ("3.11", "2026-11-24"),
}


def measure(series: str) -> dict[str, Any]:
    """Run the program of one release in an environment of that release, with one thread."""
    python, day = SERIES[series]
    wanted = [word for name in (f"scikit-learn=={series}.*", "numpy", "scipy") for word in ("--with", name)]
    uv = [find_uv_bin(), "run", "--quiet", "--no-project", "--isolated", "--no-build", "--python", python]
    command = [*uv, "--exclude-newer", day, *wanted, "python", str(HERE / "release.py")]
    done = subprocess.run(command, env={**os.environ, "OMP_NUM_THREADS": "1"}, check=True, capture_output=True)
    return json.loads(done.stdout)  # type: ignore[no-any-return]  # the program is ours


def rows(series: str, record: dict[str, Any]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Lay out what was measured: one row for each setting, one row for each seed."""
    runs = pd.DataFrame(record["runs"].values()).assign(setting=list(record["runs"]), release=record["release"])
    runs = runs.assign(**record["versions"], measured=datetime.datetime.now(datetime.UTC).date().isoformat())
    seeds = pd.DataFrame({"random_state": range(len(record["seeds"])), "correct": record["seeds"]})
    found = ["n_init", "correct", "inertia", "n_iter"]
    columns = ["series", "release", "setting", *found, *record["versions"], "measured"]
    return runs.assign(series=series)[columns], seeds.assign(series=series)[["series", *seeds.columns]]


def renew(path: Path, new: pd.DataFrame) -> None:
    """Put rows in the place of those of the same series, the series in the order of their release."""
    old = pd.read_csv(path, dtype=str) if path.is_file() else new.iloc[:0]
    both = pd.concat([old[~old["series"].isin(new["series"])], new])
    order = both["series"].map(lambda series: tuple(int(part) for part in series.split(".")))
    both.assign(order=order).sort_values("order", kind="stable").drop(columns="order").to_csv(path, index=False)


def complaint(text: str) -> str:
    """Find the line in which uv or Python says what is wrong."""
    lines = text.strip().splitlines()
    return next((line for line in lines if line.startswith("error:")), lines[-1])


def main() -> None:
    """Measure the series that are named, or all, and tell which could not be measured."""
    for series in sys.argv[1:] or SERIES:
        try:
            record = measure(series)
        except subprocess.CalledProcessError as error:
            print(f"{series:5} not measured: {complaint(error.stderr.decode())}")
            continue
        for path, new in zip((RUNS, SEEDS), rows(series, record), strict=True):
            renew(path, new)
        found = ", ".join(f"{setting} {run['correct']}" for setting, run in record["runs"].items())
        print(f"{series:5} {record['release']}, Python {record['versions']['python']}: {found}")


if __name__ == "__main__":
    main()
