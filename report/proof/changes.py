"""What the pages tell of versions that were released before: what has changed since, and which pages retired."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from report import pages, tabular
from report.language import Language
from report.plates.figure_files import CODE
from report.plates.figure_pages import Display, marked_down
from report.proof.versions import Version, retired
from report.targets.page import Page
from report.templates import load
from report.web.check import EARLIER

CALLS = ("changes",)  # beyond the vocabulary, on every page of the site
FIGURES = "figures/"  # the pages of figures, in the folder of a language
LINK = Markup('<a href="{}">{}</a>')
BACK = Markup('<a href="{}" rel="{}">{}</a>')


@dataclass(frozen=True)
class Change:
    """What a template may say of an earlier version, printed; what there is nothing to say of is empty."""

    number: str
    anchor: str
    date: str
    address: str
    moved: str
    n_added: int
    gone: str
    drawn: str
    redrawn: str
    retired: str
    left: str


def calls(display: Display, versions: Iterable[Version], root: str) -> dict[str, Any]:
    """Return what every page may tell of earlier versions; root is its way to the folder of the site."""
    return {"changes": lambda: [change(display, version, root) for version in versions]}


def change(display: Display, version: Version, root: str) -> Change:
    """Compare the report with an earlier version of it."""
    language, now, was = display.language, display.vocabulary.results.values, version.values
    moved = version.moved(now)
    known = [stem for stem in display.records if stem in version.figures]
    redrawn = [stem for stem in known if display.records[stem].data_digest != version.figures[stem]["data"]]
    back = {place: link(display, version, place, root) for place in retired([version], places(display))}
    return Change(
        number=version.number,
        anchor=anchor(version),
        date=language.date(datetime.date.fromisoformat(version.date)),
        address=address(display, version, "index", root),
        moved=table(display, version, moved) if moved else "",
        n_added=len(now.keys() - was.keys()),
        gone=listed(CODE.format(name) for name in was if name not in now),
        drawn=listed(shown(display, [stem for stem in display.records if stem not in version.figures], root)),
        redrawn=listed(shown(display, redrawn, root)),
        retired=listed(back[place] for place in back if place.startswith(FIGURES)),
        left=listed(back[place] for place in back if not place.startswith(FIGURES)),
    )


def places(display: Display) -> tuple[str, ...]:
    """List where the pages of this report lie in the folder of a language."""
    return (*display.vocabulary.shelf.pages, *(f"{FIGURES}{stem}" for stem in display.records))


def address(display: Display, version: Version, place: str, root: str) -> str:
    """Return the way to a page of an earlier version; a report that is released itself lies below v/ too."""
    out = "../../" if display.works[""].publication.released else ""
    return f"{root}{out}v/{version.number}/{display.language.code}/{'' if place == 'index' else f'{place}/'}"


def link(display: Display, version: Version, place: str, root: str) -> Markup:
    """Link to a page of an earlier version by what it was called."""
    return BACK.format(address(display, version, place, root), EARLIER, title(version, place, display.language))


def title(version: Version, place: str, language: Language) -> str:
    """Return what a page of an earlier version was called; a language that it lacked has another's words."""
    titles = version.titles[place]
    return titles.get(language.code) or next(iter(titles.values()))


def shown(display: Display, stems: Sequence[str], root: str) -> Iterator[Markup]:
    """Yield links to figures of this report."""
    for stem in stems:
        record = display.records[stem]
        page = f"{root}{record.page[display.language.code]}"
        yield LINK.format(page, f"{display.label(record)}. {record.title[display.language.code]}")


def listed(items: Iterable[Markup]) -> Markup:
    """Join items in a line."""
    return Markup("; ").join(items)


def table(display: Display, version: Version, names: Iterable[str]) -> Markup:
    """Show values as they were and as they are."""
    results, language = display.vocabulary.results, display.language

    def printed(value: Any, name: str) -> str:
        return language.show(tuple(value) if isinstance(value, list) else value, results.units[name])

    rows = [[CODE.format(n), printed(version.values[n], n), printed(results.values[n], n)] for n in names]
    heads = [language.word(f"changes.{head}") for head in ("value", "then", "now")]
    made = tabular.make(heads, rows, (1, 2))
    return tabular.to_html(made, anchor(version), version.number, language.word("changes.caption"))


def anchor(version: Version) -> str:
    """Return the id of the section on a version."""
    return f"since-{version.number.replace('.', '-')}"


def write(display: Display, versions: Iterable[Version]) -> dict[str, str]:
    """Fill a page for whatever retired, page or figure, at the address that it had; return its place to Markdown."""
    source, written = load(display.language.code, "retired"), {}
    for place, version in retired(versions, places(display)).items():
        called, vocabulary = title(version, place, display.language), pages.for_page(display.vocabulary, place)
        back = address(display, version, place, Page(place, display.language).root)
        told = {"title": called, "heading": marked_down(called), "number": version.number, "address": back}
        written[place] = pages.page(source, vocabulary, {**told, "figure": place.startswith(FIGURES)})
    return written
