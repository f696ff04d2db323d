"""Pages come fast: little to load, nothing that jumps, nothing that no reader asks for; Lighthouse agrees."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from browsing import QUIET, TOOLS, WHOLE, ZIPPED, Open, lacking, until
from playwright.sync_api import Page
from workshop import PUBLICATION, ROOT

STEMS = ("", "clustering/", "findings/", "figures/confusion/", "explorer/")  # the kinds of page that are measured
KINDS = [f"{code}/{stem}" for code in PUBLICATION.languages for stem in STEMS]
START = 100_000  # bytes over the wire
SHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
IMAGE = re.compile(r"<(?:img|source)\b[^>]*>")
SHIFT = """() => {
  window.shift = 0
  new PerformanceObserver(list => list.getEntries().forEach(entry => { window.shift += entry.value }))
    .observe({type: "layout-shift", buffered: true})
}"""


def asked(page: Page, site: Path, address: str, path: str) -> set[Path]:
    """Load a page anew, and return the files that the browser asked for."""
    found = {site / path / "index.html"}
    page.on("request", lambda request: found.add(site / request.url.removeprefix(address).partition("?")[0]))
    page.reload()
    page.wait_for_load_state("networkidle")
    return {file for file in found if file.is_file()}


def packed(file: Path) -> int:
    """Return how many bytes of a file go over the wire."""
    content = file.read_bytes()
    return len(gzip.compress(content) if file.suffix in ZIPPED else content)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("code", PUBLICATION.languages)
def test_the_start_page_is_light(site: Path, visit: Open, address: str, code: str, width: int) -> None:
    """With all that it loads, its figure too, at most 100 kB over the wire."""
    page = visit(f"{code}/", viewport={"width": width, "height": 900})
    page.locator("figure img").first.scroll_into_view_if_needed()
    files = asked(page, site, address, f"{code}/")

    assert any(file.suffix == ".svg" and "figures" in file.parts for file in files)
    assert sum(map(packed, files)) <= START


def test_a_page_waits_for_one_style_sheet_which_all_pages_share(site: Path) -> None:
    """The theme's and ours lie in one file, ours last; the explorer alone has another of its own."""
    pages = [page for code in PUBLICATION.languages for page in (site / code).rglob("index.html")]
    waited = {
        page: [(page.parent / sheet).resolve() for sheet in SHEET.findall(page.read_text("utf-8"))] for page in pages
    }
    shared, own = (site / "assets" / "report.css").resolve(), (ROOT / "report" / "assets" / "report.css").read_bytes()

    assert {sheets[0] for sheets in waited.values()} == {shared}
    assert {page.parent.name for page, sheets in waited.items() if sheets[1:]} == {"explorer"}
    assert shared.read_bytes().startswith(b'@charset "UTF-8";html{')
    assert shared.read_bytes().endswith(own)


@pytest.mark.parametrize("path", KINDS)
def test_nothing_jumps_while_a_page_loads(visit: Open, path: str) -> None:
    """From the top to the bottom, nothing that stands somewhere moves when something else has come."""
    page = visit(path)
    page.evaluate(SHIFT)
    page.evaluate("document.querySelectorAll('img').forEach(image => { image.loading = 'eager' })")
    until(page, "[...document.images].every(image => image.complete)")
    page.wait_for_load_state("networkidle")

    assert page.evaluate("window.shift") < 0.01


def test_every_image_says_its_size_and_only_a_first_one_is_not_lazy(site: Path) -> None:
    """So that there is a place for it before it has come; what is below is loaded when a reader comes near."""
    seen = 0
    for page in site.rglob("index.html"):
        images = IMAGE.findall(page.read_text("utf-8"))
        assert [image for image in images if " width=" not in image or " height=" not in image] == [], page
        own = [image for image in images if image.startswith("<img")]
        assert [image for image in own[1:] if 'loading="lazy"' not in image] == [], page
        seen += len(own)

    assert seen


def test_every_script_and_style_of_ours_is_asked_for(site: Path) -> None:
    """By a page, or by a script that a page asks for; what is put together into one file is not shipped in parts."""
    asking = [*site.glob("*.html"), *site.glob("*/*.html"), *site.glob("*/*/*.html"), *site.glob("explorer/*.js")]
    workers = [
        path for path in (site / "assets" / "explorer").glob("*.js") if "importScripts" in path.read_text("utf-8")
    ]
    told = "\n".join(path.read_text("utf-8") for path in asking)
    called = "\n".join(path.read_text("utf-8") for path in workers)
    shipped = sorted(path for path in (site / "assets").rglob("*") if path.suffix in (".js", ".css"))

    assert shipped
    assert [
        path.relative_to(site).as_posix()
        for path in shipped
        if f"assets/{path.relative_to(site / 'assets').as_posix()}" not in told and f'"{path.name}"' not in called
    ] == []


@pytest.mark.parametrize("code", PUBLICATION.languages)
def test_a_reader_asks_for_everything_that_the_theme_ships(site: Path, visit: Open, address: str, code: str) -> None:
    """Scripts, style sheets and stemmers: who opens a page and searches has loaded each of them."""
    files: set[Path] = set()
    page = visit(f"{code}/")
    page.context.on("request", lambda request: files.add(site / request.url.removeprefix(address).partition("?")[0]))
    page.reload()
    page.locator(".md-search__input").click()
    page.keyboard.type("a")
    page.locator(".md-search-result__meta").wait_for()
    page.wait_for_load_state("networkidle")
    shipped = {file for file in (site / code / "assets").rglob("*") if file.is_file()}
    for _ in range(300):  # the search fetches its stemmers by itself, on a busy machine later
        if shipped <= files:
            break
        page.wait_for_timeout(100)

    assert shipped
    assert shipped - files == set()


@pytest.mark.prove
@pytest.mark.weekly
@pytest.mark.parametrize("path", KINDS)
def test_lighthouse_is_content(address: str, path: str, tmp_path: Path) -> None:
    """100 for accessibility, best practices and search; the speed, which depends on the machine, is told."""
    program = TOOLS.parent / "lighthouse" / "node_modules" / ".bin" / "lighthouse"
    browser = next(filter(None, map(shutil.which, WHOLE)), None)
    if not program.is_file() or not browser:
        lacking("Lighthouse or browser", "'make prove' fetches it with npm; on Debian 'apt install chromium'")
    flags = ["--quiet", "--output=json", f"--output-path={tmp_path / 'told.json'}", "--no-enable-error-reporting"]
    command = [str(program), address + path, *flags, f"--chrome-flags=--headless=new {' '.join(QUIET)}"]
    subprocess.run(command, env=os.environ | {"CHROME_PATH": str(browser)}, check=True, capture_output=True)
    told = json.loads((tmp_path / "told.json").read_text("utf-8"))
    scores = {name: category["score"] for name, category in told["categories"].items()}
    weak = [name for name, audit in told["audits"].items() if audit["score"] is not None and audit["score"] < 1]
    print(f"{path}: performance {scores.pop('performance'):.0%}; below the best: {', '.join(weak) or 'nothing'}")

    assert scores == {"accessibility": 1, "best-practices": 1, "seo": 1}, weak
