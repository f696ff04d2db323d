"""The glossary: one entry for one term, under the same name wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from report.publication import load_publication

ROOT = Path(__file__).resolve().parents[2]
PUBLICATION = load_publication(ROOT / "report" / "publication.toml")
ENTRY = re.compile(r"^### (.*) \{#term-([\w-]+)\}\n\n\*(.*?)\*\{ lang=(\w+) \}\. (.*)$", re.MULTILINE)
LINK = re.compile(r'page\("glossary", "([\w-]+)"\)')


def read(language: str, stem: str = "glossary") -> str:
    """Return a template, its no-break spaces as spaces."""
    return (ROOT / "templates" / language / f"{stem}.md").read_text("utf-8").replace("\u00a0", " ")


def named(text: str) -> list[str]:
    """List the names that stand between semicolons, without regard to capitals."""
    return [name.strip().casefold() for name in text.split(";")]


def terms() -> Iterator[tuple[str, str]]:
    """List the terms of TERMS.md in English and in Russian, each with its counterpart."""
    page = (ROOT / "templates" / "TERMS.md").read_text("utf-8").replace("\u00a0", " ")
    table = page.partition("\n## Terms\n")[2].partition("\n## ")[0]
    for row in [line for line in table.splitlines() if line.startswith("| ")][1:]:
        english, russian = (named(cell) for cell in row.split("|")[1:3])
        yield from zip(english, russian, strict=True)


@pytest.mark.parametrize(("language", "column"), [("en", 0), ("ru", 1)])
def test_every_term_of_the_terms_has_its_entry(language: str, column: int) -> None:
    """Under the very name that TERMS.md gives it."""
    entries = {name for heading, *_ in ENTRY.findall(read(language)) for name in named(heading)}

    assert {term[column] for term in terms()} <= entries


@pytest.mark.parametrize(("language", "other"), [("en", "ru"), ("ru", "en")])
def test_an_entry_gives_the_name_of_the_other_language(language: str, other: str) -> None:
    """What stands in italics is the heading over there, marked as being of that language."""
    here, there = ENTRY.findall(read(language)), ENTRY.findall(read(other))

    assert [foreign.casefold() for _, _, foreign, _, _ in here] == [heading.casefold() for heading, *_ in there]
    assert {marked for *_, marked, _ in here} == {other}


@pytest.mark.parametrize("language", PUBLICATION.languages)
def test_every_heading_of_a_term_opens_an_entry(language: str) -> None:
    """A name, the other name, a sentence with its end; no term stands twice."""
    text = read(language)
    entries = ENTRY.findall(text)
    names = [name for heading, *_ in entries for name in named(heading)]

    assert len(entries) == text.count("\n### ")
    assert all(sentence[0].isupper() and sentence[-1] == "." for *_, sentence in entries)
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("language", PUBLICATION.languages)
def test_a_link_to_a_term_leads_to_its_entry(language: str) -> None:
    """On every page."""
    known = {f"term-{stem}" for _, stem, *_ in ENTRY.findall(read(language))}
    for stem in PUBLICATION.pages:
        assert set(LINK.findall(read(language, stem))) <= known, stem


@pytest.mark.parametrize(("language", "own"), [("en", "(a term of this report)"), ("ru", "(термин этого отчёта)")])
def test_every_entry_names_its_source(language: str, own: str) -> None:
    """A source of the bibliography, or the report itself for the only term that is its own."""
    entries = {stem: sentence for _, stem, *_, sentence in ENTRY.findall(read(language))}
    without = {stem for stem, sentence in entries.items() if "cite(" not in sentence}

    assert without == {"reference-run"}
    assert own in entries["reference-run"]
