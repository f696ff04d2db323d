"""``CITATION.cff``, which repositories read: made from ``publication.toml`` and never typed."""

from __future__ import annotations

from typing import Any

import yaml

from report.publication import Author, Publication

MESSAGE = (
    "If you use the report or its code, please cite it with its version. The code is MIT, text and figures are {}."
)
KEYWORDS = ["clustering", "k-means", "handwritten digits", "reproducible research"]


def cff(publication: Publication) -> str:
    """Return the text of ``CITATION.cff`` by the Citation File Format 1.2.0; what is not known is left out."""
    first = "en" if "en" in publication.languages else publication.languages[0]
    fields: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": MESSAGE.format(publication.licence),
        "type": "software",
        "title": publication.title[first],
        "abstract": publication.description[first],
        "version": publication.version,
        "date-released": publication.date if publication.released else "",
        "authors": [person(author) for author in publication.authors],
        "doi": publication.doi,
        "url": publication.address,
        "license": "MIT",
        "keywords": KEYWORDS,
    }
    known = {name: value for name, value in fields.items() if value}
    return yaml.safe_dump(known, sort_keys=False, allow_unicode=True, width=110)


def person(author: Author) -> dict[str, str]:
    """Return an author: a group is an entity with a name alone."""
    if author.name:
        return {"name": author.name}
    named = {"family-names": author.family, "given-names": author.given}
    orcid = {"orcid": f"https://orcid.org/{author.orcid}"} if author.orcid else {}
    return {**{name: value for name, value in named.items() if value}, **orcid}
