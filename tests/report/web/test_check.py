"""The check of a finished site finds each kind of fault and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report.web.check import problems

if TYPE_CHECKING:
    from pathlib import Path

SOUND = '<h2 id="data">Data</h2><img src="a.svg" alt=""><a href="#data">x</a><a href="https://example.org/">y</a>'
FAULTS = {
    "dead link": ('<a href="gone/">x</a>', "index.html: dead link: gone/"),
    "dead anchor": ('<a href="#gone">x</a>', "index.html: dead anchor: #gone"),
    "anchor elsewhere": ('<a href="sub/#gone">x</a>', "index.html: dead anchor: sub/#gone"),
    "missing image": ('<img src="b.svg" alt="">', "index.html: missing file: b.svg"),
    "missing candidate": (
        '<picture><source srcset="a.svg 1x, b.svg 2x"><img src="a.svg" alt=""></picture>',
        "index.html: missing file: b.svg",
    ),
    "id used twice": ('<p id="a"></p><p id="a"></p>', "index.html: id used twice: a"),
    "no alt": ('<img src="a.svg">', "index.html: image without alt: a.svg"),
    "script from elsewhere": (
        '<script src="https://example.org/x.js"></script>',
        "index.html: loads from another host: https://example.org/x.js",
    ),
    "style from elsewhere": (
        '<link rel="stylesheet" href="//example.org/x.css">',
        "index.html: loads from another host: //example.org/x.css",
    ),
    "frame from elsewhere": (
        '<iframe src="https://example.org/"></iframe>',
        "index.html: loads from another host: https://example.org/",
    ),
    "inline style": (
        "<style>p { background: url('https://example.org/x.png') }</style>",
        "index.html: loads from another host: https://example.org/x.png",
    ),
    "heading without id": (
        "<p>x</p>\n<h2>x</h2>",
        "index.html: heading without an id of its own: h2, line 2",
    ),
    "heading counted": ('<h3 id="_2">x</h3>', "index.html: heading without an id of its own: h3, line 1"),
    "out of the site": ('<a href="../other/">x</a>', "index.html: dead link: ../other/"),
    "root": ('<a href="/sub/gone/">x</a>', "index.html: dead link: /sub/gone/"),
}


def write_site(folder: Path, page: str) -> Path:
    """Write a start page, a second page and an image."""
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "index.html").write_text('<h2 id="there">x</h2>', encoding="utf-8")
    (folder / "a.svg").write_text("<svg/>", encoding="utf-8")
    (folder / "index.html").write_text(page, encoding="utf-8")
    return folder


def test_a_sound_site_has_no_problem(tmp_path: Path) -> None:
    """Links within and without, images and headings as they should be pass."""
    page = SOUND + '<a href="sub/#there">x</a><a href="/sub/">y</a><img src="data:image/png;base64,x" alt="x">'

    assert problems(write_site(tmp_path, page)) == []


@pytest.mark.parametrize("kind", FAULTS)
def test_each_kind_of_fault_is_told_with_page_and_target(tmp_path: Path, kind: str) -> None:
    """One fault gives one line."""
    page, line = FAULTS[kind]

    assert [line] == problems(write_site(tmp_path, page))


def test_style_sheets_are_read_too(tmp_path: Path) -> None:
    """What a style sheet imports or shows is looked for beside the style sheet."""
    site = write_site(tmp_path, SOUND)
    style = '@import "https://example.org/x.css"; p { background: url(../a.svg) } q { background: url(gone.svg) }'
    (site / "sub" / "style.css").write_text(style, encoding="utf-8")

    assert problems(site) == [
        "sub/style.css: loads from another host: https://example.org/x.css",
        "sub/style.css: missing file: gone.svg",
    ]


def test_addresses_from_the_root_of_the_host_are_found(tmp_path: Path) -> None:
    """A site that stands under a path links to itself by that path."""
    site = write_site(tmp_path, '<a href="/report/sub/">x</a><a href="/elsewhere/">y</a>')

    assert problems(site, "/report/") == ["index.html: dead link: /elsewhere/"]
