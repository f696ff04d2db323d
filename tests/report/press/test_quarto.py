"""The article's source is Quarto's: an independent reader finds nothing wrong, and the program is called rightly."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from workshop import ROOT

from report.engines import quarto
from report.publication import load_publication

PUBLICATION = load_publication(ROOT / "report" / "publication.toml")
MISTAKES = {"number-sections: true": "number-sections: maybe", "[@hubert1985]": "[@hubrt1985]"}


def lint(path: Path) -> subprocess.CompletedProcess[str]:
    """Read a source with panache, which knows Quarto's grammar and the schema of its front matter.

    A bracket with author and year may begin a line: that rule is for bare numbers.
    """
    command = [str(Path(sys.executable).with_name("panache")), "lint", "--ignore", "citation-nonbreaking-space"]
    return subprocess.run([*command, str(path)], capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("code", PUBLICATION.languages)
def test_a_reader_of_quarto_finds_nothing_wrong(site: Path, code: str, tmp_path: Path) -> None:
    """It does find a wrong value of a key and a misspelt source."""
    with zipfile.ZipFile(site / code / f"{PUBLICATION.key}-{code}.zip") as archive:
        archive.extractall(tmp_path)
    source = tmp_path / "article.qmd"
    found = lint(source)
    assert found.returncode == 0, found.stdout

    text = source.read_text("utf-8")
    for right, wrong in MISTAKES.items():
        assert right in text
        text = text.replace(right, wrong)
    source.write_text(text, encoding="utf-8")
    for rule in ("quarto-schema-type-mismatch", "missing-bibliography-key"):
        assert rule in lint(source).stdout


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a program named quarto on the PATH that records how it is called; return its record."""
    record = tmp_path / "calls"
    program = tmp_path / "bin" / "quarto"
    program.parent.mkdir()
    program.write_text(
        f'#!/bin/sh\n[ "$1" = --version ] && echo 1.10.18 && exit\necho "$PWD $SOURCE_DATE_EPOCH $*" >>"{record}"\n'
        'case "$*" in *broken*) echo "it broke" >&2; exit 1;; esac\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return record


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_quarto_is_called_as_its_guide_says(stand_in: Path, tmp_path: Path) -> None:
    """Once for each format, beside the source, with the date of the sources."""
    assert quarto.missing() == ""
    assert quarto.version() == "Quarto 1.10.18"
    quarto.render(tmp_path, 7)

    assert stand_in.read_text("utf-8").splitlines() == [
        f"{tmp_path} 7 render article.qmd --to {kind}" for kind in ("typst", "docx")
    ]
