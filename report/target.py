"""The contract between the vocabulary and what a template becomes: ``report/targets``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from report.bibliography import Reference
from report.language import NO_BREAK
from report.tabular import Table

Files = Mapping[str, tuple[str, int, int]]  # width name to (file name, width, height) in CSS pixels
ANCHORS = {"figure": "fig", "table": "tbl"}


@dataclass(frozen=True)
class Thing:
    """A figure or a table that has a number.

    Attributes
    ----------
    kind, stem : str
        ``figure`` or ``table``, and its name.
    label : str
        What it is called before its number, in the language and the place at hand.
    number : int
        Its number.
    home : str
        The page that shows it first.
    """

    kind: str
    stem: str
    label: str
    number: int
    home: str

    @property
    def anchor(self) -> str:
        """Return its id, the same in every language and target."""
        return f"{ANCHORS[self.kind]}-{self.stem}"

    @property
    def numbered(self) -> str:
        """Return its label with its number, held together."""
        return f"{self.label}{NO_BREAK}{self.number}"


class Target(Protocol):
    """What a template becomes, and so how each call prints."""

    def value(self, raw: Any, text: str) -> str:
        """Bind the print of a value to the bare one, where the target can hold it."""

    def text(self, text: str) -> str:
        """Print what the data say so that it stays a text, whatever marks are in it."""

    def word(self, text: str) -> str:
        """Take over a word of the catalogue, its calls filled."""

    def ref(self, thing: Thing) -> str:
        """Refer to a figure or table by its number."""

    def figure(self, thing: Thing, caption: str, alternative: str, files: Files) -> str:
        """Show a figure."""

    def table(self, thing: Thing, caption: str, table: Table) -> str:
        """Show a table."""

    def cite(self, key: str, short: str) -> str:
        """Cite a source, which has a short form."""

    def bibliography(self, references: Mapping[str, Reference]) -> str:
        """List sources."""

    def page(self, stem: str, anchor: str) -> str:
        """Return the address of a page for a link in Markdown."""

    def file(self, name: str) -> str:
        """Return the address of a file that lies in the folder of the language."""
