"""Who publishes the report, when, under which licence and address: ``publication.toml``, validated."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from pydantic import Field, field_validator, model_validator

from digitclust.study import Strict, read_toml, validate


class Publication(Strict):
    """What ``publication.toml`` says."""

    version: str = Field(pattern=r"^\d+\.\d+\.\d+$")
    date: datetime.date
    licence: str
    licence_address: str
    address: str = Field(pattern=r"^(https?://.+/)?$")
    languages: tuple[str, ...] = Field(min_length=1, strict=False)
    parts: dict[str, list[str]] = Field(min_length=1)
    authors: tuple[str, ...] = Field(min_length=1, strict=False)
    title: dict[str, str]
    description: dict[str, str]

    @property
    def pages(self) -> tuple[str, ...]:
        """Stems of all pages, in reading order."""
        return tuple(stem for stems in self.parts.values() for stem in stems)

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
    """Read and validate publication data; InputError tells what is wrong."""
    publication: Publication = validate(Publication, read_toml(path), str(path))
    return publication
