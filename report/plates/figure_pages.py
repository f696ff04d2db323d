"""A page for each figure, large, with its data, files, origin and citations; and the gallery of all figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from report import pages
from report.citation import box, head
from report.citation.cited import Citations
from report.citation.record import Record
from report.citation.work import Work
from report.language import NO_BREAK, Language
from report.plates.figure_files import files, tables
from report.templates import load
from report.vocabulary import Vocabulary

CALLS = ("citations", "gallery", "head")  # beyond the vocabulary, on every page of the site
MARKDOWN = re.compile(r"[\\`*_{}\[\]#!|$~^<>]")


@dataclass(frozen=True)
class Display:
    """What the pages of one language show of works: the report and its figures.

    Attributes
    ----------
    works : Mapping
        Stem to what is cited; "" is the report.
    records : Mapping
        Stem to record, in reading order.
    citations : Mapping
        Stem to citations in that language.
    vocabulary : Vocabulary
        The calls of that language.
    folder : Path
        Holds ``data/``.
    """

    works: Mapping[str, Work]
    records: Mapping[str, Record]
    citations: Mapping[str, Citations]
    vocabulary: Vocabulary
    folder: Path

    @property
    def language(self) -> Language:
        """Return the language of the pages."""
        return self.vocabulary.language

    def calls(self, root: str) -> dict[str, Any]:
        """Return what every page may show; root is its way to the folder of the site."""
        return {
            "citations": lambda: self.box("", f"{root}cite/report"),
            "gallery": lambda: self.gallery(root),
            "head": lambda: head.head(self.works[""], self.language, article=self.article),
        }

    @property
    def article(self) -> str:
        """Return the name of the printed article, where there is one."""
        facts = self.vocabulary.facts
        return f"{facts['build.article_name']}.pdf" if facts["build.article"] == "made" else ""

    def box(self, stem: str, files: str) -> Markup:
        """Show how to cite a work."""
        return box.box(self.citations[stem], self.language, files, self.works[stem].draft)

    def gallery(self, root: str) -> Markup:
        """Show every figure small, each leading to its page."""
        cards = Markup("\n").join(self.card(record, root) for record in self.records.values())
        word = self.language.word
        return Markup(
            '<p class="gallery__search" hidden><label for="gallery-search">{label}</label> '
            '<input id="gallery-search" type="search" autocomplete="off"> '
            '<span class="gallery__found" role="status" data-found="{found}"></span></p>\n'
            '<ul class="gallery">\n{cards}\n</ul>\n'
        ).format(label=word("figure_page.search"), found=word("figure_page.found"), cards=cards)

    def card(self, record: Record, root: str) -> Markup:
        """Show one figure in the gallery; its number is searched too, and what is said of it and of what is seen."""
        code = self.language.code
        said = (record.title[code], record.caption[code], record.alternative[code])
        file, width, height = min(self.vocabulary.shelf.pictures[record.stem].values(), key=lambda picture: picture[1])
        return Markup(
            '<li data-words="{words}"><a href="{stem}/"><img src="{root}figures/{stem}/{file}" alt="" width="{width}" '
            'height="{height}" loading="lazy"><span>{label}. {title}</span></a></li>'
        ).format(
            words=" ".join((self.label(record), record.stem, *said)).lower(),
            stem=record.stem,
            root=root,
            file=file,
            width=width,
            height=height,
            label=self.label(record),
            title=record.title[code],
        )

    def label(self, record: Record) -> str:
        """Return what a figure is called, with its number."""
        return f"{self.language.word('site.figure_label')}{NO_BREAK}{record.number}"


def write(display: Display) -> dict[str, str]:
    """Fill the page of every figure; return ``figures/<stem>`` to Markdown."""
    source = load(display.language.code, "figure")
    written: dict[str, str] = {}
    for stem, record in display.records.items():
        vocabulary = pages.for_page(display.vocabulary, f"figures/{stem}")
        written[f"figures/{stem}"] = pages.page(source, vocabulary, calls(display, record, vocabulary))
    return written


def calls(display: Display, record: Record, vocabulary: Vocabulary) -> dict[str, Any]:
    """Return what the page of a figure may show beyond the vocabulary."""
    root, language, stem = "../../../", display.language, record.stem
    work = display.works[stem]
    return {
        "record": record,
        "title": marked_down(record.title[language.code]),
        "description": language.fill("figure_page.description", title=record.title[language.code]),
        "commit": vocabulary.facts["build.commit"],
        "label": display.label(record),
        "picture": picture(vocabulary, stem, root),
        "tables": Markup("\n").join(tables(record, vocabulary.results, display.folder, language, root)),
        "files": files(record, language, root),
        "values": [value for value in record.values if value in vocabulary.results.values],
        "neighbours": Markup(" ").join(neighbours(display, record)),
        "citations": display.box(stem, f"{root}figures/{stem}/{stem}"),
        "head": head.head(work, language, record),
    }


def marked_down(text: str) -> Markup:
    """Escape plain text for a line of Markdown."""
    return Markup("").join(Markup(f"&#{ord(sign)};") if MARKDOWN.match(sign) else escape(sign) for sign in text)


def picture(vocabulary: Vocabulary, stem: str, root: str) -> Markup:
    """Show a figure as large as the page."""
    alternative = pages.plainly(vocabulary).word(f"figures.{stem}.alt")
    caption = vocabulary.word(f"figures.{stem}.caption")
    narrow, *_, wide = sorted(vocabulary.shelf.pictures[stem].values(), key=lambda picture: picture[1])
    return Markup(
        '<figure class="figure figure--large"><picture>'
        '<source media="(max-width: 37.5em)" srcset="{root}figures/{stem}/{n[0]}" width="{n[1]}" height="{n[2]}">'
        '<img src="{root}figures/{stem}/{w[0]}" alt="{alt}" width="{w[1]}" height="{w[2]}">'
        "</picture><figcaption>{caption}</figcaption></figure>"
    ).format(root=root, stem=stem, n=narrow, w=wide, alt=alternative, caption=caption)


def neighbours(display: Display, record: Record) -> Iterator[Markup]:
    """Link to the figure before and the one after."""
    order = list(display.records.values())
    here = order.index(record)
    for key, place in (("previous", here - 1), ("next", here + 1)):
        if 0 <= place < len(order):
            other = order[place]
            yield Markup('<a class="figure-{key}" href="../{stem}/" rel="{rel}">{label}. {title}</a>').format(
                key=key,
                rel="prev" if key == "previous" else "next",
                stem=other.stem,
                label=display.label(other),
                title=other.title[display.language.code],
            )
