"""What is cited: the report, or a figure of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from report.language import Language
from report.publication import Author, Publication

# Stands in a citation for the day on which its reader saw the work: nobody knows it before the reader does.
ACCESSED = "\ue0ff"


@dataclass(frozen=True)
class Work:
    """The report or one of its figures, as every citation tells it.

    Attributes
    ----------
    stem : str
        Of a figure, its identity for ever; "" for the report as a whole.
    number : int
        Of a figure, in reading order: its label, which another version may change; 0 for the report.
    titles, reports : Mapping
        Language code to the title of this work, and of the report; plain text.
    publication : Publication
        Authors, version, date, licence, address.
    """

    stem: str
    number: int
    titles: Mapping[str, str]
    reports: Mapping[str, str]
    publication: Publication

    @property
    def key(self) -> str:
        """Return the citation key, ASCII: ``digitclust2026confusion``."""
        return f"{self.publication.key}{self.year}{self.stem}"

    @property
    def year(self) -> int:
        """Return the year of the version."""
        return self.publication.date.year

    @property
    def authors(self) -> tuple[Author, ...]:
        """Return the authors of the report, who are those of its figures."""
        return self.publication.authors

    @property
    def draft(self) -> bool:
        """Tell whether it can be found nowhere yet."""
        return not (self.publication.home or self.publication.doi)

    def page(self, language: str) -> str:
        """Return the address of its page within the site."""
        return f"{language}/figures/{self.stem}/" if self.stem else f"{language}/"

    def address(self, language: str) -> str:
        """Return the address that a citation leads to; "" while there is none."""
        return self.publication.home and f"{self.publication.home}{self.page(language)}"

    def others(self, language: str) -> dict[str, str]:
        """Return its titles in the other languages."""
        return {code: title for code, title in self.titles.items() if code != language}


def whole(publication: Publication) -> Work:
    """Return the report as a work."""
    titles = {code: publication.title[code] for code in publication.languages}
    return Work("", 0, titles, titles, publication)


def figure(stem: str, number: int, languages: Iterable[Language], publication: Publication) -> Work:
    """Return a figure as a work."""
    titles = {language.code: language.word(f"figures.{stem}.title") for language in languages}
    return Work(stem, number, titles, whole(publication).titles, publication)
