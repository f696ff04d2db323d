"""Prints what was measured as the tables of README.md: each group in the order in which it was measured."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

LIMITS = {"from nothing": {"median": 120.0, "peak": 1.5 * 2**30}, "unchanged": {"processor": 0.5}}
PACKAGES = ("numpy", "scipy", "scikit-learn", "joblib", "matplotlib", "mkdocs")
HEAD = ("median", "from", "to", "times the first", "processor time", "peak memory")


def machine(record: dict[str, Any]) -> str:
    """Say where, when and with what it was measured."""
    info = record["machine_info"]
    where = f"{info['system']}, {info['cpu']['count']} cores of {info['cpu']['brand_raw']}"
    used = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"Measured on {record['datetime'][:10]}: {where}, Python {info['python_version']}, {used}."


def groups(entries: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Gather what is compared."""
    found: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        found.setdefault(entry["group"], []).append(entry)
    return found


def table(group: str, entries: list[dict[str, Any]]) -> Iterator[str]:
    """Write one group as Markdown."""
    yield f"\n| {group} | {' | '.join(HEAD)} |\n|---{'|--:' * len(HEAD)}|"
    first = entries[0]["stats"]["median"]
    for entry in entries:
        yield f"| {entry['extra_info']['what']} | {' | '.join(cells(entry, first))} |"


def cells(entry: dict[str, Any], first: float) -> Iterator[str]:
    """Write what was measured of one thing; with its limit, if it has one."""
    stats, more = entry["stats"], entry["extra_info"]
    limits = LIMITS.get(more["what"], {})
    yield f"{stats['median']:.2f} s{part(stats['median'], limits.get('median'))}"
    yield from (f"{stats[name]:.2f} s" for name in ("min", "max"))
    yield f"{stats['median'] / first:.2f}"
    yield f"{more['processor']:.2f} s{part(more['processor'], limits.get('processor'))}" if "processor" in more else ""
    yield f"{more['peak'] / 2**20:.0f} MiB{part(more['peak'], limits.get('peak'))}" if "peak" in more else ""


def part(value: float, limit: float | None) -> str:
    """Say what part of its limit a value is."""
    return f", {value / limit:.0%} of the limit" if limit else ""


def main() -> None:
    """Print the tables of a file of pytest-benchmark."""
    record = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    print(machine(record))
    for group, entries in groups(record["benchmarks"]).items():
        print("\n".join(table(group, entries)))


if __name__ == "__main__":
    main()
