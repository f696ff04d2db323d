"""What a figure shows as CSV beside it, with units in the head: plain, and as spreadsheets of a language read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from digitclust.records import Results, column_unit
from digitclust.store import digest_files
from report.downloads import disarm, disarmed, framed, shown
from report.language import Language
from report.provenance import HERE
from report.stamps import Stamps, keyed

NAMES = ("label", "text", "transform", "method", "metric", "date")  # units of what is no quantity
PLAIN: Mapping[str, Any] = {"lineterminator": "\n", "encoding": "utf-8"}
COMMAS: Mapping[str, Any] = {"sep": ";", "decimal": ",", "lineterminator": "\r\n", "encoding": "utf-8-sig"}


def write(results: Results, stem: str, languages: Iterable[Language], folder: Path, stamps: Stamps) -> list[Path]:
    """Write ``<stem>-<experiment>-<table>.csv``, and with the language behind it where decimals have a comma."""
    words = {one.code: one.words["units"] for one in languages if one.comma}
    files = {name: wanted(folder / stem, f"{stem}-{name.replace('.', '-')}", words) for name in shown(stem)}
    every = [file for made in files.values() for file in made.values()]
    answers = {f"the answer {name}": results[name].key for name in {name.partition(".")[0] for name in files}}
    code = digest_files([Path(__file__), HERE / "report" / "downloads.py"])
    key = keyed({**answers, "words": words, "code": code, "tables and arrays": list(files)})
    if not stamps.fresh(f"spreadsheets/{stem}", key, every):
        (folder / stem).mkdir(parents=True, exist_ok=True)
        for name, made in files.items():
            write_table(results, name, made, words)
        stamps.set(f"spreadsheets/{stem}", key, every)
    return every


def wanted(folder: Path, name: str, words: Iterable[str]) -> dict[str, Path]:
    """Return the file for programs under "", and that for the spreadsheets of each language."""
    return {"": folder / f"{name}.csv", **{code: folder / f"{name}-{code}.csv" for code in words}}


def write_table(results: Results, name: str, files: Mapping[str, Path], words: Mapping[str, Any]) -> None:
    """Write one table in every way."""
    experiment, _, table = name.partition(".")
    answer = results[experiment]
    frame = framed(answer, experiment, table)
    units = {column: column_unit(answer.units, frame, column) for column in map(str, frame)}
    for code, file in files.items():
        head = [headed(column, unit, words.get(code, {})) for column, unit in units.items()]
        disarmed(frame).to_csv(file, index=False, header=head, **(COMMAS if code else PLAIN))


def headed(column: str, unit: str, words: Mapping[str, str]) -> str:
    """Return the head of a column with its unit; the name of a thing has none."""
    return str(disarm(column)) if unit in NAMES else f"{disarm(column)} [{words.get(unit, unit)}]"
