"""Plain text, as an alternative text is: a call is only its print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Never

from markupsafe import Markup

from digitclust.records import InputError
from report.bibliography import Reference
from report.tabular import Table
from report.target import Files, Thing


class Text:
    """Prints, and nothing that leads anywhere."""

    def value(self, raw: Any, text: str) -> str:  # noqa: ARG002  # the print is all there is
        """Return the print."""
        return self.text(text)

    def text(self, text: str) -> str:
        """Return the text on one line; whoever writes it into HTML escapes it."""
        return Markup(" ".join(text.splitlines()))

    def word(self, text: str) -> str:
        """Return the word."""
        return text

    def ref(self, thing: Thing) -> str:
        """Return label and number."""
        return thing.numbered

    def cite(self, key: str, short: str) -> str:  # noqa: ARG002  # the print is all there is
        """Return the short form."""
        return short

    def figure(self, thing: Thing, caption: str, alternative: str, files: Files) -> Never:  # noqa: ARG002  # refused
        """Refuse a figure."""
        raise InputError(f"the figure '{thing.stem}' cannot stand in plain text")

    def table(self, thing: Thing, caption: str, table: Table) -> Never:  # noqa: ARG002  # refused
        """Refuse a table."""
        raise InputError(f"the table '{thing.stem}' cannot stand in plain text")

    def bibliography(self, references: Mapping[str, Reference]) -> Never:  # noqa: ARG002  # refused
        """Refuse a list of sources."""
        raise InputError("a list of sources cannot stand in plain text")

    def page(self, stem: str, anchor: str) -> Never:  # noqa: ARG002  # refused
        """Refuse a link."""
        raise InputError(f"a link to the page '{stem}' cannot stand in plain text")

    def file(self, name: str) -> str:
        """Return the name."""
        return name
