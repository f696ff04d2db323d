"""The record of a figure: whole, frozen, valid by its published schema, and true of the files that it names."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError
from workshop import ROOT

from report.citation.record import Index, Record, schema
from report.publication import load_publication

PUBLICATION = load_publication(ROOT / "report" / "publication.toml")


@pytest.fixture(scope="module")
def index(site: Path) -> Index:
    """Read the records of all figures as published."""
    return Index.model_validate_json((site / "figures" / "index.json").read_text("utf-8"))


def test_every_figure_of_the_site_has_its_record_in_reading_order(site: Path, index: Index) -> None:
    """One for each folder of files, numbered from one without a gap, alone and in the index alike."""
    folders = {path.name for path in (site / "figures").iterdir() if path.is_dir()}

    assert {record.stem for record in index.figures} == folders
    assert [record.number for record in index.figures] == list(range(1, len(folders) + 1))
    for record in index.figures:
        alone = json.loads((site / "figures" / record.stem / "record.json").read_text("utf-8"))
        assert alone == record.model_dump()


def test_the_published_records_are_valid_by_the_published_schema(site: Path) -> None:
    """A reader of JSON Schema that is not ours agrees, of the index and of a single record."""
    published = json.loads((site / "figures" / "schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(published)
    one = {**published, "$ref": "#/$defs/Record", "properties": {}, "required": []}
    one.pop("additionalProperties")

    assert published == json.loads(json.dumps(schema()))
    Draft202012Validator(published).validate(json.loads((site / "figures" / "index.json").read_text("utf-8")))
    for path in (site / "figures").glob("*/record.json"):
        record = json.loads(path.read_text("utf-8"))
        Draft202012Validator(one).validate(record)
        assert not Draft202012Validator(one).is_valid({**record, "number": 0})


def test_a_record_names_every_file_with_its_digest(site: Path, index: Index) -> None:
    """Size and SHA-256 are those of the files in the site."""
    for record in index.figures:
        assert {f"{record.stem}-{code}-85mm.svg" for code in PUBLICATION.languages} <= {
            Path(file.path).name for file in record.files
        }
        for file in [*record.files, *record.tables]:
            content = (site / file.path).read_bytes()
            assert (file.bytes, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())


def test_anybody_can_compute_the_digest_of_the_data(site: Path, index: Index) -> None:
    """It is what sha256sum says of what sha256sum says of the tables."""
    for record in index.figures[:3]:
        names = [table.path for table in record.tables]
        told = subprocess.run(["sha256sum", *names], cwd=site, capture_output=True, check=True).stdout

        assert hashlib.sha256(told).hexdigest() == record.data_digest


def test_a_record_leads_to_what_there_is(site: Path, index: Index) -> None:
    """Its script, the place in the text that shows it, its values; texts are plain."""
    values = json.loads((site / "values.json").read_text("utf-8"))
    for record in index.figures:
        assert (ROOT / record.script.path).is_file()
        assert set(record.values) <= set(values)
        for place in record.shown.values():
            page, _, anchor = place.partition("#")
            assert f'id="{anchor}"' in (site / page / "index.html").read_text("utf-8")
        for text in [*record.title.values(), *record.caption.values(), *record.alternative.values()]:
            assert text
            assert "<data" not in text
            assert "&amp;" not in text


def test_a_record_is_frozen(index: Index) -> None:
    """Nobody changes one on the way."""
    record: Record = index.figures[0]
    with pytest.raises(ValidationError):
        record.number = 7  # type: ignore[misc]  # what is refused


def test_without_an_address_none_is_told(index: Index) -> None:
    """Nothing is invented: while publication.toml has no address, no record has one."""
    assert not PUBLICATION.address
    assert {address for record in index.figures for address in record.address.values()} == {""}
