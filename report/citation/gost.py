"""GOST R 7.0.100-2018, for which no style of the Citation Style Language exists: a rule for exactly two kinds of work.

A report on the web and a figure within it, as the standard describes electronic resources and component parts: areas
are parted by a point, a blank and a dash, a parallel title follows " = ", what the title is follows " : ", who answers
for it " / ", the part and the whole are parted by " // ", the address with the day of its being seen stands among the
notes, and the kind of content with its means of access closes the description of a whole and stands before " // " in
that of a part. Of the whole, what its title is (7.3.3), who answers for it (7.3.4) and its edition (7.3.5) are told as
well. Only these clauses were read in the standard; the rest follows what libraries teach of it.
"""

from __future__ import annotations

from collections.abc import Mapping

from report.citation.csl import label
from report.citation.work import ACCESSED, Work
from report.language import NO_BREAK, Language
from report.publication import Author

AREA = f".{NO_BREAK}\u2013 "
FEW = 3  # with more authors the description opens with the title, and names as many of them


def gost_2018(work: Work, language: Language) -> str:
    """Describe a work, with a mark for the day on which its reader saw it."""
    content = language.word(f"citations.{'figure' if work.stem else 'report'}_content")
    title = f"{titled(work.titles, language)} : {label(work, language)}{answering(work, language)}"
    if work.stem:
        whole = f"{titled(work.reports, language)} : {language.word('citations.report')}{answering(work, language)}"
        return f"{heading(work)}{title}{AREA}{content} // {AREA.join([whole, *published(work, language)])}."
    return f"{heading(work)}{AREA.join([title, *published(work, language), content])}."


def titled(titles: Mapping[str, str], language: Language) -> str:
    """Write a title and its parallels in the other languages."""
    known = dict(titles)
    return " = ".join([known.pop(language.code), *known.values()])


def heading(work: Work) -> str:
    """Write the person that the description opens with: the first of few; a group stands in the title's area alone."""
    first = work.authors[0]
    if first.name or len(work.authors) > FEW:
        return ""
    return f"{first.family}, {initials(first)}{'' if first.given else '.'} "


def answering(work: Work, language: Language) -> str:
    """Write who answers for a work; of more than four the first three."""
    names = [author.name or f"{initials(author)} {author.family}".strip() for author in work.authors]
    more = f" [{language.word('citations.and_others')}]" if len(names) > FEW + 1 else ""
    return f" / {', '.join(names[:FEW] if more else names)}{more}"


def initials(author: Author) -> str:
    """Shorten the given names of a person."""
    return NO_BREAK.join(f"{name[0]}." for name in author.given.split())


def published(work: Work, language: Language) -> list[str]:
    """List the areas of edition, publication and notes."""
    publication, address = work.publication, work.address(language.code)
    seen = f" ({language.word('citations.accessed')}: {ACCESSED})"
    areas = [
        language.fill("citations.version", version=publication.version),
        f"{publication.publisher}, {work.year}" if publication.publisher else str(work.year),
        f"DOI {publication.doi}" if publication.doi else "",
        f"URL: {address}{seen}" if address else "",
    ]
    return [area for area in areas if area]
