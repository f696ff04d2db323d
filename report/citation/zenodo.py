"""``.zenodo.json``, which Zenodo reads of a repository: made from ``publication.toml`` and never typed."""

from __future__ import annotations

from typing import Any

from report.citation.cff import KEYWORDS
from report.citation.head import inverted
from report.citation.record import printed
from report.publication import Author, Publication


def zenodo(publication: Publication) -> str:
    """Return the text of ``.zenodo.json``; what is not known is left out, and its DOI Zenodo gives itself."""
    first = "en" if "en" in publication.languages else publication.languages[0]
    others = [title for code, title in publication.title.items() if code != first]
    fields: dict[str, Any] = {
        "upload_type": "publication",
        "publication_type": "report",
        "title": publication.title[first],
        "notes": " / ".join(others),
        "description": publication.description[first],
        "version": publication.version,
        "publication_date": str(publication.date) if publication.released else "",
        "creators": [creator(author) for author in publication.authors],
        "license": licence(publication.licence),
        "keywords": KEYWORDS,
        "related_identifiers": [{"identifier": home, "relation": "isIdenticalTo"}]
        if (home := publication.home)
        else [],
    }
    return printed({name: value for name, value in fields.items() if value}).decode()


def creator(author: Author) -> dict[str, str]:
    """Return an author."""
    return {"name": inverted(author), **({"orcid": author.orcid} if author.orcid else {})}


def licence(name: str) -> str:
    """Return a licence of Creative Commons as Zenodo lists it; "" for another, which its depositor has to choose."""
    return name.lower().replace(" ", "-") if name.startswith("CC ") else ""
