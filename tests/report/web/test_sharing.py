"""A report with an address is found: one map of all pages, canonical addresses, a picture to share it by."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from report.language import load_language
from report.publication import Publication, load_publication
from report.templates import TEMPLATES
from report.web import sharing
from report.web.site import render

ADDRESS = "https://example.org/digits/"
CODES = ("en", "ru")
NAMES = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9", "xhtml": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(scope="module")
def publication() -> Publication:
    """Give our publication an address."""
    ours = load_publication(TEMPLATES.parent / "report" / "publication.toml")
    return ours.model_copy(update={"address": ADDRESS})


@pytest.fixture(scope="module")
def staging(publication: Publication, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Put together what is needed: a figure, and two pages, one of them in English alone."""
    folder = tmp_path_factory.mktemp("staging")
    (folder / "assets").mkdir()
    figure = folder / "figures" / publication.cover / f"{publication.cover}-ru-85mm.svg"
    figure.parent.mkdir(parents=True)
    square = '<svg xmlns="http://www.w3.org/2000/svg" width="9pt" height="9pt"><rect width="9" height="9"/></svg>'
    figure.write_text(square, encoding="utf-8")
    for page in ("en/index.html", "ru/index.html", "en/data/index.html"):
        (folder / page).parent.mkdir(parents=True, exist_ok=True)
        (folder / page).write_text("<p>", encoding="utf-8")
    sharing.write(folder, publication, "2026-01-02")
    return folder


def test_the_map_names_every_page_with_its_alternates(staging: Path) -> None:
    """In each language that has the page, by full addresses, with the day of the build."""
    tree = ElementTree.parse(staging / "sitemap.xml")
    found = {}
    for url in tree.getroot().findall("map:url", NAMES):
        others = {link.attrib["hreflang"]: link.attrib["href"] for link in url.findall("xhtml:link", NAMES)}
        found[url.findtext("map:loc", namespaces=NAMES)] = others
        assert url.findtext("map:lastmod", namespaces=NAMES) == "2026-01-02"
    start = {code: f"{ADDRESS}{code}/" for code in ("ru", "en")}

    assert found == {**dict.fromkeys(start.values(), start), f"{ADDRESS}en/data/": {"en": f"{ADDRESS}en/data/"}}


def test_each_language_has_its_own_picture_of_the_size_that_networks_ask_for(staging: Path) -> None:
    """PNG, 1200 by 630, not the same in both, and the same bytes when drawn again."""
    cards = {code: (staging / "assets" / f"card-{code}.png").read_bytes() for code in CODES}

    for card in cards.values():
        assert card.startswith(b"\x89PNG")
        assert (int.from_bytes(card[16:20]), int.from_bytes(card[20:24])) == (1200, 630)
    assert cards["ru"] != cards["en"]


def test_a_card_is_the_same_when_it_is_drawn_again(staging: Path, publication: Publication) -> None:
    """And leaves nothing behind in the site."""
    assert sharing.card(staging, publication, "ru") == (staging / "assets" / "card-ru.png").read_bytes()
    assert not list(staging.glob("*.typ"))


def test_without_an_address_nothing_is_written(publication: Publication, tmp_path: Path) -> None:
    """A map of pages whose addresses nobody knows would lead nowhere."""
    sharing.write(tmp_path, publication.model_copy(update={"address": ""}), "2026-01-02")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("code", CODES)
def test_a_page_names_its_address_and_how_it_is_shared(publication: Publication, tmp_path: Path, code: str) -> None:
    """Canonical address, alternates and Open Graph, in the page's own language."""
    languages = [load_language(TEMPLATES / one, CODES) for one in CODES]
    (tmp_path / "pages").mkdir()
    text = '---\ntitle: Data\ndescription: A "description"\n---\n\n# Data {#data}\n'
    (tmp_path / "pages" / "data.md").write_text(text, encoding="utf-8")
    (language,) = [one for one in languages if one.code == code]
    render(language, languages, publication, tmp_path / "pages", tmp_path / "html", tmp_path / "x.yml", 1_700_000_000)
    page = (tmp_path / "html" / "data" / "index.html").read_text("utf-8")
    graph = dict(re.findall(r'<meta property="og:([a-z:_]+)" content="([^"]*)">', page))

    assert f'<link rel="canonical" href="{ADDRESS}{code}/data/">' in page
    assert all(f'hreflang="{one}" href="{ADDRESS}{one}/data/"' in page for one in CODES)
    assert graph["url"] == f"{ADDRESS}{code}/data/"
    assert graph["image"] == f"{ADDRESS}assets/card-{code}.png"
    assert (graph["title"], graph["description"]) == ("Data", "A &#34;description&#34;")
    assert graph["site_name"] == publication.title[code]
