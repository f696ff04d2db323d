"""What lies beside a figure, as its page shows it: the heads of its tables, and its files by format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from markupsafe import Markup, escape

from report import tabular
from report.citation.record import File, Record
from report.language import MISSING, NO_BREAK, Language

ROWS = 12  # of a table that a figure shows
FORMATS = (".pdf", ".svg", ".png", ".csv")
CODE = Markup("<code>{}</code>")  # what a file holds is no word of a language


def tables(record: Record, folder: Path, language: Language, root: str) -> Iterator[Markup]:
    """Show the head of each table that a figure shows, with a link to the whole; the folder holds ``data/``."""
    for place, file in enumerate(record.tables):
        frame, length = head_of(folder / file.path)
        rows = [[cell(value, language) for value in row] for row in frame.itertuples(index=False)]
        table = tabular.make([CODE.format(name) for name in frame.columns], rows, range(len(frame.columns)))
        link = Markup('<a href="{root}{path}" download="{name}" type="text/csv">{path}</a>').format(
            root=root, path=file.path, name=file.path.removeprefix("data/").replace("/", "-")
        )
        key = "rows_all" if length == len(frame) else "rows_some"
        counted = language.fill(f"figure_page.{key}", shown=language.number(len(rows)), all=language.number(length))
        yield tabular.to_html(table, f"{record.stem}-data-{place}", link, escape(counted))


def head_of(path: Path) -> tuple[pd.DataFrame, int]:
    """Read the first rows of a table, and count them all."""
    return pd.read_csv(path, nrows=ROWS, keep_default_na=False, na_values=[""]), path.read_bytes().count(b"\n") - 1


def cell(value: Any, language: Language) -> str:
    """Print a cell of a table whose units nobody told: numbers in four significant digits."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, int | float | np.number):
        return CODE.format(value)
    number = float(value)
    if not np.isfinite(number):
        return MISSING
    return language.number(number, 0 if number.is_integer() else min(max(3 - exponent(number), 0), 6))


def exponent(value: float) -> int:
    """Return the place of a number's first digit: 2 for 144, -1 for 0.5."""
    return int(np.floor(np.log10(abs(value)))) if value else 3


def files(record: Record, language: Language, root: str) -> Markup:
    """List the files of a figure in that language, by format, then those for every language."""
    code = language.code
    own = [file for file in record.files if f"-{code}" in Path(file.path).name]
    shared = [file for file in record.files if not re.search(r"-(\w\w)[-.]", Path(file.path).name)]
    lines = [line(suffix, [f for f in own if f.path.endswith(suffix)], root, language) for suffix in FORMATS]
    lines += [line(Path(file.path).suffix, [file], root, language) for file in shared]
    return Markup('<ul class="files">\n{}\n</ul>').format(Markup("\n").join(filter(None, lines)))


def line(suffix: str, found: list[File], root: str, language: Language) -> Markup:
    """List the files of one format, narrow ones first, with what they weigh."""
    if not found:
        return Markup("")
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
    return Markup("<li>{}: {}</li>").format(suffix.removeprefix(".").upper(), Markup(", ").join(links))


def called(path: str, language: Language) -> str:
    """Return what a file is called among those of its format: its width, else its name."""
    width = re.search(r"-(\d+)mm", path)
    return f"{width[1]}{NO_BREAK}{language.word('figure_page.millimetres')}" if width else Path(path).name


def weight(size: int, language: Language) -> str:
    """Print a size in kilobytes."""
    return f"{language.number(max(1, round(size / 1000)))}{NO_BREAK}{language.word('figure_page.kilobytes')}"
