"""What one build found, as its lock or its site tells: values, and runs with labels, scores and ties."""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from digitclust.records import InputError
from report.proof import lock
from report.proof.comparison import Evidence, Run

UNREADABLE = (OSError, ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError, csv.Error)


def lock_evidence(path: Path) -> Evidence:
    """Read a lock.

    Raises
    ------
    InputError
        When it is none.
    """
    try:
        return locked(path.read_text("utf-8"))
    except UNREADABLE as error:
        raise InputError(f"{path}: this is no lock: {error!r}") from error


def locked(text: str) -> Evidence:
    """Read the text of a lock."""
    told = {f"{stem}.{name}": what for stem, own in tomllib.loads(text).items() for name, what in own.items()}
    runs = {
        name: {key: dict(zip(columns, run, strict=True)) for key, run in told.pop(name).items()}
        for name, columns in lock.columns(text).items()
    }
    return Evidence(told, runs)


def site_evidence(site: Path) -> Evidence:
    """Read the values of a site and the runs among its tables."""
    runs = {}
    for path in sorted(site.glob("data/*/*.csv")):
        if lock.lists_runs(head(path)):
            runs[f"{path.parent.name}.{path.stem}"] = dict(map(run, table(path)))
    return Evidence(json.loads((site / "values.json").read_text("utf-8")), runs)


def head(path: Path) -> list[str]:
    """Read the names of the columns of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file), [])


def table(path: Path) -> list[dict[str, str]]:
    """Read a table as text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def run(row: Mapping[str, str]) -> tuple[str, Run]:
    """Read one run of a table, and its name; its digest is text, even if it looks like a number."""
    names, found = lock.parted(row)
    numbers = {name: float(row[name] or "nan") for name in found if name != "digest"}
    return " ".join(row[name] for name in names), {**numbers, "digest": row["digest"]}
