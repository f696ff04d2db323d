"""The record of a figure: made here and nowhere else, and all that tells of a figure is written from it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from report.citation.work import Work
from report.stamps import sha256

PER_LANGUAGE = "by language code"


class Part(BaseModel):
    """A frozen part of a record."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Person(Part):
    """An author: a person, or a group that has a name alone."""

    name: str = Field(default="", description="Of a group, whole.")
    family: str = ""
    given: str = ""
    orcid: str = ""


class Script(Part):
    """What draws the figure."""

    path: str = Field(description="Within the repository.")
    commit: str = Field(description="Full hash; empty where neither git nor an archive tells it.")
    changed: bool = Field(description="Whether sources of the report differ from the commit.")


class File(Part):
    """A file of the site."""

    path: str = Field(description="Within the site.")
    bytes: int
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class Record(Part):
    """A figure of the report: what it is, where it comes from, and what it shows."""

    stem: str = Field(pattern="^[a-z0-9_]+$", description="Its identity, which never changes.")
    number: int = Field(ge=1, description="In reading order: its label, which another version may change.")
    key: str = Field(pattern="^[a-z0-9_]+$", description="Citation key.")
    title: dict[str, str] = Field(description=f"Plain text {PER_LANGUAGE}.")
    caption: dict[str, str] = Field(description=f"Plain text {PER_LANGUAGE}.")
    alternative: dict[str, str] = Field(description=f"What is to be seen, in plain text {PER_LANGUAGE}.")
    report: dict[str, str] = Field(description=f"Title of the report {PER_LANGUAGE}.")
    version: str = Field(description="Of the report.")
    published: str = Field(description="Date of the version.")
    date: str = Field(description="Of the commit, else of the version.")
    authors: list[Person]
    licence: str
    licence_address: str
    doi: str = Field(description="Of the version of the report; empty while it has none.")
    page: dict[str, str] = Field(description=f"Its own page within the site, {PER_LANGUAGE}.")
    shown: dict[str, str] = Field(description=f"Where the text shows it, within the site, {PER_LANGUAGE}.")
    address: dict[str, str] = Field(
        description=f"Of its page, in the released version where there is one, {PER_LANGUAGE}; empty while unpublished."
    )
    script: Script
    values: list[str] = Field(description="Ids in values.json that its caption and alternative text tell.")
    tables: list[File] = Field(description="What it shows, as CSV.")
    data_digest: str = Field(
        pattern="^[0-9a-f]{64}$", description="SHA-256 of what `sha256sum` prints of these tables, in this order."
    )
    files: list[File] = Field(description="The figure itself in every format, language and width, and its data.")


def digest_of(tables: Iterable[File]) -> str:
    """Return one digest for several tables: ``sha256sum`` run on them, and once more on what it prints."""
    return hashlib.sha256("".join(f"{table.sha256}  {table.path}\n" for table in tables).encode()).hexdigest()


def tables(names: Iterable[str], data: Path) -> list[File]:
    """Describe the tables that a figure shows, by their names such as ``reference.confusion``."""
    return [described(data / f"{name.replace('.', '/')}.csv", data) for name in names]


def described(path: Path, folder: Path) -> File:
    """Describe a file; the folder is ``figures/`` or ``data/`` of the site."""
    place = f"{folder.name}/{path.relative_to(folder).as_posix()}"
    return File(path=place, bytes=path.stat().st_size, sha256=sha256(path))


def make(
    work: Work,
    texts: Mapping[str, Mapping[str, str]],
    values: Iterable[str],
    home: str,
    names: Iterable[str],
    work_folder: Path,
    source: Mapping[str, Any],
) -> Record:
    """Make the record of one figure.

    Parameters
    ----------
    work : Work
        The figure as it is cited.
    texts : mapping
        ``caption`` and ``alternative``, each by language code, in plain text.
    values : iterable of str
        Ids that these texts ask for.
    home : str
        Stem of the page whose text shows it.
    names : iterable of str
        Tables and arrays that it shows.
    work_folder : Path
        Holds ``figures/`` and ``data/`` as they will stand in the site.
    source : mapping
        ``commit``, ``changed`` and ``date`` of the build.
    """
    publication, codes = work.publication, list(work.titles)
    shown = "" if home == "index" else f"{home}/"
    csv = tables(names, work_folder / "data")
    figures = work_folder / "figures"
    files = sorted(path for path in (figures / work.stem).glob("*") if path.is_file())
    return Record(
        stem=work.stem,
        number=work.number,
        key=work.key,
        title=dict(work.titles),
        caption=dict(texts["caption"]),
        alternative=dict(texts["alternative"]),
        report=dict(work.reports),
        version=publication.version,
        published=str(publication.date),
        date=str(source["date"]),
        authors=[Person(**author.model_dump()) for author in work.authors],
        licence=publication.licence,
        licence_address=publication.licence_address,
        doi=publication.doi,
        page={code: work.page(code) for code in codes},
        shown={code: f"{code}/{shown}#fig-{work.stem}" for code in codes},
        address={code: work.address(code) for code in codes},
        script=Script(path=f"report/figures/{work.stem}.py", commit=source["commit"], changed=bool(source["changed"])),
        values=list(dict.fromkeys(values)),
        tables=csv,
        data_digest=digest_of(csv),
        files=[described(path, figures) for path in files],
    )


class Index(Part):
    """All figures of the report, in reading order."""

    version: str
    figures: list[Record]


def write(records: Iterable[Record], version: str, figures: Path) -> None:
    """Write ``<stem>/record.json`` for each figure, ``index.json`` for all, and their ``schema.json``."""
    index = Index(version=version, figures=list(records))
    for record in index.figures:
        (figures / record.stem / "record.json").write_bytes(printed(record.model_dump()))
    figures.mkdir(exist_ok=True)
    (figures / "index.json").write_bytes(printed(index.model_dump()))
    (figures / "schema.json").write_bytes(printed(schema()))


def schema() -> dict[str, Any]:
    """Return the JSON Schema of ``index.json``; ``#/$defs/Record`` is that of a single record."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Index.model_json_schema()}


def printed(content: Any) -> bytes:
    """Print JSON as every file of the site has it."""
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"
