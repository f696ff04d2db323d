"""Markdown pages of a made-up report become a whole site in two languages."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from workshop import PUBLICATION as WRITTEN
from workshop import ROOT

from digitclust.records import InputError
from report.language import Language, load_language
from report.publication import Author, Publication
from report.web.check import problems
from report.web.generator import GENERATORS, complaints, generate, root_path
from report.web.lean import stemmers
from report.web.mend import mended
from report.web.search import PATCHES, WAITING, patched
from report.web.site import assemble, join_styles, manifest, render

KEYS = """backlink both error newest language missing_link missing_text missing_title next open permalink previous
scheme_dark scheme_light scheme_system switch table_scrolls unpublished version"""
LANGUAGES = [
    Language(code, {"site": {key: f"{key}-{code}" for key in KEYS.split()}, "parts": {"run": f"run-{code}"}})
    for code in ("ru", "en")
]
PUBLICATION = Publication(
    version="1.2.3",
    date=datetime.date(2026, 1, 2),
    licence="CC BY 4.0",
    licence_address="https://creativecommons.org/licenses/by/4.0/",
    address="",
    languages=("ru", "en"),
    parts={"start": ["index"], "run": ["data", "absent"]},
    key="digits",
    authors=(Author(name="Ada Lovelace"),),
    title={"ru": "Цифры", "en": "Digits & K-Means"},
    description={"ru": "Что найдено.", "en": "What is found."},
)
PAGE = """---
title: {title}
description: {title}
---

# {title}

## A heading {{#heading}}

| a | b |
|---|--:|
| 1 | 2 |

[there]({other}.md#heading)
"""


def write_pages(folder: Path, code: str) -> Path:
    """Two pages that link to each other."""
    folder.mkdir(parents=True)
    for stem, other in (("index", "data"), ("data", "index")):
        (folder / f"{stem}.md").write_text(PAGE.format(title=f"{stem}-{code}", other=other), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a whole site once."""
    build = tmp_path_factory.mktemp("build")
    htmls = {language.code: build / "html" / language.code for language in LANGUAGES}
    for language in LANGUAGES:
        pages = write_pages(build / "pages" / language.code, language.code)
        config = build / f"{language.code}.yml"
        render(language, LANGUAGES, PUBLICATION, pages, htmls[language.code], config, 1_700_000_000)
    (build / "figures" / "sizes").mkdir(parents=True)
    (build / "figures" / "sizes" / "sizes-ru-85mm.svg").write_text("<svg/>", encoding="utf-8")
    (build / "site").mkdir()
    assemble(htmls, [build / "figures", build / "data"], PUBLICATION, LANGUAGES, build / "site", b"{}\n")
    manifest(build / "site", {"versions": {"numpy": "2"}})
    return build / "site"


def test_finished_site_has_no_problem(site: Path) -> None:
    """The check finds nothing to say of a site as it is built."""
    assert problems(site) == []


def test_site_holds_what_its_addresses_promise(site: Path) -> None:
    """Pages per language, figures, values, both shared pages, and no page of one language alone."""
    for path in (
        "ru/data/index.html",
        "en/data/index.html",
        "figures/sizes/sizes-ru-85mm.svg",
        "index.html",
        "404.html",
    ):
        assert (site / path).is_file(), path
    assert (site / "values.json").read_bytes() == b"{}\n"
    assert not list(site.glob("*/404.html"))
    assert not list(site.rglob("sitemap.xml*")), "a sitemap needs an address"


def test_each_page_links_to_itself_in_the_other_language(site: Path) -> None:
    """The switch is a plain link, and the head names the alternates so that no sitemap is fetched."""
    page = (site / "ru/data/index.html").read_text("utf-8")

    assert 'href="../../en/data/" hreflang="en" lang="en"' in page
    assert '<link rel="alternate " hreflang="en" href="../../en/data/">' in page
    assert 'rel="alternate"' not in page


def test_pages_need_no_inline_style(site: Path) -> None:
    """A strict security policy would refuse style attributes and style elements."""
    for path in site.rglob("*.html"):
        page = path.read_text("utf-8")
        assert " style=" not in page, path
        assert "<style" not in page, path


def test_shared_pages_run_no_inline_script(site: Path) -> None:
    """The start page's script stands in a file of its own."""
    assert '<script src="assets/start.js"></script>' in (site / "index.html").read_text("utf-8")
    assert "<script" not in (site / "404.html").read_text("utf-8")


@pytest.mark.parametrize("name", ["index.html", "404.html", "ru/index.html"])
def test_every_page_says_which_version_it_is(site: Path, name: str) -> None:
    """Those that speak every language in the words of each; and that it is not published, while it has no address."""
    page = (site / name).read_text("utf-8")

    for code in ("ru",) if name.startswith("ru/") else ("ru", "en"):
        assert f"version-{code} 1.2.3 · unpublished-{code}" in page


def test_navigation_leaves_out_a_page_that_was_not_written(site: Path) -> None:
    """A stem of the publication without a page is in no list of pages."""
    page = (site / "ru/index.html").read_text("utf-8")

    assert "data-ru" in page
    assert "absent" not in page


def test_manifest_names_every_file_but_itself(site: Path) -> None:
    """Digest and size of each file are those on disk, and the facts stand beside them."""
    content = json.loads((site / "manifest.json").read_text("utf-8"))
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    del files["manifest.json"]

    assert content["versions"] == {"numpy": "2"}
    assert sorted(files) == list(content["files"])
    for name, path in files.items():
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert content["files"][name] == {"bytes": path.stat().st_size, "sha256": digest}


@pytest.mark.parametrize("generator", GENERATORS)
def test_a_broken_link_in_markdown_is_bad_input(tmp_path: Path, generator: str) -> None:
    """The generator's warning becomes one line that names page and target."""
    pages = write_pages(tmp_path / "pages", "ru")
    (pages / "data.md").write_text("# Data\n\n[gone](nowhere.md)\n", encoding="utf-8")

    with pytest.raises(InputError, match=rf"{GENERATORS[generator]}, ru: .*data\.md.*nowhere\.md") as caught:
        render(LANGUAGES[0], LANGUAGES, PUBLICATION, pages, tmp_path / "html", tmp_path / "ru.yml", 1, generator)
    assert "\n" not in str(caught.value)


@pytest.mark.prove
@pytest.mark.parametrize("code", WRITTEN.languages)
def test_another_generator_makes_the_same_pages(whole: Path, tmp_path: Path, code: str) -> None:
    """ProperDocs, which continues MkDocs, makes of all pages what MkDocs makes of them, but for its name."""
    (pages,) = (whole / "build").glob("study*/pages")
    languages = [load_language(ROOT / "templates" / one, WRITTEN.languages) for one in WRITTEN.languages]
    (language,) = [one for one in languages if one.code == code]
    for generator in GENERATORS:
        html, config = tmp_path / generator, tmp_path / f"{generator}.yml"
        render(language, languages, WRITTEN, pages / code, html, config, 1_700_000_000, generator)
    named = re.compile(rb'<meta name="generator" content="[^"]*">')  # the one line that tells who made it
    made = [
        {path.relative_to(tmp_path / one): named.sub(b"", path.read_bytes()) for path in (tmp_path / one).rglob("*.*")}
        for one in GENERATORS
    ]

    assert len(made[0]) > len(list(pages.glob(f"{code}/*.md")))
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("generator", "told"),
    [("hugo", "no generator is called 'hugo'; there are mkdocs, properdocs"), ("properdocs", "is not installed")],
)
def test_a_generator_that_there_is_not_is_told(monkeypatch: pytest.MonkeyPatch, generator: str, told: str) -> None:
    """Whether it is unknown or not installed."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)

    with pytest.raises(InputError, match=told):
        generate(generator, Path("ru.yml"), 1)


def test_a_missing_word_is_bad_input(tmp_path: Path) -> None:
    """No interface word falls back to another language."""
    language = replace(LANGUAGES[0], words={"parts": LANGUAGES[0].words["parts"], "site": {}})

    with pytest.raises(InputError, match=r"site\."):
        render(language, LANGUAGES, PUBLICATION, tmp_path, tmp_path / "html", tmp_path / "ru.yml", 1)


def test_an_unknown_theme_script_is_an_error() -> None:
    """A patch that does not find its place exactly once says so instead of leaving search lame."""
    for patches in (PATCHES, WAITING):
        whole = "\n".join(old for old, _ in patches)
        assert all(new in patched(whole, patches) for _, new in patches)
        for broken in (whole + patches[0][0], whole.replace(patches[1][0], "")):
            with pytest.raises(InputError, match="search: expected"):
                patched(broken, patches)


def test_a_language_has_only_what_its_pages_ask_for(site: Path) -> None:
    """Stemmers of the languages that the report speaks, no maps of the theme's sources and no word of them."""
    for code in ("ru", "en"):
        own = site / code / "assets"
        assert {path.name for path in own.rglob("lunr*.js")} == set(stemmers(["ru"])) - {""}
        assert not [path for path in own.rglob("*") if path.suffix == ".map" or b"sourceMappingURL" in text(path)]


def text(path: Path) -> bytes:
    """Read a file, nothing of a folder."""
    return path.read_bytes() if path.is_file() else b""


def test_search_of_both_languages_is_patched(site: Path) -> None:
    """The worker that a browser runs asks for stems, in both languages."""
    for code in ("ru", "en"):
        (worker,) = (site / code / "assets" / "javascripts" / "workers").glob("search.*.js")
        assert "`${r} ${r}*`" in worker.read_text("utf-8")


def test_tables_get_a_box_that_the_keyboard_can_scroll() -> None:
    """A bare table is boxed once; one that stands in a box stays there."""
    bare = mended('<table><tr><td align="right">1</td></tr></table>', "Label")

    assert '<div class="table" role="group" aria-label="Label" tabindex="0"><table class="plain">' in bare
    assert '<td class="align-right">' in bare
    assert bare == mended(bare, "Label")


def test_root_path_is_the_path_of_the_address() -> None:
    """The page for a missing address is served at any depth: its links begin at the root of the host."""
    assert root_path(PUBLICATION) == "/"
    assert root_path(PUBLICATION.model_copy(update={"address": "https://example.org/report/"})) == "/report/"


def test_complaints_are_one_line_each_once() -> None:
    """What MkDocs repeats is told once; what it says in other words is told by its last line."""
    assert complaints("INFO - x\nWARNING -  a\nWARNING -  a\nERROR   -  b\n") == "a; b"
    assert complaints("Traceback\nNo module\n") == "No module"


def test_a_theme_with_other_style_sheets_is_refused(tmp_path: Path) -> None:
    """In one line that names them; nothing is written."""
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "main.1.min.css").touch()

    with pytest.raises(InputError, match=r"^the theme's style sheets are not the ones known here: main\.1\.min\.css$"):
        join_styles(tmp_path / "theme", tmp_path / "report.css")
    assert [path.name for path in tmp_path.iterdir()] == ["theme"]
