"""Reads what the report is made of, and refuses what cannot become one."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from jinja2 import Environment

from digitclust.opening import identity, opened
from digitclust.records import InputError
from digitclust.store import Store
from digitclust.study import load_study
from digitclust.traits import describe
from report import downloads, provenance, subject, templates
from report.fresh import Places
from report.language import Language, compare, load_language
from report.proof import versions
from report.provenance import Origin
from report.publication import Publication, load_publication
from report.stamps import Stamps


@dataclass(frozen=True)
class Report:
    """What every stage of a build is handed."""

    places: Places
    publication: Publication
    origin: Origin
    languages: tuple[Language, ...]
    environment: Environment
    stamps: Stamps
    traits: tuple[str, ...]
    earlier: tuple[versions.Version, ...] = ()

    @property
    def date(self) -> datetime.date:
        """Return the date of the commit, else of the version."""
        return self.origin.date or self.publication.date

    @property
    def epoch(self) -> int:
        """Return the same in seconds since 1970, for SOURCE_DATE_EPOCH: never 0."""
        midnight = datetime.datetime.combine(self.publication.date, datetime.time(), datetime.UTC)
        return self.origin.epoch or int(midnight.timestamp())


def prepare(places: Places, why: Callable[[str, str], object]) -> Report:
    """Read what the report is made of, and refuse what cannot become one; stamps say why to whom it is told."""
    publication = load_publication(places.publication)
    known = tuple(sorted(path.parent.name for path in templates.TEMPLATES.glob("*/words.toml")))
    loaded = [load_language(templates.TEMPLATES / code, known) for code in publication.languages]
    refuse(compare(loaded))
    traits = described(places)
    languages = tuple(subject.worded(language, places.words, traits) for language in loaded)
    downloads.demand()
    origin = provenance.origin()
    stamps, environment = Stamps(places.work / "stamps", why), templates.environment()
    environment.loader = subject.Loader(templates.TEMPLATES, languages)
    earlier = versions.earlier(places.released, publication.version)
    return Report(places, publication, origin, languages, environment, stamps, traits, earlier)


def described(places: Places) -> tuple[str, ...]:
    """Tell what the data of the study have: labels, pixels and the like."""
    choice = load_study(places.study).dataset
    load = cache(partial(opened, choice, identity(choice)))
    return describe(choice, Store(places.build / "store"), load).traits


def refuse(problems: list[str], opening: str = "") -> None:
    """Stop before publication when something has a fault: the first three in one line."""
    if problems:
        more = f"; and {len(problems) - 3} more" if problems[3:] else ""
        raise InputError(f"{opening}{'; '.join(problems[:3])}{more}")
