"""Cites the report or a figure on the command line; the day of access is the one on which the command runs."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from pathlib import Path

from digitclust.records import InputError
from report import templates
from report.citation import cited, work
from report.citation.cff import cff
from report.citation.zenodo import zenodo
from report.fresh import Places
from report.language import load_language
from report.publication import load_publication

FILES = {"cff": cff, "zenodo": zenodo}  # what repositories read, of the report alone and in no language


def cite(places: Places, stem: str, style: str, code: str, day: datetime.date) -> str:
    """Return one citation.

    Parameters
    ----------
    places : Places
        Publication data, and the report whose figures are cited.
    stem : str
        Of a figure; "" for the report.
    style : str
        One of `report.citation.cited.FORMATS`, or of `FILES`.
    code : str
        Language; "" for the first.
    day : datetime.date
        On which the reader saw it.

    Raises
    ------
    InputError
        When there is no such style, language or figure: with all that there are.
    """
    publication = load_publication(places.publication)
    listed("style", style, (*cited.FORMATS, *FILES))
    code = listed("language", code or publication.languages[0], publication.languages)
    if style in FILES:
        return FILES[style](publication)
    languages = [load_language(templates.TEMPLATES / one) for one in publication.languages]
    (language,) = (one for one in languages if one.code == code)
    works = [work.whole(publication)]
    if stem:
        known = numbers(places.site)
        listed("figure", stem, known)
        works = [work.figure(stem, known[stem], languages, publication)]
    found = cited.cite(works, language)[stem][style]
    return cited.plain(found, style, language, day).rstrip("\n") + "\n"


def numbers(site: Path) -> dict[str, int]:
    """Return the number of each figure of a report: it has one where it is built, since data decide what is shown."""
    try:
        index = json.loads((site / "figures" / "index.json").read_text("utf-8"))
        return {record["stem"]: record["number"] for record in index["figures"]}
    except (OSError, ValueError, KeyError):
        raise InputError(f"no report stands in {site}: build it first, its figures are numbered then") from None


def listed(kind: str, name: str, known: Iterable[str]) -> str:
    """Return a name that is known, or list all that are."""
    known = list(known)
    if name not in known:
        raise InputError(f"no {kind} is called '{name}'; known: {', '.join(known)}")
    return name
