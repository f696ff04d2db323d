"""RIS, as reference managers import it."""

from __future__ import annotations

import rispy

from report.citation.latex import BLANKS
from report.citation.work import ACCESSED, Work
from report.language import Language


def ris(work: Work, language: Language) -> str:
    """Cite a work; a title in another language stands beside its own."""
    address = work.address(language.code)
    label = language.fill("citations.figure", number=work.number) if work.stem else language.word("citations.report")
    fields: dict[str, str | list[str]] = {
        "type_of_reference": "ELEC",
        "id": work.key,
        "authors": [author.name or f"{author.family}, {author.given}".rstrip(", ") for author in work.authors],
        "title": work.titles[language.code],
        "translated_title": "; ".join(work.others(language.code).values()),
        "secondary_title": work.reports[language.code] if work.stem else "",
        "year": str(work.year),
        "date": work.publication.date.strftime("%Y/%m/%d"),
        "edition": work.publication.version,
        "publisher": work.publication.publisher,
        "type_of_work": label,
        "doi": work.publication.doi,
        "urls": [address] if address else [],
        "access_date": ACCESSED if address else "",
        "language": language.code,
    }
    clean = {field: cleaned(value) for field, value in fields.items() if value}
    return str(rispy.dumps([clean])).removeprefix("1.\n")


def cleaned(value: str | list[str]) -> str | list[str]:
    """Keep a value on its line."""
    return [BLANKS.sub(" ", one) for one in value] if isinstance(value, list) else BLANKS.sub(" ", value)
