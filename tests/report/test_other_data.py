"""The report on other data: their words, their labels, somebody else's identity, and nothing of ours."""

from __future__ import annotations

import csv
import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from formats import DIGITS
from workshop import ROOT, build

from digitclust import InputError
from report.fresh import Places
from report.language import Language
from report.publication import load_publication
from report.subject import said, worded

LABELS = ("<script>alert(1)</script>", "a|b", "\"q\" 'x'", "$x$", "two\nlines", "*s* _u_", "Ё", "β", "`c`", "=1+1")
CITED = "optical recognition of handwritten digits"  # a source of the glossary
STUDY = """
[dataset]
name = "npz"
file = "letters.npz"

[experiments.data]
n_shown = 2

[experiments.reference]
n_confusions_shown = 3
n_misread_shown = 2
n_extremes_shown = 2

[experiments.seeds]
n_runs = 20
restarts = [1, 4]
n_resamples = 100
"""
PUBLICATION = """
version = "2.0.0"
date = 2025-05-05
licence = "CC0"
licence_address = "https://creativecommons.org/publicdomain/zero/1.0/"
address = ""
key = "letters"
languages = ["ru", "en"]
authors = [{ family = "Carberry", given = "Josiah" }]

[title]
ru = "Буквы <script>alert(1)</script>"
en = "\\"Letters\\" & <script>alert(1)</script>"

[description]
ru = "О буквах."
en = "On letters."

[data]
source = "A drawer"
licence = "ODbL"
licence_address = "https://opendatacommons.org/licenses/odbl/1-0/"
citation = "Carberry J. A drawer of letters. 2025."
"""
WORDS = """
[ru.subject]
called = "рукописные буквы"

[en.subject]
called = "handwritten letters"
[en.subject.forms]
digit = "letter"
digits = "letters"
"""


class Text(HTMLParser):
    """Gathers what a reader sees on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.alternatives: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note alternative texts; leave scripts and styles out."""
        self.hidden += tag in ("script", "style")
        self.alternatives += [value or "" for name, value in attrs if name == "alt"]

    def handle_endtag(self, tag: str) -> None:
        """Go on after scripts and styles."""
        self.hidden -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        """Gather."""
        if not self.hidden:
            self.parts.append(data)


def seen(page: Path) -> Text:
    """Read a page."""
    text = Text()
    text.feed(page.read_text("utf-8"))
    return text


def plain(page: Path) -> str:
    """Return what is read on a page, on one line."""
    return " ".join("".join(seen(page).parts).split())


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a study of images of 16 x 8 pixels and 249 grey levels, with difficult labels."""
    folder = tmp_path_factory.mktemp("letters")
    images = np.kron(DIGITS.images[::4], np.ones((1, 2, 1))) * 15.5
    np.savez(folder / "letters.npz", data=images, target=np.array([LABELS[i] for i in DIGITS.target[::4]]))
    for name, text in (("my.toml", STUDY), ("my.publication.toml", PUBLICATION), ("my.words.toml", WORDS)):
        (folder / name).write_text(text, encoding="utf-8")
    done = built(folder)
    assert done[0] == 0, done[1]
    return folder


def built(folder: Path) -> tuple[int, str]:
    """Build the study."""
    places = ("--study", folder / "my.toml", "--build", folder / "build", "--site", folder / "site-my")
    done = build(*places, "--no-paper")
    return done.returncode, done.stdout + done.stderr


@pytest.mark.prove
@pytest.mark.parametrize(("code", "word"), [("en", r"\bdigits?\b|handwritten (?!letters)"), ("ru", r"цифр|почерк")])
def test_no_page_speaks_of_digits(letters: Path, code: str, word: str) -> None:
    """Neither in the text nor in an alternative text; titles of sources and the study file are excepted."""
    for page in (letters / "site-my" / code).rglob("index.html"):
        if page.parent.name not in ("references", "reproduce"):
            text = " ".join([plain(page), *seen(page).alternatives]).lower().replace(CITED, "")
            assert not re.findall(f".{{0,40}}(?:{word}).{{0,40}}", text), page


@pytest.mark.prove
def test_labels_are_text_everywhere(letters: Path) -> None:
    """On pages, in alternative texts and in tables; no script, formula or emphasis is made of one."""
    for code in ("ru", "en"):
        page = letters / "site-my" / code / "accuracy" / "index.html"
        for label in LABELS:
            assert " ".join(label.split()) in plain(page), (code, label)
        first = letters / "site-my" / code / "index.html"
        alternative = next(text for text in seen(first).alternatives if "a|b" in text)
        assert all(" ".join(label.split()) in " ".join(alternative.split()) for label in ("a|b", "`c`", LABELS[0], "Ё"))
    for page in (letters / "site-my").rglob("*.html"):
        assert "<script>alert" not in page.read_text("utf-8")
    with (letters / "site-my" / "data" / "reference" / "per_class.csv").open(encoding="utf-8", newline="") as file:
        assert sorted(row["label"] for row in csv.DictReader(file)) == sorted((*LABELS[:-1], f"'{LABELS[-1]}"))
    values = json.loads((letters / "site-my" / "values.json").read_text("utf-8"))
    assert set(values["data.largest_classes"]) <= set(LABELS)


@pytest.mark.prove
def test_a_figure_writes_a_label_and_makes_no_formula_of_it(letters: Path) -> None:
    """The dollars are drawn as they are: the figure holds the glyph of one, the seventh of its font."""
    figure = next((letters / "site-my" / "figures" / "class_sizes").glob("*-en-*.svg"))

    assert 'id="DejaVuSans-7"' in figure.read_text("utf-8")


@pytest.mark.prove
def test_nothing_of_our_identity_leaks_in(letters: Path) -> None:
    """Authors, title, licence, key and lock are the study's own."""
    site, ours = letters / "site-my", "digitclust contributors"
    for path in site.rglob("*"):
        if path.is_file() and path.suffix in (".html", ".json", ".xml", ".bib", ".csv", ".txt"):
            text = path.read_text("utf-8")
            assert ours not in text, path
            assert "digitclust2" not in text, path
            assert "Handwritten digits and K-Means" not in text, path
    assert "© 2025 Josiah Carberry · CC0 · version 2.0.0" in plain(site / "en" / "index.html")
    assert (letters / "my.lock").is_file()


@pytest.mark.prove
@pytest.mark.parametrize(("code", "called"), [("ru", "рукописные буквы"), ("en", "handwritten letters")])
def test_where_the_data_come_from_is_printed(letters: Path, code: str, called: str) -> None:
    """What they are called, source, licence and citation."""
    text = plain(letters / "site-my" / code / "data" / "index.html")

    for said_of_them in (called, "A drawer", "ODbL", "Carberry J. A drawer of letters. 2025."):
        assert said_of_them in text


@pytest.mark.prove
def test_a_changed_data_file_is_built_anew(letters: Path) -> None:
    """With nothing changed there is nothing to do."""
    assert "Nothing to do" in built(letters)[1]
    images = np.kron(DIGITS.images[1::4], np.ones((1, 2, 1))) * 15.5
    kept = (letters / "letters.npz").read_bytes()
    np.savez(letters / "letters.npz", data=images, target=np.array([LABELS[i] for i in DIGITS.target[1::4]]))
    try:
        code, said_in_build = built(letters)
        assert code == 0, said_in_build
        assert "my.lock says something new" in said_in_build
    finally:
        (letters / "letters.npz").write_bytes(kept)


def test_a_study_that_says_nothing_of_its_publication_is_nobodys(tmp_path: Path) -> None:
    """Wherever it lies but beside ours; one beside ours is ours."""
    ours = Places(ROOT / "report" / "quick.toml", tmp_path, tmp_path)
    other = Places(tmp_path / "my.toml", tmp_path, tmp_path)

    assert ours.publication == ROOT / "report" / "publication.toml"
    assert other.publication == ROOT / "report" / "nobody.toml"


def test_a_form_stands_for_a_form_in_prose_alone() -> None:
    """Not in a call, code, an address or an anchor; great letters are kept, and so is what only looks alike."""
    text = "Digits: << count('digits') >> of `digit`, [digit](digit.md) {#digit} optdigits <% if digit %>"
    other = "Letters: << count('digits') >> of `digit`, [letter](digit.md) {#digit} optdigits <% if digit %>"

    assert said(text, {"digit": "letter", "digits": "letters"}) == other


@pytest.mark.prove
def test_a_title_is_text_everywhere(letters: Path) -> None:
    """In the head of a page, on it and in attributes; the page that speaks every language included."""
    title = '"Letters" & <script>alert(1)</script>'
    for name in ("en/data/index.html", "index.html"):
        page = (letters / "site-my" / name).read_text("utf-8")
        assert title in html.unescape("".join(re.findall("<title>(.*?)</title>", page, re.DOTALL))), name
        assert title in plain(letters / "site-my" / name), name
    page = (letters / "site-my" / "en" / "data" / "index.html").read_text("utf-8")
    assert f'title="{html.escape(title, quote=True).replace("&quot;", "&#34;")}"' in page
    assert "&amp;lt;" not in page


def test_a_word_with_html_is_refused(tmp_path: Path) -> None:
    """Words are text: a tag in one would be a part of the page."""
    (tmp_path / "my.words.toml").write_text('[en.subject]\ncalled = "<b>letters</b>"\n', encoding="utf-8")
    language = Language("en", {"subject": {"called": "images", "forms": {}}})

    with pytest.raises(InputError, match=r"my\.words\.toml: en\.subject\.called: .*without HTML"):
        worded(language, tmp_path / "my.words.toml", {"pixels"})


@pytest.mark.parametrize("place", ["licence_address", "data.licence_address"])
def test_a_licence_lies_at_an_address_of_the_web(tmp_path: Path, place: str) -> None:
    """Not in a script."""
    text = PUBLICATION.replace("https://creative" if place == "licence_address" else "https://opendata", "javascript:")
    (tmp_path / "my.publication.toml").write_text(text, encoding="utf-8")

    with pytest.raises(InputError, match=rf"{place}: .*javascript"):
        load_publication(tmp_path / "my.publication.toml")


def test_a_word_that_there_is_not_is_told(tmp_path: Path) -> None:
    """With the nearest one."""
    (tmp_path / "my.words.toml").write_text('[en.subject]\ncaled = "a"\n', encoding="utf-8")
    language = Language("en", {"subject": {"called": "images", "forms": {}}})

    with pytest.raises(
        InputError, match=r"my\.words\.toml: en\.subject\.caled: there is no such word; did you mean 'called'\?$"
    ):
        worded(language, tmp_path / "my.words.toml", ("pixels",))
