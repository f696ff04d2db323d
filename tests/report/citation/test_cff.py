"""CITATION.cff as the program of its authors reads it, and whatever a title holds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from works import DRAFT, PERSON, PUBLICATION

from report.citation.cff import cff
from report.publication import Publication

CFFCONVERT = "cffconvert==2.0.0"  # asks for an older jsonschema than our tests: so it gets an environment of its own
PEOPLE = PUBLICATION.model_copy(update={"authors": [PERSON]})


@pytest.mark.parametrize(
    "publication",
    [pytest.param(DRAFT, marks=pytest.mark.prove), PUBLICATION, pytest.param(PEOPLE, marks=pytest.mark.prove)],
    ids=["draft", "published", "by a person"],
)
def test_cffconvert_finds_it_valid(publication: Publication, tmp_path: Path) -> None:
    """As a draft, at an address, and with an author who is a person."""
    (tmp_path / "CITATION.cff").write_text(cff(publication), encoding="utf-8")
    uv = [sys.executable, "-m", "uv", "tool", "run", "--quiet", "--python", sys.executable, "--from", CFFCONVERT]
    ready = subprocess.run([*uv, "cffconvert", "--version"], capture_output=True, encoding="utf-8", check=False)
    if ready.returncode:
        told = f"{CFFCONVERT} could not be installed: {ready.stderr.strip().splitlines()[-1:]}"
        pytest.fail(told) if os.environ.get("CI") else pytest.skip(told)
    done = subprocess.run(
        [*uv, "cffconvert", "--validate"], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "valid according to schema version 1.2.0" in done.stdout


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1))
def test_any_title_passes_yaml(title: str) -> None:
    """Quotes, colons, braces, Cyrillic."""
    titles = dict.fromkeys(PUBLICATION.title, title)
    read = yaml.safe_load(cff(PUBLICATION.model_copy(update={"title": titles})))

    assert read["title"] == title
