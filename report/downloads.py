"""Results as tables that a reader can download: every table of an answer, and the arrays that figures show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from markupsafe import Markup
from numpy.typing import NDArray

from digitclust.discover import constant, nearest, stems
from digitclust.records import Answer, InputError, Results
from digitclust.store import digest_files
from report.stamps import Stamps, keyed

FIGURES = Path(__file__).parent / "figures"
FORMULA = re.compile(r"[=+\-@\t\r].", re.DOTALL)  # a cell that begins so is computed by a spreadsheet, whoever wrote it


def shown(stem: str) -> tuple[str, ...]:
    """Return the tables and arrays that a figure shows, without importing it.

    Raises
    ------
    InputError
        When the figure does not say, or names an answer that it does not need.
    """
    path = FIGURES / f"{stem}.py"
    names, needs = constant(path, "DATA"), constant(path, "NEEDS")
    if not isinstance(names, tuple) or not names:
        raise InputError(f"{path}: DATA is missing: what the figure shows, such as ('data.class_sizes',)")
    for name in names:
        if name.partition(".")[0] not in needs:
            raise InputError(f"{path}: DATA names '{name}', but NEEDS has no '{name.partition('.')[0]}'")
    return names


def demand() -> None:
    """Refuse a figure on the shelf that does not say what it shows."""
    for stem in stems(FIGURES):
        shown(stem)


def links(stem: str, label: str, root: str) -> Markup:
    """Write the line below a figure that leads to what it shows; root is the way from the page to the site's."""
    link = Markup('<a href="{root}data/{path}" download="{name}" type="text/csv">{path}</a>')
    files = [f"{name.replace('.', '/')}.csv" for name in shown(stem)]
    each = Markup(", ").join(link.format(root=root, path=file, name=file.replace("/", "-")) for file in files)
    return Markup('<span class="data" data-search-exclude="true">{}: {}</span>').format(label, each)


def write(results: Results, figures: Iterable[str], folder: Path, stamps: Stamps) -> list[Path]:
    """Write ``<experiment>/<table>.csv`` for each answer that is not fresh; return all files."""
    arrays = asked(results, figures)
    files: list[Path] = []
    for stem, answer in results.answers.items():
        own = {name: folder / stem / f"{name}.csv" for name in (*answer.tables, *arrays[stem])}
        key = keyed({"its answer": answer.key, "tables and arrays": list(own), "code": digest_files([Path(__file__)])})
        if not stamps.fresh(f"data/{stem}", key, own.values()):
            write_answer(answer, stem, own)
            stamps.set(f"data/{stem}", key, own.values())
        files += own.values()
    return files


def asked(results: Results, figures: Iterable[str]) -> dict[str, list[str]]:
    """Return for each experiment the arrays that figures show."""
    found: dict[str, dict[str, None]] = {stem: {} for stem in results.answers}
    for figure in figures:
        for stem, _, name in (full.partition(".") for full in shown(figure)):
            answer = results[stem]
            if name not in (known := [*answer.tables, *answer.arrays]):
                path = FIGURES / f"{figure}.py"
                raise InputError(f"{path}: DATA: '{stem}' answers with no '{name}'; {nearest(name, known)}")
            if name not in answer.tables:
                found[stem][name] = None
    return {stem: list(names) for stem, names in found.items()}


def write_answer(answer: Answer, stem: str, files: Mapping[str, Path]) -> None:
    """Write the tables of one answer, numbers in full precision."""
    for name, file in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        disarmed(framed(answer, stem, name)).to_csv(file, index=False, lineterminator="\n")


def disarmed(frame: pd.DataFrame) -> pd.DataFrame:
    """Put an apostrophe before each text, in the head too, that a spreadsheet would take for a formula."""
    texts = frame.select_dtypes(exclude="number")
    return frame.assign(**{str(name): column.map(disarm) for name, column in texts.items()}).rename(columns=disarm)


def disarm(cell: Any) -> Any:
    """Put an apostrophe before a text that would be computed."""
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell


def framed(answer: Answer, stem: str, name: str) -> pd.DataFrame:
    """Return a table of an answer, or an array as one."""
    return answer.tables[name] if name in answer.tables else tidy(answer, stem, name)


def tidy(answer: Answer, stem: str, name: str) -> pd.DataFrame:
    """Make a table of an array: a row for each cell, with its place on every axis, then its value."""
    array, axes = answer.arrays[name], answer.axes.get(name, ())
    if len(axes) != array.ndim:
        raise InputError(f"{stem}: the array '{name}' has {array.ndim} axes, the answer's 'axes' names {len(axes)}")
    columns: dict[str, Any] = {}
    for axis, places in zip(axes, np.indices(array.shape), strict=True):
        columns |= coordinates(answer, axis, places.ravel())
    return pd.DataFrame({**columns, "value": array.ravel()})


def coordinates(answer: Answer, axis: str, places: NDArray[np.intp]) -> dict[str, Any]:
    """Return the columns of one axis: its places counted from 0, or what the named columns of a table say there."""
    table, *columns = axis.split(".")
    return {column: answer.tables[table][column].to_numpy()[places] for column in columns} or {axis: places}
