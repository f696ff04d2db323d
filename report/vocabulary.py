"""The words that templates may use: ``CALLS``.

A call gathers what is to be said; its target (`report.targets`) prints it: on a page a value is
``<data value="...">`` and a figure is HTML, in plain text (an alternative text, say) a value is only its print.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from digitclust.discover import nearest
from digitclust.records import InputError, Results, Value
from report import tabular
from report.bibliography import Reference
from report.findings import Told, load_findings
from report.language import Language
from report.target import Files, Target, Thing
from report.targets.text import Text
from report.templates import render

CALLS = (
    *("value", "raw", "count", "noun", "interval", "rows", "word", "has"),
    *("figure", "table", "ref", "cite", "bibliography", "page", "findings", "article"),
)


@dataclass(frozen=True)
class Shelf:
    """What the pages of one language show: where each thing stands, and its number in reading order.

    Attributes
    ----------
    pages : tuple of str
        Stems of the pages, in order.
    home : Mapping
        ``figure.<stem>`` or ``table.<stem>`` to the page that shows it first.
    number : Mapping
        The same to its number.
    pictures : Mapping
        Stem of a figure to its files: width name to (file name, width, height) in CSS pixels.
    """

    pages: tuple[str, ...]
    home: Mapping[str, str]
    number: Mapping[str, int]
    pictures: Mapping[str, Files]


@dataclass(frozen=True)
class Vocabulary:
    """The calls of one page or document in one language."""

    results: Results
    language: Language
    environment: Environment
    shelf: Shelf
    tabulate: Callable[[str], tabular.Table]
    references: Mapping[str, Reference]
    target: Target
    facts: Mapping[str, Value]
    study_file: str
    asked: dict[str, None] = field(default_factory=dict)

    @cached_property
    def values(self) -> dict[str, Value]:
        """Every value by its id, those of the build included."""
        return {**self.results.values, **self.facts}

    def calls(self) -> dict[str, Any]:
        """Return the vocabulary as Jinja takes it."""
        return {**{name: getattr(self, name) for name in CALLS}, "study_file": Markup(self.study_file)}

    def raw(self, name: str) -> Value:
        """Return the bare value of an id, for conditions."""
        if name not in self.values:
            raise InputError(f"no value is called '{name}'; {nearest(name, self.values)}")
        self.asked[name] = None
        return self.values[name]

    def value(self, name: str, decimals: int | None = None) -> str:
        """Print the value of an id."""
        raw = self.raw(name)
        return self.target.value(raw, self.language.show(raw, self.results.units.get(name, "text"), decimals))

    def count(self, name: str, noun: str) -> str:
        """Print the value of an id with its noun in the right form."""
        raw = self.raw(name)
        if not isinstance(raw, int):
            raise InputError(f"'{name}' is no whole number, so nothing can be counted by it")
        return self.target.value(raw, self.language.count(raw, noun))

    def noun(self, name: str, noun: str) -> str:
        """Print a noun in the form that agrees with how many labels the value of an id lists."""
        raw = self.raw(name)
        if not isinstance(raw, tuple):
            raise InputError(f"'{name}' is no list of labels, so no noun can agree with it")
        return self.language.word(f"counts.{noun}.{self.language.plural(len(raw))}")

    def interval(self, low: str, high: str, decimals: int | None = None) -> str:
        """Print an interval of two ids."""
        ends = self.raw(low), self.raw(high)
        unit = self.results.units.get(low, "text")
        return self.target.value(ends, self.language.interval(*ends, unit, decimals))  # type: ignore[arg-type]  # numbers

    def rows(self, name: str, n: int) -> list[SimpleNamespace]:
        """Return the first rows of a table of an experiment, printed; ``raw`` holds the bare ones."""
        stem, _, table = name.partition(".")
        if not self.has(stem) or table not in self.results[stem].tables:
            known = [f"{s}.{t}" for s, answer in self.results.answers.items() for t in answer.tables]
            raise InputError(f"no table of an experiment is called '{name}'; {nearest(name, known)}")
        frame = self.results[stem].tables[table].head(n)
        bare = [{str(column): cell for column, cell in row.items()} for row in frame.to_dict("records")]
        cells = tabular.printed(frame, self.results[stem], self.language)
        printed = [{name: self.target.text(cell) for name, cell in row.items()} for row in cells]
        return [SimpleNamespace(**p, raw=SimpleNamespace(**b)) for p, b in zip(printed, bare, strict=True)]

    def word(self, key: str) -> str:
        """Return a word of the catalogue; calls in it are filled for the same target."""
        text = render(self.environment, self.language.word(key), self.calls(), f"{self.language.source}: {key}")
        return self.target.word(text)

    def has(self, name: str) -> bool:
        """Tell whether the study holds an experiment, or a value, a table or an array by its id."""
        return name in self.results.held or name in self.facts

    def findings(self, n: int | None = None) -> list[Told]:
        """Tell the findings that this study has, or the first n of them."""
        found = load_findings().items()
        can = [s for s, f in found if all(map(self.has, f.needs)) and f"figure.{f.figure}" in self.shelf.number]
        return [self.tell(stem) for stem in can[:n]]

    def tell(self, stem: str) -> Told:
        """Tell one finding, and note the values that its sentences asked for."""
        own = replace(self, asked={})
        title, text, sure = (own.word(f"findings.{stem}.{part}") for part in ("title", "text", "sure"))
        self.asked.update(own.asked)
        return Told(stem, title, text, sure, self.ref(load_findings()[stem].figure), tuple(own.asked))

    def page(self, stem: str, anchor: str = "") -> str:
        """Return the address of a page for a link in Markdown."""
        if stem not in self.shelf.pages:
            raise InputError(f"no page is called '{stem}'; {nearest(stem, self.shelf.pages)}")
        return self.target.page(stem, anchor)

    def article(self, kind: str) -> str:
        """Return the address of a file of the printed article: ``pdf``, ``docx`` or ``zip``."""
        return self.target.file(f"{self.raw('build.article_name')}.{kind}")

    def thing(self, kind: str, stem: str, word: str) -> Thing:
        """Return a figure or table with its number, called by a word of the language."""
        name = f"{kind}.{stem}"
        if name not in self.shelf.number:
            known = [n.split(".")[1] for n in self.shelf.number if n.startswith(kind)]
            raise InputError(f"no {kind} called '{stem}' stands on a page of this study; {nearest(stem, known)}")
        return Thing(kind, stem, self.language.word(word), self.shelf.number[name], self.shelf.home[name])

    def ref(self, stem: str, kind: str = "figure") -> str:
        """Return a link to a figure or table by its number."""
        return self.target.ref(self.thing(kind, stem, f"site.{kind}"))

    def figure(self, stem: str) -> str:
        """Return a figure with its number, caption and alternative text."""
        thing = self.thing("figure", stem, "site.figure_label")
        alternative = replace(self, target=Text()).word(f"figures.{stem}.alt")
        return self.target.figure(thing, self.word(f"figures.{stem}.caption"), alternative, self.shelf.pictures[stem])

    def table(self, stem: str) -> str:
        """Return a table with its number and caption."""
        thing = self.thing("table", stem, "site.table_label")
        return self.target.table(thing, self.word(f"tables.{stem}.caption"), self.tabulate(stem))

    def cite(self, key: str) -> str:
        """Return a link to a source, in its short form."""
        if key not in self.references:
            raise InputError(f"no source is called '{key}'; {nearest(key, self.references)}")
        return self.target.cite(key, self.references[key].short)

    def bibliography(self) -> str:
        """Return the list of every source."""
        return self.target.bibliography(self.references)
