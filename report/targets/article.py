"""The printed article: Quarto's Markdown, in which figures, tables and sources are referred to by their names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from report.bibliography import Reference
from report.language import NO_BREAK, Language
from report.tabular import Table
from report.target import Files, Thing

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#@|~^\"])")
FORMULA = re.compile(r"(\$[^$]+\$)")
TALL = 0.8  # height by width
LINE = 32  # characters of a cell that count in full when columns share the width; the rest counts by a quarter


@dataclass(frozen=True)
class Article:
    """The article in one language; ``base`` is where that language's pages are, seen from the article's files."""

    language: Language
    base: str

    def value(self, raw: Any, text: str) -> str:  # noqa: ARG002  # print holds no machine's form
        """Return the print, safe in Markdown."""
        return self.text(text)

    def text(self, text: str) -> str:
        """Return what the data say, safe in Markdown."""
        return escaped(line(text))

    def word(self, text: str) -> str:
        """Take a word as the Markdown that it is."""
        return Markup(text)

    def ref(self, thing: Thing) -> str:
        """Name a thing, and let the engine number it."""
        return Markup(f"{thing.label}{NO_BREAK}[-@{thing.anchor}]")

    def figure(self, thing: Thing, caption: str, alternative: str, files: Files) -> str:
        """Show a figure, a tall one somewhat smaller; its caption leads to its page on the site."""
        _, width, height = max(files.values(), key=lambda file: file[1])
        size = " width=75%" if height > TALL * width else ""
        link = f"[{self.language.word('article.address')}]({self.base}figures/{thing.stem}/)"
        text = f"{line(caption)} {link}{self.language.word('article.address_end')}"
        marks = f'#{thing.anchor} fig-alt="{escaped(line(alternative))}"{size}'
        return Markup(f"![{text}](figures/{thing.stem}){{{marks}}}")

    def table(self, thing: Thing, caption: str, table: Table) -> str:
        """Show a table that an author can edit."""
        rows = [row(table.columns), rule(table), *map(row, table.rows)]
        return Markup("\n".join([*rows, "", f": {line(caption)} {{#{thing.anchor}}}"]))

    def cite(self, key: str, short: str) -> str:  # noqa: ARG002  # the style of citing is the engine's
        """Cite by the key; the sentence brings the brackets."""
        return Markup(f"@{key}")

    def bibliography(self, references: Mapping[str, Reference]) -> str:  # noqa: ARG002  # the engine knows
        """Leave a place for what the article cites."""
        return Markup("::: {#refs}\n:::")

    def file(self, name: str) -> str:
        """Return its address on the site."""
        return f"{self.base}{name}"

    def page(self, stem: str, anchor: str) -> str:
        """Return the address of a page of the site."""
        return Markup(f"{self.base}{stem}/#{anchor}" if anchor else f"{self.base}{stem}/")


def escaped(text: str) -> Markup:
    """Make a plain text safe in Markdown, but leave formulas as they are."""
    parts = enumerate(FORMULA.split(str(text)))
    return Markup("".join(part if i % 2 else SPECIAL.sub(r"\\\1", part) for i, part in parts))


def line(text: str) -> str:
    """Join lines, as captions and cells ask; no-break spaces stay."""
    return " ".join(re.split(r"[ \t\n]+", str(text).strip()))


def row(cells: Sequence[str]) -> str:
    """Write one row of a table."""
    return f"| {' | '.join(escaped(line(cell)) for cell in cells)} |"


def rule(table: Table) -> str:
    """Write the line below the heads: which columns stand flush right, and how the columns share the width."""
    cells = zip(*(table.columns, *table.rows), strict=True)
    widths = [max(max(share(cell), word(cell) * 5 // 4 + 5) for cell in column) for column in cells]
    lines = ("-" * (n - 1) + ":" if i in table.numeric else ":" + "-" * (n - 1) for i, n in enumerate(widths))
    return f"|{'|'.join(lines)}|"


def share(cell: str) -> int:
    """Return how much of the width a cell asks for."""
    return min(LINE, len(cell)) + max(0, len(cell) - LINE) // 4


def word(cell: str) -> int:
    """Return the length of the longest piece of a cell that does not break."""
    return max(map(len, re.split(r"[ \n]", cell)))
