"""BibTeX and biblatex.

Pandoc can write both, but knows no ``language`` that a GOST .bst asks for, no version in BibTeX, and no figure within
a report. Each field is escaped by `report.citation.latex`; what comes out is read back by pandoc and biber in tests.
"""

from __future__ import annotations

from collections.abc import Mapping

from report.citation.latex import escape
from report.citation.work import ACCESSED, Work
from report.language import Language
from report.publication import Author


def bibtex(work: Work, language: Language) -> str:
    r"""Cite a work for a .bst style.

    Where the word ``citations.address`` of the language is "field", the entry has ``url``, which the GOST styles print.
    Plain BibTeX knows no such field; elsewhere the address stands in ``note``, which every style prints; it wants
    ``\usepackage{url}``.
    """
    address, version = work.address(language.code), language.fill("citations.version", version=work.publication.version)
    if work.stem:
        version = f"{capital(language.fill('citations.figure', number=work.number))}. {version}"
    apart = language.word("citations.address") == "field"
    note = escape(version) if apart or not address else rf"{escape(version)}. \url{{{address}}}"
    fields = {
        **opening(work, language),
        **({"booktitle": titled(work.reports[language.code])} if work.stem else {}),
        **({} if work.stem else {"howpublished": capital(escape(language.word("citations.report")))}),
        "publisher" if work.stem else "organization": escape(work.publication.publisher),
        "year": str(work.year),
        "note": note,
        "doi": work.publication.doi,
        "url": address if apart else "",
        "urldate": ACCESSED if apart and address else "",
        "language": language.word("citations.langid"),
    }
    return entry("incollection" if work.stem else "misc", work.key, fields)


def biblatex(work: Work, language: Language) -> str:
    """Cite a work for biblatex."""
    address, version = work.address(language.code), work.publication.version
    within = {
        "titleaddon": escape(language.fill("citations.figure", number=work.number)),
        "booktitle": titled(work.reports[language.code]),
        "booktitleaddon": escape(language.word("citations.report")),
        "note": escape(language.fill("citations.version", version=version)),
    }
    alone = {"titleaddon": escape(language.word("citations.report")), "version": version}
    fields = {
        **opening(work, language),
        **(within if work.stem else alone),
        "publisher" if work.stem else "organization": escape(work.publication.publisher),
        "date": str(work.year),
        "doi": work.publication.doi,
        "url": address,
        "urldate": ACCESSED if address else "",
        "langid": language.word("citations.langid"),
    }
    kind = "inbook" if work.stem else "online" if address else "misc"
    return entry(kind, work.key, fields)


def opening(work: Work, language: Language) -> dict[str, str]:
    """Return the fields that every entry opens with."""
    return {"author": " and ".join(map(name, work.authors)), "title": titled(work.titles[language.code])}


def name(author: Author) -> str:
    """Write a name; a group in braces, so that it stays whole."""
    return (
        f"{{{escape(author.name)}}}"
        if author.name
        else ", ".join(map(escape, filter(None, (author.family, author.given))))
    )


def titled(title: str) -> str:
    """Write a title in braces, so that its capitals stay."""
    return f"{{{escape(title)}}}"


def entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """Write an entry of the fields that are there."""
    lines = [f"  {field} = {{{value}}},\n" for field, value in fields.items() if value]
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"


def capital(text: str) -> str:
    """Begin a text with a capital."""
    return f"{text[:1].upper()}{text[1:]}"
