"""The built site in a real browser: languages, search, figures in the dark, numbers."""

from __future__ import annotations

import html
import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from browsing import TOOLS, Open, lacking
from PIL import Image
from playwright.sync_api import Page
from workshop import ROOT

from report.publication import load_publication

PUBLICATION = load_publication(ROOT / "report" / "publication.toml")
PAGES = [
    f"{code}/{'' if stem == 'index' else stem + '/'}" for code in PUBLICATION.languages for stem in PUBLICATION.pages
]
DATA = re.compile('<data value="([^"]*)"')


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("stem", ["index", "seeds", "explorer", "figures"])
def test_the_switch_keeps_the_page(visit: Open, stem: str, scripts: bool) -> None:
    """From each page to the same page in the other language, and back."""
    tail = "" if stem == "index" else f"{stem}/"
    page = visit(f"ru/{tail}", java_script_enabled=scripts)
    page.locator("header a[hreflang=en]").click()
    page.wait_for_url(f"**/en/{tail}")
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator("header a[hreflang=ru]").click()
    page.wait_for_url(f"**/ru/{tail}")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_names_itself_in_the_other_language(site: Path, path: str) -> None:
    """In the switch, by a relative link."""
    text = (site / path / "index.html").read_text("utf-8")
    for code in PUBLICATION.languages:
        there = "../" * path.count("/") + code + path[path.index("/") :]
        assert f'href="{there}" hreflang="{code}"' in text or path.startswith(code)


@pytest.mark.parametrize(("locale", "code"), [("ru-RU", "ru"), ("en-GB", "en")])
def test_the_start_page_sends_readers_to_their_language(visit: Open, locale: str, code: str) -> None:
    """As the browser says."""
    page = visit("", locale=locale)

    page.wait_for_url(f"**/{code}/")


@pytest.mark.parametrize("options", [{"java_script_enabled": False}, {"locale": "fr-FR"}], ids=["no scripts", "French"])
def test_the_start_page_shows_every_language_to_whoever_stays(visit: Open, options: dict[str, object]) -> None:
    """Without scripts, and where the browser's language is not among ours."""
    page = visit("", **options)
    links = page.locator("main a")

    assert [links.nth(i).get_attribute("href") for i in range(links.count())] == ["ru/", "en/"]


def test_a_wrong_address_is_told_in_both_languages(site: Path, visit: Open) -> None:
    """The page for a missing address speaks Russian and English and links to both reports."""
    page = visit("404.html")

    assert page.locator("[lang=ru]").count()
    assert page.locator("[lang=en]").count()
    assert {"/ru/", "/en/"} <= set(page.locator("a").evaluate_all("all => all.map(a => a.getAttribute('href'))"))


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("ru", "кластеров"),
        ("ru", "кластерам"),
        ("ru", "расчет"),
        ("ru", "точность"),
        ("en", "clusters"),
        ("en", "clustering"),
        ("ru", "K-Means"),
        ("ru", "whitening"),
        ("en", "отбеливание"),
    ],
)
def test_search_finds_every_form_of_a_word(visit: Open, code: str, word: str) -> None:
    """Russian and English, in either; е finds ё."""
    page = visit(f"{code}/")

    assert asked(page, word)


@pytest.mark.parametrize(("code", "word"), [("ru", "инерцией"), ("ru", "разбиениями"), ("en", "partitioned")])
def test_search_finds_a_word_by_a_form_that_stands_on_no_page(visit: Open, site: Path, code: str, word: str) -> None:
    """So it is the stem that is found, and no likeness of letters."""
    index = (site / code / "search" / "search_index.json").read_text("utf-8")

    assert word not in index.lower()
    assert asked(visit(f"{code}/"), word)


def asked(page: Page, word: str) -> list[str]:
    """Search for a word, and return where the results lead to."""
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").fill(word)
    page.locator(".md-search__input").press("End")  # the theme listens for keys, and a filled word presses none
    page.locator(".md-search-result__link").first.wait_for()
    return [str(link.get_attribute("href")) for link in page.locator(".md-search-result__link").all()]


def test_who_asks_for_accuracy_in_russian_finds_the_share_of_right_answers(visit: Open) -> None:
    """Many say "точность" for it; the report keeps that word for precision."""
    assert any("/accuracy/" in link for link in asked(visit("ru/"), "точность"))


@pytest.mark.parametrize("code", PUBLICATION.languages)
def test_figures_follow_the_reader_into_the_dark(visit: Open, code: str) -> None:
    """On a light system the toggle makes page and figure dark; ink stays readable on it."""
    page = visit(f"{code}/confusion/", color_scheme="light")
    figure = page.locator("#fig-confusion img")
    light = brightness(figure.screenshot())
    page.locator("header label[for^=__palette]:visible").click()
    while page.locator("body").get_attribute("data-md-color-scheme") != "slate":
        page.locator("header label[for^=__palette]:visible").click()
    page.wait_for_timeout(300)

    assert light > 200
    assert brightness(figure.screenshot()) < 90


def brightness(png: bytes) -> float:
    """Return the mean grey level of a picture."""
    return float(np.asarray(Image.open(io.BytesIO(png)).convert("L")).mean())


def test_every_number_on_a_page_is_a_published_value(site: Path) -> None:
    """What a page marks as data stands in values.json, or tells of the build itself."""
    published = json.loads((site / "values.json").read_text("utf-8")).values()
    known = {str(part) for value in published for part in (value if isinstance(value, list) else [value])}
    for path in PAGES:
        shown = map(html.unescape, DATA.findall((site / path / "index.html").read_text("utf-8")))
        # An interval and a list hold several, a text may hold blanks.
        strange = [one for one in shown if not (one in known or known.issuperset(one.split() or [one]))]
        assert strange == [] or path.endswith("reproduce/"), path


def test_the_known_result_stands_where_readers_look_first(visit: Open) -> None:
    """1337 of 1797 and 74.4 % on the start page, in each language's form."""
    russian, english = (visit(f"{code}/").locator("article").inner_text() for code in ("ru", "en"))

    assert all(text in russian for text in ("1337", "1797", "74,4\u00a0%"))
    assert all(text in english for text in ("1337", "1797", "74.4%"))


def test_html_is_valid(site: Path) -> None:
    """The Nu checker finds neither error nor warning."""
    jar = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not jar.is_file():
        lacking("Nu checker", "'make test' fetches it with npm")
    if not shutil.which("java"):
        lacking("Java", "the Nu checker needs it, on Debian 'apt install default-jre-headless'")
    # Reading files, it takes nothing for a page's own; that the policy lets all of it through, the browser shows.
    policy = ["--filterpattern", ".*Content Security Policy.*"]
    command = ["java", "-jar", str(jar), "--skip-non-html", "--Werror", *policy, str(site)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)

    assert done.stderr == ""
    assert done.returncode == 0
