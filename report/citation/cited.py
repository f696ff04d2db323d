"""Every citation of every work in one language, made once and remembered."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from markupsafe import Markup, escape

from report.citation.bibtex import biblatex, bibtex
from report.citation.csl import csl_json
from report.citation.finished import STYLES, finished
from report.citation.gost import gost_2018
from report.citation.ris import ris
from report.citation.work import ACCESSED, Work
from report.language import Language
from report.provenance import installed
from report.stamps import Stamps, contents, keyed

MADE: Mapping[str, Callable[[Work, Language], str]] = {
    "gost-2018": gost_2018,
    "bibtex": bibtex,
    "biblatex": biblatex,
    "ris": ris,
    "csl-json": csl_json,
}
FORMATS = ("gost", "gost-2018", "apa", "ieee", "bibtex", "biblatex", "ris", "csl-json")
# How each format writes a day; those of sentences are words of the language.
DAYS = {
    "bibtex": "{yyyy}-{mm}-{dd}",
    "biblatex": "{yyyy}-{mm}-{dd}",
    "ris": "{yyyy}/{mm}/{dd}",
    "csl-json": "{yyyy}, {m}, {d}",
}
SUFFIXES = {"bibtex": ".bib", "biblatex": ".biblatex.bib", "ris": ".ris", "csl-json": ".csl.json"}
Citations = Mapping[str, Markup]


def load(works: Iterable[Work], language: Language, folder: Path, stamps: Stamps) -> dict[str, Citations]:
    """Return stem to format to citation: HTML, with `ACCESSED` for the day on which its reader saw the work."""
    known = list(works)
    kept, name = folder / f"{language.code}.json", f"citations/{language.code}"
    told = [asdict(work) | {"publication": work.publication.model_dump()} for work in known]
    key = keyed(
        {
            "what is cited": told,
            "words of citations": language.words["citations"],
            "code": contents([Path(__file__).parent]),
            "installed packages": installed(),
        }
    )
    if not stamps.fresh(name, key, [kept]):
        folder.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(cite(known, language), ensure_ascii=False), encoding="utf-8")
        stamps.set(name, key, [kept])
    found = json.loads(kept.read_text("utf-8"))
    return {stem: {form: Markup(text) for form, text in own.items()} for stem, own in found.items()}


def cite(works: Iterable[Work], language: Language) -> dict[str, dict[str, Markup]]:
    """Make every citation of some works."""
    known = list(works)
    styled = finished(known, language)
    return {
        work.stem: {
            form: Markup(styled[form][work.stem]) if form in STYLES else escape(MADE[form](work, language))
            for form in FORMATS
        }
        for work in known
    }


def day_of(form: str, language: Language) -> str:
    """Return the pattern of a day in a format: ``{d}``, ``{dd}``, ``{m}``, ``{mm}``, ``{month}``, ``{yyyy}``."""
    return DAYS.get(form) or language.word("citations.date_ieee" if form == "ieee" else "citations.date_gost")


def plain(citation: Markup, form: str, language: Language, day: datetime.date | None) -> str:
    """Return a citation as text; without a day, a blank stands in sentences, and fields that need one are left out."""
    text = citation.unescape() if form in MADE else citation.striptags()
    if day:
        months = language.word("citations.months").split()
        d, m = day.day, day.month
        parts = {"d": d, "dd": f"{d:02}", "m": m, "mm": f"{m:02}", "month": months[m - 1], "yyyy": day.year}
        return text.replace(ACCESSED, day_of(form, language).format(**parts))
    if form == "csl-json":
        (item,) = json.loads(text.replace(ACCESSED, "1"))
        return json.dumps([{k: v for k, v in item.items() if k != "accessed"}], ensure_ascii=False, indent=1) + "\n"
    if form in SUFFIXES:
        return "".join(line for line in text.splitlines(keepends=True) if ACCESSED not in line)
    return text.replace(ACCESSED, language.word("citations.blank"))


def files(citations: Citations, language: Language, start: str) -> dict[str, str]:
    """Return name to content of the files of one work: one for each format, finished sentences all in one."""
    named = {
        f"{start}-{language.code}{suffix}": plain(citations[form], form, language, None)
        for form, suffix in SUFFIXES.items()
    }
    sentences = [
        f"{language.word(f'citations.names.{form}')}\n{plain(citations[form], form, language, None)}\n"
        for form in FORMATS
        if form not in SUFFIXES
    ]
    return {**named, f"{start}-{language.code}.txt": "\n".join(sentences)}
