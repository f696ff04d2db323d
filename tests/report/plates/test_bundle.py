"""Everything for a paper in one file: what is in it, what LaTeX finds there, and the same bytes each time."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from workshop import ROOT

from report.citation.record import Record, Script
from report.language import load_language
from report.plates import bundle
from report.publication import load_publication

LANGUAGES = [load_language(ROOT / "templates" / code) for code in ("ru", "en")]
PUBLICATION = load_publication(ROOT / "report" / "publication.toml")


def recorded(stem: str) -> Record:
    """Return the record of a made-up figure with awkward captions."""
    texts = {"ru": "Доля 50 % & _я_ #1", "en": "A share of 50 % & _x_ #1"}
    return Record(
        stem=stem, number=1, key=f"us2026{stem}", title=texts, caption=texts, alternative=texts, report=texts,
        version="1.0.0", published="2026-01-01", date="2026-01-01", authors=[], licence="CC0", licence_address="",
        doi="", page={}, shown={}, address={}, script=Script(path="", commit="", changed=False), values=[], tables=[],
        data_digest="0" * 64, files=[],
    )  # fmt: skip


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    """Return a folder with the files of two figures, as the site has them."""
    for stem in ("sizes", "map"):
        (tmp_path / stem).mkdir()
        for code in ("ru", "en"):
            for end in ("85mm.pdf", "165mm.pdf", "165mm.png", "165mm.svg"):
                (tmp_path / stem / f"{stem}-{code}-{end}").write_bytes(f"{stem} {code} {end}".encode())
            for end in (".bib", ".biblatex.bib"):
                (tmp_path / stem / f"{stem}-{code}{end}").write_text(f"@misc{{{stem}{code}}}\n", encoding="utf-8")
        for end in ("-data-t.csv", "-data-t-ru.csv"):
            (tmp_path / stem / f"{stem}{end}").write_text("a\n", encoding="utf-8")
    return tmp_path


def written(figures: Path, place: int) -> dict[str, bytes]:
    """Write the bundle of a language; return what is in it."""
    records = [recorded("sizes"), recorded("map")]
    with zipfile.ZipFile(bundle.write(records, LANGUAGES[place], LANGUAGES, PUBLICATION, figures)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_bundle_holds_the_files_of_its_language_alone(figures: Path) -> None:
    """PDF in each width, data for programs and for its spreadsheets, and the papers."""
    names = {name.removeprefix("figures-en/") for name in written(figures, 1)}

    assert {name for name in names if "/" in name} == {
        *(f"pdf/{stem}-en-{width}mm.pdf" for stem in ("sizes", "map") for width in (85, 165)),
        *(f"data/{stem}-data-t.csv" for stem in ("sizes", "map")),
    }
    assert "figures-ru/data/map-data-t-ru.csv" in written(figures, 0)
    assert {name for name in names if "/" not in name} == {
        *("README.txt", "LICENCE.txt", "figures.bib", "figures.biblatex.bib"),
        *("figures.tex", "captions-journal.tex", "captions-dissertation.tex"),
    }


@pytest.mark.parametrize(("place", "short", "whole"), [(0, "Рис.", "Рисунок"), (1, "Fig.", "Figure")])
def test_latex_finds_environments_captions_and_citations(figures: Path, place: int, short: str, whole: str) -> None:
    """Each figure with its file, its caption escaped, its key; captions of journals and of dissertations."""
    code = LANGUAGES[place].code
    held = {name.partition("/")[2]: content.decode() for name, content in written(figures, place).items()}

    assert rf"\includegraphics{{pdf/map-{code}-165mm.pdf}}" in held["figures.tex"]
    assert r"50~\% \&" in held["figures.tex"] or r"50 \% \&" in held["figures.tex"]
    assert r"\cite{us2026sizes}" in held["figures.tex"]
    assert short.rstrip(".") in held["captions-journal.tex"]
    assert whole in held["captions-dissertation.tex"]
    assert "---" in held["captions-dissertation.tex"]
    assert held["figures.bib"] == f"@misc{{sizes{code}}}\n\n@misc{{map{code}}}\n"
    assert PUBLICATION.licence in held["README.txt"]
    assert PUBLICATION.licence_address in held["LICENCE.txt"]


def test_a_bundle_has_the_same_bytes_each_time(figures: Path) -> None:
    """Whatever the dates of the files."""
    target = figures / "figures-ru.zip"
    written(figures, 0)
    content = target.read_bytes()
    for path in figures.rglob("*.*"):
        os.utime(path, (10**9, 10**9))
    written(figures, 0)

    assert target.read_bytes() == content
