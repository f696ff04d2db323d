"""A table as a record, and its way into HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from digitclust.records import Answer, column_unit
from report.language import Language

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Table:
    """A table of printed cells.

    Attributes
    ----------
    columns : tuple of str
        Heads.
    rows : tuple of tuple of str
        Cells as the reader sees them.
    numeric : frozenset of int
        Columns whose cells stand flush right.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()


def make(columns: Sequence[str], rows: Iterable[Sequence[str]], numeric: Iterable[int] = ()) -> Table:
    """Make a table of whatever sequences there are."""
    return Table(tuple(columns), tuple(tuple(row) for row in rows), frozenset(numeric))


def printed(frame: pd.DataFrame, answer: Answer, language: Language) -> list[dict[str, Any]]:
    """Print every cell of a frame, which is a part of a table of an answer, as the unit of its column asks."""
    units = {column: column_unit(answer.units, frame, column) for column in frame.columns}
    return [
        {column: language.show(value, units[column]) for column, value in zip(units, row, strict=True)}
        for row in frame.itertuples(index=False)
    ]


def points(row: Mapping[Any, Any], language: Language) -> str:
    """Print a ``difference`` of shares with its interval, in percentage points."""
    ends = (100 * float(row[f"difference{end}"]) for end in ("", "_low", "_high"))
    difference, low, high = (round(end, 1) + 0.0 for end in ends)  # no minus zero
    return f"{language.number(difference, 1)} {language.interval(low, high, 'score', 1)}"


def from_answer(answer: Answer, name: str, stem: str, columns: Sequence[str], language: Language) -> Table:
    """Make a table of numbers from some columns of a table of an answer, headed by the words of the table."""
    heads = [language.word(f"tables.{stem}.{column}") for column in columns]
    rows = [[row[column] for column in columns] for row in printed(answer.tables[name], answer, language)]
    return make(heads, rows, range(len(columns)))


def to_html(table: Table, stem: str, label: str, caption: str) -> Markup:
    """Write a table that scrolls within its own frame; the first cell of a row is its head."""
    head = Markup("").join(cell("th", text, table, i, "col") for i, text in enumerate(table.columns))
    body = Markup("\n").join(line(table, row) for row in table.rows)
    return Markup(
        '<div class="table" role="region" aria-labelledby="tbl-{stem}-caption" tabindex="0" id="tbl-{stem}"><table>\n'
        '<caption><span class="caption" id="tbl-{stem}-caption">'
        '<span class="label">{label}</span> {caption}</span></caption>\n'
        '<thead><tr>{head}</tr></thead>\n<tbody data-search-exclude="true">\n{body}\n</tbody>\n</table></div>'
    ).format(stem=stem, label=label, caption=Markup(caption), head=head, body=body)


def line(table: Table, row: Sequence[str]) -> Markup:
    """Write one row."""
    cells = [cell("td" if i else "th", text, table, i, "" if i else "row") for i, text in enumerate(row)]
    return Markup("<tr>{}</tr>").format(Markup("").join(cells))


def cell(tag: str, text: str, table: Table, column: int, scope: str) -> Markup:
    """Write one cell; numbers stand flush right."""
    kind = Markup(' class="number"') if column in table.numeric else Markup("")
    text = escape(text).replace("$", Markup("&#36;")) if column in table.numeric else text  # no formula among data
    reach = Markup(' scope="{}"').format(scope) if scope else Markup("")
    return Markup("<{tag}{reach}{kind}>{text}</{tag}>").format(tag=tag, reach=reach, kind=kind, text=text)
