"""What lies beside a figure, as its page shows it: the heads of its tables, and its files by format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from markupsafe import Markup, escape

from digitclust.records import Results, column_unit
from report import tabular
from report.citation.record import File, Record
from report.language import MISSING, NO_BREAK, Language
from report.plates.spreadsheet import NAMES

ROWS = 12  # of a table that a figure shows
DRAWN = (".pdf", ".svg", ".png")
CODE = Markup("<code>{}</code>")  # what a file holds is no word of a language


def tables(record: Record, results: Results, folder: Path, language: Language, root: str) -> Iterator[Markup]:
    """Show the head of each table that a figure shows, with a link to the whole; the folder holds ``data/``."""
    for place, file in enumerate(record.tables):
        names = named(results, Path(file.path))
        frame, length = head_of(folder / file.path, names)
        rows = [[cell(value, language) for value in row] for row in frame.itertuples(index=False)]
        quantities = [column for column, name in enumerate(frame.columns) if name not in names]
        table = tabular.make([CODE.format(name) for name in frame.columns], rows, quantities)
        link = Markup('<a href="{root}{path}" download="{name}" type="text/csv">{path}</a>').format(
            root=root, path=file.path, name=file.path.removeprefix("data/").replace("/", "-")
        )
        key = "rows_all" if length == len(frame) else "rows_some"
        counted = language.fill(f"figure_page.{key}", shown=language.number(len(rows)), all=language.number(length))
        yield tabular.to_html(table, f"{record.stem}-data-{place}", link, escape(counted))


def named(results: Results, path: Path) -> set[str]:
    """Return the columns of a published table that hold names of things, be they written in digits: no quantities."""
    answer = results[path.parent.name]
    frame = answer.tables.get(path.stem, pd.DataFrame())
    return {column for column in map(str, frame) if column_unit(answer.units, frame, column) in NAMES}


def head_of(path: Path, names: Iterable[str]) -> tuple[pd.DataFrame, int]:
    """Read the first rows of a table, names as they are written, and count all rows."""
    types = dict.fromkeys(names, str)
    frame = pd.read_csv(path, nrows=ROWS, keep_default_na=False, na_values=[""], dtype=types)
    return frame, path.read_bytes().count(b"\n") - 1


def cell(value: Any, language: Language) -> str:
    """Print a cell of a table whose units nobody told: numbers in four significant digits."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, int | float | np.number):
        return str(value) if str(value).isdecimal() else CODE.format(value)
    number = float(value)
    if not np.isfinite(number):
        return MISSING
    return language.number(number, 0 if number.is_integer() else min(max(3 - exponent(number), 0), 6))


def exponent(value: float) -> int:
    """Return the place of a number's first digit: 2 for 144, -1 for 0.5."""
    return int(np.floor(np.log10(abs(value)))) if value else 3


def files(record: Record, language: Language, root: str) -> Markup:
    """List the files of a figure in that language, by format, then those for every language."""
    own = [file for file in record.files if re.search(rf"-{language.code}[-.]", Path(file.path).name)]
    shared = [file for file in record.files if not re.search(r"-(\w\w)[-.]", Path(file.path).name)]
    formats = {suffix.removeprefix(".").upper(): [f for f in own if f.path.endswith(suffix)] for suffix in DRAWN}
    formats[language.word("figure_page.csv_own")] = [file for file in own if file.path.endswith(".csv")]
    formats[language.word("figure_page.csv")] = [file for file in shared if file.path.endswith(".csv")]
    lines = [line(called, found, root, language) for called, found in formats.items() if found]
    return Markup('<ul class="files">\n{}\n</ul>').format(Markup("\n").join(lines))


def line(format_: str, found: list[File], root: str, language: Language) -> Markup:
    """List the files of one format, narrow ones first, with what they weigh."""
    ordered = sorted(found, key=lambda file: [int(part) for part in re.findall(r"-(\d+)mm", file.path)])
    links = [
        Markup('<a href="{root}{path}" download>{called}</a>{gap}({weight})').format(
            root=root,
            path=file.path,
            called=called(file.path, language),
            gap=NO_BREAK,
            weight=weight(file.bytes, language),
        )
        for file in ordered
    ]
    return Markup("<li>{}: {}</li>").format(format_, Markup(", ").join(links))


def called(path: str, language: Language) -> str:
    """Return what a file is called among those of its format: its width, else its name."""
    width = re.search(r"-(\d+)mm", path)
    return f"{width[1]}{NO_BREAK}{language.word('figure_page.millimetres')}" if width else Path(path).name


def weight(size: int, language: Language) -> str:
    """Print a size in kilobytes."""
    return f"{language.number(max(1, round(size / 1000)))}{NO_BREAK}{language.word('figure_page.kilobytes')}"
