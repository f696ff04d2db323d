"""A page of the site: values and references are HTML within Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from report import downloads, tabular
from report.bibliography import Reference, listed
from report.language import Language
from report.target import Files, Thing

MARKS = re.compile(r"[\\`*_\[\]{}$|~^#\n\r\t](?<!&#)")  # not that of an entity


@dataclass(frozen=True)
class Page:
    """A page by its stem, in one language."""

    stem: str
    language: Language

    @property
    def up(self) -> str:
        """Return the way to the folder of the language."""
        return "" if self.stem == "index" else "../" * (1 + self.stem.count("/"))

    @property
    def root(self) -> str:
        """Return the way to the folder of the site."""
        return f"../{self.up}"

    def value(self, raw: Any, text: str) -> str:
        """Write a print that a machine can read."""
        machine = " ".join(map(str, raw)) if isinstance(raw, tuple) else raw
        words = isinstance(raw, str) or (isinstance(raw, tuple) and any(isinstance(item, str) for item in raw))
        kind = Markup(' class="text"') if words else ""
        return Markup('<data value="{}"{}>{}</data>').format(self.text(str(machine)), kind, self.text(text))

    def text(self, text: str) -> str:
        """Return a text in which nothing is Markdown, a formula, or HTML."""
        return Markup(MARKS.sub(lambda mark: f"&#{ord(mark[0])};", str(escape(text))))

    def word(self, text: str) -> str:
        """Take a word as the HTML that it is."""
        return Markup(text)

    def ref(self, thing: Thing) -> str:
        """Link to where a thing stands first."""
        home = "" if thing.home == "index" else f"{thing.home}/"
        address = f"#{thing.anchor}" if thing.home == self.stem else f"{self.up}{home}#{thing.anchor}"
        return Markup('<a href="{}">{}</a>').format(address, thing.numbered)

    def figure(self, thing: Thing, caption: str, alternative: str, files: Files) -> str:
        """Show a figure in the width that the screen has room for, with links to its data."""
        root = self.root
        narrow, wide = (files[name] for name in sorted(files, key=lambda name: files[name][1]))
        data = downloads.links(thing.stem, self.language.word("site.data"), root)
        return Markup(
            '<figure class="figure" id="{anchor}"><picture>'
            '<source media="(max-width: 37.5em)" srcset="{root}figures/{stem}/{n[0]}" width="{n[1]}" height="{n[2]}">'
            '<img src="{root}figures/{stem}/{w[0]}" alt="{alt}" width="{w[1]}" height="{w[2]}" loading="lazy">'
            '</picture><figcaption><a class="label" href="{own}">{label}.</a> {caption} {data}'
            '<span class="data"><a href="{own}">{lead}</a></span></figcaption></figure>'
        ).format(
            anchor=thing.anchor,
            stem=thing.stem,
            root=root,
            n=narrow,
            w=wide,
            alt=self.text(alternative),
            label=thing.numbered,
            caption=caption,
            data=data,
            own=f"{self.up}figures/{thing.stem}/",
            lead=self.language.word("figure_page.link"),
        )

    def table(self, thing: Thing, caption: str, table: tabular.Table) -> str:
        """Show a table."""
        return tabular.to_html(table, thing.stem, f"{thing.numbered}.", caption)

    def cite(self, key: str, short: str) -> str:
        """Link to a source at the end of the page."""
        return Markup('<a href="#ref-{}">{}</a>').format(key, short)

    def bibliography(self, references: Mapping[str, Reference]) -> str:
        """List sources where citations lead."""
        return listed(references)

    def page(self, stem: str, anchor: str) -> str:
        """Return the address as Markdown has it."""
        name = f"{'../' * self.stem.count('/')}{stem}.md"
        return f"{name}#{anchor}" if anchor else name

    def file(self, name: str) -> str:
        """Return the way to it."""
        return f"{self.up}{name}"
