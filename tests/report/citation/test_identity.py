"""A figure's file says who it is, in all three formats, to us and to the tools that people have."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from browsing import lacking
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from digitclust import InputError
from report import drawing
from report.citation import embed
from report.citation.identify import identify
from report.citation.identity import Description, Identity, from_rdf, to_rdf
from report.plates import paper

AWKWARD = "Ёлки & <script>alert('x')</script> 50 % _a_ #1 {b} \"c\" \\d ]]> --> \u00abи\u00bb\u00a0\u2014 \u20ac"
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
TEXT = st.text(LETTERS, max_size=40)
KINDS = ("svg", "pdf", "png")
TABLE = "data/reference/confusion.csv"


def described(title: str = AWKWARD, author: str = "N. N.", **other: Any) -> Description:
    """Return what a file may say."""
    titles, addresses = (
        {"ru": title, "en": "Matrix"},
        {"ru": "https://example.org/ru/", "en": "https://example.org/en/"},
    )
    own: Mapping[str, Any] = {"addresses": addresses, "tables": {TABLE: "0" * 64}, **other}
    licence = ("CC0", "https://example.org/0/")
    identity = Identity("confusion", "us2026confusion", titles, (author,), "1.2.3", *licence, **own)
    return Description(identity, "ru", "85mm")


def files(folder: Path, description: Description) -> dict[str, Path]:
    """Write a small drawing in each format."""
    made = {kind: folder / f"confusion-ru-85mm.{kind}" for kind in KINDS}

    def write(pdfs: Any) -> None:
        for pdf in pdfs:
            embed.in_pdf(pdf, description)
            made["pdf"].write_bytes(content := paper.to_bytes(pdf))
            made["png"].write_bytes(paper.to_png(content, embed.in_png(description)))

    with drawing.styled("85mm"), paper.pages(write) as page:
        figure = Figure(figsize=(1, 0.5))
        figure.text(0.1, 0.5, "Текст")
        made["svg"].write_text(embed.in_svg(drawing.to_svg(figure), description), encoding="utf-8")
        page(figure)
    return made


@pytest.fixture(scope="module")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return files with an awkward title."""
    return files(tmp_path_factory.mktemp("files"), described())


def program(name: str, package: str, *arguments: object) -> str:
    """Run a program of the system; skip, or fail where CI is set, when there is none."""
    if not shutil.which(name):
        lacking(name, f"Debian has it in {package}")
    done = subprocess.run([name, *map(str, arguments)], capture_output=True, encoding="utf-8", check=True)
    return done.stdout


@pytest.mark.parametrize("kind", KINDS)
def test_an_awkward_title_comes_back_from_each_format(awkward: dict[str, Path], kind: str) -> None:
    """With signs that mean something in XML, LaTeX or PDF, Cyrillic and no-break spaces."""
    assert embed.read(awkward[kind]) == described()


@given(TEXT, TEXT.filter(bool))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_title_and_author_come_back_from_each_format(tmp_path: Path, title: str, author: str) -> None:
    """Whatever their letters."""
    description = described(title, author)
    for path in files(tmp_path, description).values():
        assert embed.read(path) == description


@given(TEXT)
def test_a_description_is_one_element_whatever_the_title(title: str) -> None:
    """Nothing in a title can open or close an element."""
    assert to_rdf(described(title)).count("<rdf:Description ") == 1
    assert from_rdf(b"before" + to_rdf(described(title)).encode() + b"after") == described(title)


@pytest.mark.parametrize("letter", ["\x00", "\x1b", "\ufffe"])
def test_a_letter_that_no_file_can_hold_is_refused(letter: str) -> None:
    """In one line that shows it."""
    with pytest.raises(InputError, match="which no file can carry"):
        to_rdf(described(f"a{letter}b"))


@pytest.mark.parametrize("kind", KINDS)
def test_two_writings_give_the_same_bytes(awkward: dict[str, Path], tmp_path: Path, kind: str) -> None:
    """No date, no random id, no place."""
    content = awkward[kind].read_bytes()

    assert files(tmp_path, described())[kind].read_bytes() == content
    assert b"Date" not in content
    assert str(tmp_path).encode() not in content


def test_exiftool_reads_title_author_licence_and_key_of_each_format(awkward: dict[str, Path]) -> None:
    """As XMP, in both languages."""
    told = program("exiftool", "libimage-exiftool-perl", "-json", "-XMP:all", "-struct", *awkward.values())
    for found in json.loads(told):
        assert found["Title"] == AWKWARD, found["SourceFile"]
        assert found["Title-ru"] == AWKWARD
        assert found["Title-en"] == "Matrix"
        assert found["Creator"] in ("N. N.", ["N. N."])
        assert found["Rights"] == "CC0"
        assert found["WebStatement"] == "https://example.org/0/"
        assert found["Identifier"] == "us2026confusion"
        assert found["Source"] == "https://example.org/ru/"


def test_pdfinfo_tells_the_title_and_no_date(awkward: dict[str, Path]) -> None:
    """Title, author and key; no date at all; one page of the width that was asked for."""
    told = program("pdfinfo", "poppler-utils", awkward["pdf"])

    assert f"Title:           {AWKWARD}" in told
    assert "Keywords:        us2026confusion" in told
    assert "Date" not in told
    assert "Pages:           1" in told
    assert "Page size:       72 x 36 pts" in told


def test_pdffonts_finds_every_font_embedded_as_true_type(awkward: dict[str, Path]) -> None:
    """And a subset of it, with a way back to Unicode."""
    rows = program("pdffonts", "poppler-utils", awkward["pdf"]).splitlines()[2:]

    assert rows
    for row in rows:
        assert "TrueType" in row
        assert row.split()[-5:-2] == ["yes", "yes", "yes"]


@pytest.mark.parametrize("content", [b"", b"text", b"%PDF-1.4 bad", b"\x89PNG\r\n\x1a\nbad", b"<svg><rdf:RDF></svg>"])
def test_what_is_not_ours_is_told_in_one_line(tmp_path: Path, content: bytes) -> None:
    """A file of anything, or a damaged one."""
    path = tmp_path / "file"
    path.write_bytes(content)

    with pytest.raises(InputError, match=r"file: (no figure of a report|damaged)"):
        identify(path, tmp_path)


def test_a_description_opens_no_other_file(tmp_path: Path) -> None:
    """An entity of XML is neither expanded nor fetched."""
    secret = tmp_path / "secret"
    secret.write_text("secret", encoding="utf-8")
    rdf = to_rdf(described("&&")).replace("&amp;&amp;", "&x;")
    path = tmp_path / "a.svg"
    path.write_text(f'<!DOCTYPE svg [<!ENTITY x SYSTEM "{secret.as_uri()}">]><svg>{rdf}</svg>', encoding="utf-8")

    with pytest.raises(InputError, match="no figure of a report"):
        embed.read(path)


@pytest.mark.parametrize("kind", KINDS)
def test_identify_tells_published_bytes_and_changed_data(awkward: dict[str, Path], tmp_path: Path, kind: str) -> None:
    """As published; then other bytes at the same name and another table; then neither there any more."""
    path, name = awkward[kind], f"figures/confusion/confusion-ru-85mm.{kind}"

    def told(files: Mapping[str, str]) -> dict[str, str]:
        listed = {"files": {key: {"sha256": digest} for key, digest in files.items()}}
        (tmp_path / "manifest.json").write_text(json.dumps(listed), encoding="utf-8")
        return dict(line.split(":", 1) for line in identify(path, tmp_path))

    published = told({name: drawing_digest(path), TABLE: "0" * 64})
    assert published["Figure"].strip() == f"confusion: {AWKWARD}; Matrix (en)"
    assert [published[name].strip() for name in ("Language", "Width", "Version")] == ["ru", "85mm", "1.2.3"]
    assert "the published ones" in published["Bytes"]
    assert published["Data"].strip() == f"unchanged: {TABLE}"
    later = told({name: "1" * 64, TABLE: "1" * 64})
    assert "not the published ones" in later["Bytes"]
    assert later["Data"].strip() == f"changed: {TABLE}"
    gone = told({})
    assert "there is no" in gone["Bytes"]
    assert gone["Data"].strip() == f"no longer there: {TABLE}"


def drawing_digest(path: Path) -> str:
    """Return the SHA-256 of a file, by the library's own means."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_identify_needs_no_site(awkward: dict[str, Path], tmp_path: Path) -> None:
    """It says that there is none, and tells the rest."""
    lines = identify(awkward["pdf"], tmp_path / "none")

    assert any("cannot be compared" in line for line in lines)
    assert not any(line.startswith("Data") for line in lines)


def test_a_released_copy_is_found_by_its_version(awkward: dict[str, Path], tmp_path: Path) -> None:
    """Under v/<version>/, also when the newest site has moved on."""
    (tmp_path / "v" / "1.2.3").mkdir(parents=True)
    listed = {"files": {"figures/confusion/confusion-ru-85mm.pdf": {"sha256": drawing_digest(awkward["pdf"])}}}
    (tmp_path / "v" / "1.2.3" / "manifest.json").write_text(json.dumps(listed), encoding="utf-8")
    (tmp_path / "manifest.json").write_text('{"files": {}}', encoding="utf-8")

    assert any("the published ones" in line and "v/1.2.3" in line for line in identify(awkward["pdf"], tmp_path))


def test_the_packet_of_a_pdf_is_plain(awkward: dict[str, Path]) -> None:
    """A tool that searches the bytes finds it: it is not compressed."""
    assert b"<?xpacket begin" in awkward["pdf"].read_bytes()
    with pikepdf.open(awkward["pdf"]) as pdf, pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == AWKWARD
