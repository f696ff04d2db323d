"""CSL-JSON, and what the styles of the Citation Style Language are handed to print a citation."""

from __future__ import annotations

import json
from typing import Any

from report.citation.work import ACCESSED, Work
from report.language import Language
from report.publication import Author

Item = dict[str, Any]


def csl_json(work: Work, language: Language) -> str:
    """Cite a work as CSL-JSON. A web page, since with any other type the GOST style drops the address."""
    item = {
        "id": work.key,
        **common(work, language),
        "type": "webpage",
        "title": work.titles[language.code],
        **({"container-title": work.reports[language.code]} if work.stem else {}),
        "genre": label(work, language),
        "version": work.publication.version,
        **({"accessed": {"date-parts": [[ACCESSED]]}} if work.address(language.code) else {}),
    }
    return json.dumps([item], ensure_ascii=False, indent=1).replace(f'"{ACCESSED}"', ACCESSED) + "\n"


def common(work: Work, language: Language) -> Item:
    """Return what every style is told."""
    date = work.publication.date
    known = {
        "publisher": work.publication.publisher,
        "DOI": work.publication.doi,
        "URL": work.address(language.code),
    }
    return {
        "author": [person(author) for author in work.authors],
        "issued": {"date-parts": [[date.year, date.month, date.day]]},
        "language": language.word("citations.locale"),
        **{name: value for name, value in known.items() if value},
    }


def person(author: Author) -> dict[str, str]:
    """Return a name; a group is literal, so that it stays whole."""
    if author.name:
        return {"literal": author.name}
    return {"family": author.family, **({"given": author.given} if author.given else {})}


def label(work: Work, language: Language) -> str:
    """Return what a work is called: a report, or a figure with its number."""
    return language.fill("citations.figure", number=work.number) if work.stem else language.word("citations.report")


def for_gost(work: Work, language: Language) -> Item:
    """Return a work for GOST R 7.0.5-2008 as `report.citation.finished` completes the style.

    The kind of material follows the title itself, before what belongs to it (GOST 7.1-2003).
    """
    code = language.code
    report = f"{work.reports[code]} : {language.word('citations.report')}"
    return common(work, language) | {
        "type": "webpage",
        "title": f"{work.titles[code]} [{language.word('citations.medium')}] : {label(work, language)}",
        "version": language.fill("citations.version", version=work.publication.version),
        **({"container-title": report} if work.stem else {}),
    }


def for_apa(work: Work, language: Language) -> Item:
    """Return a work for APA: a report, or a part of one."""
    code, kind = language.code, label(work, language)
    return common(work, language) | {
        "type": "chapter" if work.stem else "report",
        "title": bracketed(work, language),
        "genre": kind[:1].upper() + kind[1:],
        "version": work.publication.version,
        **({"container-title": work.reports[code]} if work.stem else {}),
    }


def for_ieee(work: Work, language: Language) -> Item:
    """Return a work for IEEE, which knows no version of a report: it follows the title of the whole."""
    version = f"{language.word('citations.version_short')} {work.publication.version}"
    container = f"{work.reports[language.code]}, {version}"
    title = bracketed(work, language)
    return common(work, language) | {
        "type": "chapter" if work.stem else "report",
        "title": f"{title} ({label(work, language)})" if work.stem else title,
        **({"container-title": container} if work.stem else {"genre": version}),
    }


def bracketed(work: Work, language: Language) -> str:
    """Return the title, in brackets the English one where it is in another language, as APA and IEEE have it."""
    other = work.titles.get("en", "") if language.code != "en" else ""
    return f"{work.titles[language.code]} [{other}]" if other else work.titles[language.code]
