"""Who publishes the report, when, under which licence and address: ``publication.toml``, validated."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from pydantic import Field, field_validator, model_validator

from digitclust.discover import nearest
from digitclust.study import Strict, read_toml, validate

OURS = Path(__file__).parent / "publication.toml"
ADDRESS = r"^(https?://\S+)?$"


class Author(Strict):
    """A person by family and given name, or a group by its name."""

    name: str = ""
    family: str = ""
    given: str = ""
    orcid: str = Field(default="", pattern=r"^((\d{4}-){3}\d{3}[\dX])?$")

    @model_validator(mode="before")
    @classmethod
    def known(cls, given: Any) -> Any:
        """Take a name alone as a group; refuse keys that say nothing."""
        if isinstance(given, str):
            return {"name": given}
        for key in given if isinstance(given, dict) else ():
            if key not in cls.model_fields:
                raise ValueError(f"unknown key '{key}'; {nearest(str(key), cls.model_fields)}")
        return given

    @model_validator(mode="after")
    def called(self) -> Author:
        """Refuse what is neither a person nor a group."""
        if bool(self.name.strip()) == bool(self.family.strip()) or bool(self.given) > bool(self.family):
            raise ValueError("an author is a name, or { family = ..., given = ... }")
        return self

    @field_validator("orcid")
    @classmethod
    def checked(cls, orcid: str) -> str:
        """Refuse an ORCID whose last digit does not fit the others (ISO 7064, mod 11-2)."""
        total = 0
        for digit in orcid.replace("-", "")[:-1]:
            total = (total + int(digit)) * 2
        if orcid and "0123456789X"[(12 - total % 11) % 11] != orcid[-1]:
            raise ValueError("the last digit of this ORCID does not fit the others")
        return orcid

    @property
    def whole(self) -> str:
        """Return the name as a sentence has it."""
        return self.name or f"{self.given} {self.family}".strip()


class Origin(Strict):
    """Where the data of a study come from, as far as somebody says so."""

    source: str = ""
    licence: str = ""
    licence_address: str = Field(default="", pattern=ADDRESS)
    citation: str = ""


class Publication(Strict):
    """What ``publication.toml`` says."""

    version: str = Field(pattern=r"^\d+\.\d+\.\d+$")
    date: datetime.date
    licence: str
    licence_address: str = Field(pattern=ADDRESS)
    address: str = Field(pattern=r"^(https?://.+/)?$")
    released: bool = False
    doi: str = Field(default="", pattern=r"^(10\.\d+/\S+)?$")
    publisher: str = ""
    cover: str = ""
    errors: str = Field(default="", pattern=r"^((https?://|mailto:)\S+)?$")
    key: str = Field(pattern=r"^[a-z]+$")
    print_engine: str = "pandoc"
    languages: tuple[str, ...] = Field(min_length=1, strict=False)
    parts: dict[str, list[str]] = Field(min_length=1)
    authors: tuple[Author, ...] = Field(min_length=1, strict=False)
    title: dict[str, str]
    description: dict[str, str]
    data: Origin = Origin()

    @property
    def pages(self) -> tuple[str, ...]:
        """Stems of all pages, in reading order."""
        return tuple(stem for stems in self.parts.values() for stem in stems)

    @property
    def names(self) -> list[str]:
        """Return the authors' names as a sentence has them."""
        return [author.whole for author in self.authors]

    @property
    def home(self) -> str:
        """Return the address that citations lead to: of the released version where there is one; "" for none."""
        return f"{self.address}v/{self.version}/" if self.address and self.released else self.address

    @field_validator("languages", "parts")
    @classmethod
    def once(cls, given: Any) -> Any:
        """Refuse a name that stands twice."""
        names = [name for names in given.values() for name in names] if isinstance(given, dict) else list(given)
        if len(set(names)) < len(names):
            raise ValueError("each name may stand once")
        return given

    @model_validator(mode="after")
    def worded(self) -> Publication:
        """Refuse a language that has no title or description."""
        for name in ("title", "description"):
            for language in self.languages:
                if language not in getattr(self, name):
                    raise ValueError(f"the language '{language}' has no key in [{name}]")
        return self


def load_publication(path: Path) -> Publication:
    """Read and validate publication data, with the report's order of pages where they have none of their own."""
    record = read_toml(path)
    if "parts" not in record and path != OURS:
        record["parts"] = read_toml(OURS)["parts"]
    publication: Publication = validate(Publication, record, str(path))
    return publication
