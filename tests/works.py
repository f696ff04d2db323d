"""Works to cite in tests: the report and some figures, published at an address that this makes up."""

from __future__ import annotations

from dataclasses import replace

from workshop import ROOT

from report.citation.work import Work, figure, whole
from report.language import load_language
from report.publication import Author, load_publication

DRAFT = load_publication(ROOT / "report" / "publication.toml")
PUBLICATION = DRAFT.model_copy(update={"address": "https://example.org/digits/", "released": True})
PERSON = Author(family="Carberry", given="Josiah Stinkney", orcid="0000-0002-1825-0097")
LANGUAGES = {code: load_language(ROOT / "templates" / code) for code in DRAFT.languages}
REPORT = whole(PUBLICATION)
CONFUSION = figure("confusion", 10, LANGUAGES.values(), PUBLICATION)


def titled(title: str, stem: str = "odd") -> Work:
    """Return a figure of that title in every language."""
    return replace(CONFUSION, stem=stem, titles=dict.fromkeys(LANGUAGES, title))
