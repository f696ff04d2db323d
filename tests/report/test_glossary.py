"""The glossary: one entry for one term, under the same name wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from prose import hunspell
from workshop import written

from digitclust import Results
from report.publication import load_publication

ROOT = Path(__file__).resolve().parents[2]
PUBLICATION = load_publication(ROOT / "report" / "publication.toml")
ENTRY = re.compile(r"^### (.*) \{#term-([\w-]+)\}\n\n\*(.*?)\*\{ lang=(\w+) \}\. (.*)$", re.MULTILINE)
# Not running text: headings, lines that only name what another page tells, what stands in figures, tables and lists
# of sources, code and formulas, links out of Markdown; and what a value prints, since results choose it.
APART = re.compile(
    r"\A---.*?^---$|^#[^\n]*|^!!![^\n]*|^- \**\[[^]]*\]\((?!glossary)[^\n]*"
    r"|<(figure|table|ol|code|a)\b.*?</\1>|`[^`]*`|\$\$.*?\$\$|\$[^$]+\$|<data value=\"[a-z].*?</data>",
    re.MULTILINE | re.DOTALL,
)
PIECE = re.compile(r"\[([^][]*)\]\(([^()]*)\)|[^\W\d_]+(?:[-\u2019][^\W\d_]+)*\+*|\S")
WORD = re.compile(r"[^\W\d_]+(?:[-\u2019][^\W\d_]+)*\+*")
Told = list[tuple[str, str]]  # words, each with the term to which it links, if any
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


def spoken(heading: str) -> list[str]:
    """List the names by which the text may call a term: ``name (other name)``, but not ``name (of what)``."""
    others = re.findall(r"\((?!of |by )([^)]*)\)(?:$|;)", heading)
    return [name for part in [re.sub(r"\([^)]*\)", "", heading), *others] for name in re.split("[;,]", part)]


def pieces(page: str) -> Iterator[tuple[str, str]]:
    """List the words and marks of the running text of a page, each with the term that it links, if any."""
    text = re.sub(r"<[^>]*>", "", APART.sub(" . ", page.replace("\u00a0", " ")))
    for piece in PIECE.finditer(text):
        _, _, term = (piece[2] or "").partition("glossary.md#")
        if term or piece[2] is None:
            yield piece[1] or piece[0], term
        else:
            yield ".", ""


def stems(words: set[str], language: str) -> Mapping[str, set[str]]:
    """Give each word what its forms have in common."""
    if language == "en":
        return {word: {re.sub("(?<=s)es$|(?<!s)s$", "", word)} for word in words}
    told = [line.split() for line in hunspell("-s", sorted(words), language) if line]
    found = {word: {word} for word in words}
    for word, *stem in told:  # which takes no mark for a part of a word
        found.setdefault(word, set()).update(stem)
    return found


def stands(told: Told, names: Mapping[tuple[str, ...], str], language: str) -> Iterator[tuple[str, int]]:
    """List the terms that stand in a text, and where; of a term within a longer one only the longer is told."""
    forms = stems({word.lower() for word, _ in told} | {word for name in names for word in name}, language)
    # What links to one term names no other; and no name goes beyond the end.
    free = [set() if term else forms[word.lower()] for word, term in told] + [set()] * max(map(len, names))
    at = 0
    while at < len(told):
        here = [name for name in names if all(free[at + i] & forms[word] for i, word in enumerate(name))]
        name = max(here, key=len, default=())
        if name:
            yield names[name], at
        at += len(name) or 1


@pytest.mark.parametrize("language", PUBLICATION.languages)
def test_a_term_links_to_its_entry_where_it_first_stands(results: Results, language: str) -> None:
    """In the running text of all pages, in reading order; and each term does stand there."""
    pages = written(results, language)
    read_in_order = [pages[page] for page in PUBLICATION.pages if page not in {"glossary", "references"}]
    told = [piece for page in read_in_order for piece in pieces(page)]
    entries = {f"term-{stem}": spoken(heading) for heading, stem, *_ in ENTRY.findall(read(language))}
    names = {tuple(WORD.findall(name.lower())): term for term, several in entries.items() for name in several}
    linked = {term: at for at, (_, term) in reversed(list(enumerate(told)))}
    early = {term: at for term, at in stands(told, names, language) if at < linked.get(term, len(told))}

    assert {term: " ".join(word for word, _ in told[max(0, at - 5) : at + 5]) for term, at in early.items()} == {}
    assert set(entries) <= set(linked)
