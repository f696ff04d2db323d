"""A copy for reading offline opens from a disk: search, switch and explorer work, and every link names a file."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from browsing import Open, until
from workshop import STUDY

from digitclust.records import InputError
from report.fresh import Places, intact
from report.web import offline
from report.web.check import problems

HREF = re.compile(r'<(?:a|link)\b[^>]*\shref="([^"#?:]*)[^"]*"')


@pytest.fixture(scope="module")
def copy(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the copy of the default study; return its folder."""
    zipped = offline.offline(Places(STUDY, tmp_path_factory.mktemp("offline"), site))
    return zipped.with_suffix("")


@pytest.fixture(scope="module")
def address(copy: Path) -> str:
    """Say where the tests of this file browse: in a folder, without a server."""
    return f"{copy.as_uri()}/"


@pytest.mark.parametrize(("code", "word"), [("ru", "кластеров"), ("en", "clustering")])
def test_search_finds_every_form_of_a_word_and_leads_to_the_page(visit: Open, code: str, word: str) -> None:
    """As on a server: the same script searches, in a hidden frame."""
    page = visit(f"{code}/data/index.html")
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").fill(word)
    page.locator(".md-search__input").press("End")
    result = page.locator(".md-search-result__link").first
    result.wait_for()
    result.click()
    page.wait_for_url(f"**/{code}/**/index.html?h=**")

    assert page.locator("article h1").count() == 1


def test_the_switch_keeps_the_page(visit: Open) -> None:
    """There and back."""
    page = visit("ru/confusion/index.html")
    page.locator("header a[hreflang=en]").click()
    page.wait_for_url("**/en/confusion/index.html")
    page.locator("header a[hreflang=ru]").click()
    page.wait_for_url("**/ru/confusion/index.html")


def test_the_start_page_sends_readers_to_their_language(visit: Open) -> None:
    """As the browser says."""
    visit("index.html", locale="ru-RU").wait_for_url("**/ru/index.html")


def test_the_explorer_checks_the_published_seeds(visit: Open) -> None:
    """In the reader's browser, seed by seed."""
    page = visit("en/explorer/index.html")
    page.get_by_role("button", name="Check all seeds").click()
    until(page, "digitclust.proof.results().length > 10")
    page.get_by_role("button", name="Stop").click()

    assert page.evaluate("digitclust.proof.results().every(seed => seed.equal || seed.ties > 0)")


def test_every_link_names_a_file(copy: Path) -> None:
    """A browser would list a folder instead of opening the page in it."""
    for page in copy.rglob("*.html"):
        folders = [link for link in HREF.findall(page.read_text("utf-8")) if link and (page.parent / link).is_dir()]
        assert folders == [], page
    assert problems(copy) == []


def test_the_zip_holds_what_the_folder_holds(copy: Path) -> None:
    """File by file, and the copy is as its own manifest says."""
    with zipfile.ZipFile(copy.parent / f"{copy.name}.zip") as file:
        packed = {name: file.getinfo(name).file_size for name in file.namelist()}

    assert packed == {
        path.relative_to(copy.parent).as_posix(): path.stat().st_size for path in copy.rglob("*") if path.is_file()
    }
    assert intact(copy)


def test_a_link_to_another_version_leads_to_where_that_is_served(tmp_path: Path) -> None:
    """On a disk it would lead out of the folder."""
    newest = '<a href="../../../../en/data/" rel="latest-version">'
    before = '<a href="../../v/1.0.0/en/" rel="predecessor-version">'

    assert 'href="https://example.org/en/data/"' in offline.led(newest, tmp_path, "https://example.org/")
    assert 'href="https://example.org/v/1.0.0/en/"' in offline.led(before, tmp_path, "https://example.org/")


def test_no_copy_is_made_of_what_is_no_report(tmp_path: Path) -> None:
    """It is told what to do first."""
    with pytest.raises(InputError, match="build it first"):
        offline.offline(Places(STUDY, tmp_path, tmp_path / "site"))
