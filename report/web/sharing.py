"""What the world outside sees of a report that has an address: a map of its pages, and a picture to share it by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from report.provenance import HERE
from report.publication import Publication

CARD = HERE / "templates" / "card.typ"
PIXELS = 144  # for an inch: the card is 600 by 315 points, and 1200 by 630 pixels is what networks ask for


def write(staging: Path, publication: Publication, date: str) -> None:
    """Write ``sitemap.xml`` and a card for each language, if the report has an address.

    Parameters
    ----------
    staging : Path
        The site as it is put together.
    publication : Publication
        Address, languages, titles, descriptions.
    date : str
        Day of the build, as 2026-11-24.
    """
    if publication.address:
        (staging / "sitemap.xml").write_bytes(sitemap(staging, publication, date).encode())
        for code in publication.languages:
            (staging / "assets" / f"card-{code}.png").write_bytes(card(staging, publication, code))


def sitemap(staging: Path, publication: Publication, date: str) -> str:
    """List every page with the same page in the other languages."""
    entries = "".join(entry(places, publication.address, date) for places in pages(staging, publication.languages))
    names = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {names}>\n{entries}</urlset>\n'


def pages(staging: Path, languages: Sequence[str]) -> Iterator[dict[str, str]]:
    """Yield for each page its place in each language that has it."""
    found = {place for code in languages for place in indices(staging / code)}
    for place in sorted(found):
        own = "" if place == "." else f"{place}/"
        yield {code: f"{code}/{own}" for code in languages if (staging / code / place / "index.html").is_file()}


def indices(folder: Path) -> Iterator[str]:
    """Yield the place of every page of one language within its folder."""
    return (path.parent.relative_to(folder).as_posix() for path in folder.rglob("index.html"))


def entry(places: dict[str, str], address: str, date: str) -> str:
    """Write the entries of one page, one for each language."""
    link = '    <xhtml:link rel="alternate" hreflang="{}" href="{}"/>\n'
    others = "".join(link.format(code, escape(address + place)) for code, place in places.items())
    head = "  <url>\n    <loc>{}</loc>\n    <lastmod>{}</lastmod>\n{}  </url>\n"
    return "".join(head.format(escape(address + place), date, others) for place in places.values())


def card(staging: Path, publication: Publication, code: str) -> bytes:
    """Draw the picture by which the report is shared: title, description, and the figure of the start page."""
    import typst

    figure = f"figures/{publication.cover}/{publication.cover}-{code}-85mm.svg"
    words = {
        "language": code,
        "title": publication.title[code],
        "description": publication.description[code],
        "figure": f"/{figure}" if publication.cover and (staging / figure).is_file() else "",
    }
    source = staging / "card.typ"  # typst reads nothing above the folder of its source
    source.write_bytes(CARD.read_bytes())
    try:
        return bytes(typst.compile(source, format="png", ppi=PIXELS, ignore_system_fonts=True, sys_inputs=words))
    finally:
        source.unlink()
