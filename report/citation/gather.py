"""Gathers what the record of a figure says: its texts in plain words, and the values that they ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from markupsafe import Markup

from report import downloads
from report.citation.record import Record, make
from report.citation.work import figure
from report.publication import Publication
from report.targets.text import Text
from report.vocabulary import Vocabulary


def records(
    spoken: Sequence[Vocabulary], publication: Publication, work_folder: Path, source: Mapping[str, Any]
) -> list[Record]:
    """Make the record of every figure that the pages show, in reading order.

    Parameters
    ----------
    spoken : sequence of Vocabulary
        One for each language.
    publication : Publication
        Who publishes the report.
    work_folder, source
        As for `report.citation.record.make`.
    """
    shelf = spoken[0].shelf
    stems = sorted((name for name in shelf.number if name.startswith("figure.")), key=shelf.number.__getitem__)
    return [record(name.removeprefix("figure."), spoken, publication, work_folder, source) for name in stems]


def record(
    stem: str, spoken: Sequence[Vocabulary], publication: Publication, work_folder: Path, source: Mapping[str, Any]
) -> Record:
    """Make the record of one figure."""
    shelf, languages = spoken[0].shelf, [vocabulary.language for vocabulary in spoken]
    work = figure(stem, shelf.number[f"figure.{stem}"], languages, publication)
    asked: dict[str, None] = {}
    plainly = [replace(one, target=Text(), asked=asked) for one in spoken]
    texts = {
        part: {one.language.code: plain(one, f"figures.{stem}.{word}") for one in plainly}
        for part, word in (("caption", "caption"), ("alternative", "alt"))
    }
    return make(work, texts, asked, shelf.home[f"figure.{stem}"], downloads.shown(stem), work_folder, source)


def plain(vocabulary: Vocabulary, word: str) -> str:
    """Return a word in plain text: without tags and with what they are escaped for."""
    return Markup(vocabulary.word(word)).striptags()
