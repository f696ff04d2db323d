"""Versions that were released before: what each said is kept beside the study, to tell what has changed since."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from markupsafe import Markup
from pydantic import BaseModel, Field

from digitclust.records import InputError
from report.proof.comparison import compare_value, full
from report.publication import Publication

Titles = Annotated[dict[str, str], Field(min_length=1)]


class Drawn(BaseModel):
    """What is kept of a figure."""

    title: Titles
    data: str


class Said(BaseModel):
    """What is kept of a version."""

    version: str
    date: str
    values: dict[str, Any]
    figures: dict[str, Drawn]
    pages: dict[str, Titles]


@dataclass(frozen=True)
class Version:
    """What a released version said.

    Attributes
    ----------
    number, date : str
        Of the version.
    values : Mapping
        Every value by its id, in full precision, as JSON has them.
    figures : Mapping
        Stem to ``title`` by language code, and ``data``, the digest of the tables shown.
    pages : Mapping
        Stem to title by language code, those of figures excepted.
    """

    number: str
    date: str
    values: Mapping[str, Any]
    figures: Mapping[str, Mapping[str, Any]]
    pages: Mapping[str, Mapping[str, str]]

    @property
    def titles(self) -> dict[str, Mapping[str, str]]:
        """Return what each page and each figure's page was called, by its place in the folder of a language."""
        return {**self.pages, **{f"figures/{stem}": figure["title"] for stem, figure in self.figures.items()}}

    def moved(self, values: Mapping[str, Any]) -> list[str]:
        """List the ids of values that are others now; a last bit, which another processor may set, is no change."""
        now = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
        both = [name for name in self.values if name in now]
        return [n for n in both if any(d.fails for d in compare_value(n, self.values, now, ties=0, tolerance=full))]


def keep(site: Path, publication: Publication, folder: Path) -> Path:
    """Keep what a finished site says as that of a released version; return the file, which is never written again."""
    path = folder / f"{publication.version}.json"
    if path.exists():
        raise InputError(f"{path}: what a released version said is never written again")
    index = json.loads((site / "figures" / "index.json").read_text("utf-8"))
    figures = {one["stem"]: {"title": one["title"], "data": one["data_digest"]} for one in index["figures"]}
    values = json.loads((site / "values.json").read_text("utf-8"))
    dated = {"version": publication.version, "date": str(publication.date)}
    said = {**dated, "pages": titles(site, publication), "figures": figures, "values": values}
    folder.mkdir(exist_ok=True)
    path.write_bytes(json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n")
    return path


def titles(site: Path, publication: Publication) -> dict[str, dict[str, str]]:
    """Return what each page of a site is called, by stem and language code; the site has it for its search."""
    found: dict[str, dict[str, str]] = {}
    for code in publication.languages:
        index = json.loads((site / code / "search" / "search_index.json").read_text("utf-8"))
        named = {entry["location"].removesuffix("/"): entry["title"] for entry in index["docs"]}
        for stem in filter(named.__contains__, publication.pages):
            found.setdefault(stem, {})[code] = Markup(named[stem]).striptags()
    return found


def earlier(folder: Path, number: str) -> tuple[Version, ...]:
    """Read the versions before one, the newest first."""
    found = sorted((rank(path.stem), path) for path in folder.glob("*.json"))
    return tuple(read(path) for place, path in reversed(found) if place < rank(number))


def read(path: Path) -> Version:
    """Read what a version said."""
    try:
        said = Said.model_validate_json(path.read_bytes())
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: this is not what a released version said: {str(error).splitlines()[0]}") from None
    figures = {stem: figure.model_dump() for stem, figure in said.figures.items()}
    return Version(said.version, said.date, said.values, figures, said.pages)


def rank(number: str) -> tuple[int, ...]:
    """Return the number of a version such that numbers can be compared; what is none comes last."""
    parts = number.split(".")
    return tuple(map(int, parts)) if all(map(str.isdecimal, parts)) else (sys.maxsize,)


def retired(versions: Iterable[Version], places: Iterable[str]) -> dict[str, Version]:
    """Return the places of pages that the report no longer has, each with the last version that had it."""
    now = set(places)
    return {place: one for one in reversed([*versions]) for place in one.titles if place not in now}
