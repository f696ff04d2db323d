"""Results and one language become Markdown pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from jinja2 import Environment

from digitclust.discover import constant, nearest, stems
from digitclust.records import InputError, Results, Value
from report import tabular
from report.bibliography import Reference, listed
from report.language import Language
from report.targets.page import Page
from report.targets.text import Text
from report.templates import Source, calls, load, render
from report.typography import finish
from report.vocabulary import Shelf, Vocabulary

HERE = Path(__file__).parent
CITED = re.compile(r'href="#ref-([^"]+)"')
HEADING = re.compile(r"^# .*\n", re.MULTILINE)
SHELVES = {"figure": HERE / "figures", "table": HERE / "tables"}


@dataclass(frozen=True)
class Plan:
    """The pages of one language that the study can fill, and what stands on them."""

    sources: tuple[Source, ...]
    home: Mapping[str, str]
    number: Mapping[str, int]

    def shown(self, kind: str) -> list[str]:
        """List the stems of the figures or tables on the pages, in reading order."""
        return [name.split(".")[1] for name in self.number if name.startswith(kind)]


def plan(language: str, pages: Iterable[str], held: Callable[[str], bool], environment: Environment) -> Plan:
    """Choose the pages whose needs are held by the answers; the start page shows what another is the home of."""
    sources = tuple(s for s in (load(language, stem) for stem in pages) if all(map(held, s.needs)))
    home: dict[str, str] = {}
    number: dict[str, int] = {}
    for source in sources:
        for kind in SHELVES:
            called = known(source, kind, calls(environment, source, kind))
            place(source, kind, [stem for stem in called if all(map(held, shows(kind, stem)))], home, number)
    return Plan(sources, home, number)


def agree(plans: Mapping[str, Plan]) -> None:
    """Refuse a figure or table that stands in some languages only."""
    every = set().union(*(plan.number for plan in plans.values()))
    for language, plan in plans.items():
        for name in sorted(every - set(plan.number)):
            kind, _, stem = name.partition(".")
            raise InputError(f"templates/{language}: no page calls {kind}('{stem}'), which another language shows")


def known(source: Source, kind: str, called: list[tuple[int, str]]) -> list[str]:
    """Return what a page calls, or refuse what is on no shelf."""
    shelf = stems(SHELVES[kind])
    for line, stem in called:
        if stem not in shelf:
            raise InputError(f"{source.path}:{line}: no {kind} is called '{stem}'; {nearest(stem, shelf)}")
    return [stem for _, stem in called]


def place(source: Source, kind: str, called: list[str], home: dict[str, str], number: dict[str, int]) -> None:
    """Note where things of one kind stand first, and number them on."""
    for stem in called:
        name = f"{kind}.{stem}"
        number.setdefault(name, 1 + sum(other.startswith(kind) for other in number))
        if home.get(name, "index") == "index":
            home[name] = source.stem


def needs(kind: str, stem: str) -> tuple[str, ...]:
    """Return the experiments that a figure or table shows, without importing it."""
    return tuple(name for name in constant(SHELVES[kind] / f"{stem}.py", "NEEDS") if "." not in name)


def shows(kind: str, stem: str) -> tuple[str, ...]:
    """Return the same, and what it needs and shows of their answers, as far as it says so."""
    path = SHELVES[kind] / f"{stem}.py"
    return (*constant(path, "NEEDS"), *(constant(path, "DATA") or ()))


def tabulator(results: Results, language: Language) -> Callable[[str], tabular.Table]:
    """Return what makes a table by its stem."""

    def make(stem: str) -> tabular.Table:
        table: tabular.Table = import_module(f"report.tables.{stem}").tabulate(results, language)
        return table

    return make


def vocabulary(
    plan: Plan,
    results: Results,
    language: Language,
    environment: Environment,
    pictures: Mapping[str, Any],
    references: Mapping[str, Reference],
    facts: Mapping[str, Value],
    study_file: str,
) -> Vocabulary:
    """Return the calls of one language, for plain text; `for_page` makes them those of a page."""
    shelf = Shelf(tuple(s.stem for s in plan.sources), plan.home, plan.number, pictures)
    tabulate = tabulator(results, language)
    return Vocabulary(results, language, environment, shelf, tabulate, references, Text(), facts, study_file)


def for_page(vocabulary: Vocabulary, stem: str) -> Vocabulary:
    """Return the calls of one page."""
    return replace(vocabulary, target=Page(stem, vocabulary.language), asked={})


def write(plan: Plan, vocabulary: Vocabulary, more: Callable[[str], Mapping[str, Any]]) -> dict[str, str]:
    """Fill every page of a language; return stem to Markdown. ``more(root)`` gives calls beyond the vocabulary.

    What lists all sources is filled last, with those that the others cite.
    """

    def fill(source: Source, spoken: Vocabulary) -> str:
        return page(source, for_page(spoken, source.stem), more(Page(source.stem, vocabulary.language).root))

    last = [source for source in plan.sources if calls(vocabulary.environment, source, "bibliography")]
    written = {source.stem: fill(source, vocabulary) for source in plan.sources if source not in last}
    cited = {key for text in written.values() for key in CITED.findall(text)}
    known = {key: reference for key, reference in vocabulary.references.items() if key in cited}
    return written | {source.stem: fill(source, replace(vocabulary, references=known)) for source in last}


def plainly(vocabulary: Vocabulary) -> Vocabulary:
    """Return the calls for plain text."""
    return replace(vocabulary, target=Text())


def page(source: Source, vocabulary: Vocabulary, more: Mapping[str, Any]) -> str:
    """Fill one page and finish its typography."""
    environment = vocabulary.environment
    template = environment.get_template(f"{source.language}/{source.path.name}")
    text = render(environment, template, {**vocabulary.calls(), **more}, str(source.path))
    note = of_sample(vocabulary, (*vocabulary.asked, *more.get("values", ())))
    try:
        return finish(HEADING.sub(lambda found: found[0] + note, text, count=1) + sources(text, vocabulary))
    except InputError as error:
        raise InputError(f"{source.path}: {error}") from None


def of_sample(vocabulary: Vocabulary, values: Iterable[str]) -> str:
    """Say of a page that it tells of a sample of the images, where one of its values does."""
    stems = sorted(name.partition(".")[0] for name in values)
    for stem in (stem for stem in stems if vocabulary.has(f"{stem}.sample_size")):
        calls, place = {**vocabulary.calls(), "stem": stem}, "sample.note"
        return f"\n{render(vocabulary.environment, vocabulary.language.word(place), calls, place)}\n"
    return ""


def sources(text: str, vocabulary: Vocabulary) -> str:
    """List what a filled page cites, in the order of citing, but for what it lists itself."""
    cited = [key for key in dict.fromkeys(CITED.findall(text)) if f'id="ref-{key}"' not in text]
    if not cited:
        return ""
    listing = listed({key: vocabulary.references[key] for key in cited})
    return f"\n## {vocabulary.language.word('site.sources')} {{#sources}}\n\n{listing}\n"
