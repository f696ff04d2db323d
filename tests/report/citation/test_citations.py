"""Citations: what each style prints, and that every format keeps every sign of a title, as others read it."""

from __future__ import annotations

import datetime
import html
import json
import re
import subprocess
from dataclasses import replace

import pytest
import rispy
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from works import CONFUSION, DRAFT, LANGUAGES, PERSON, PUBLICATION, REPORT, titled

from report.bibliography import package
from report.citation import cited
from report.citation.bibtex import biblatex, bibtex
from report.citation.csl import csl_json
from report.citation.finished import finished
from report.citation.gost import gost_2018
from report.citation.ris import ris
from report.citation.work import ACCESSED, Work

RU, EN = LANGUAGES["ru"], LANGUAGES["en"]
DAY = datetime.date(2026, 11, 25)
ODD = '50 % <script>alert("x")</script> & {a} {{b} _c_ #1 $y$ \\z ^t~ `q` [2] * — «ё» Ж’ "'
TITLES = st.text(st.characters(categories=("L", "N", "P", "S", "Zs"), max_codepoint=0x2FFF), min_size=1).map(str.strip)
QUICK = (Phase.explicit, Phase.generate)  # to make a failing list of titles smaller takes minutes of pandoc's time
# What a keyboard has, but for an apostrophe, which LaTeX prints curled, and braces, ` and |, whose names pandoc lacks.
TYPED = re.compile("[\x20-\x26\x28-\x5f\x61-\x7a~\u0410-\u044f\u0401\u0451\u2013\u2014\u00ab\u00bb]+")
PLAIN = st.from_regex(TYPED, fullmatch=True).map(str.strip).filter(bool)


def sentence(form: str, work: Work, code: str) -> str:
    """Return a finished citation as a reader of that day copies it."""
    return cited.plain(cited.cite([work], LANGUAGES[code])[work.stem][form], form, LANGUAGES[code], DAY)


EXPECTED = [
    (
        "gost",
        CONFUSION,
        "ru",
        (
            "digitclust contributors. Матрица ошибок [Электронный ресурс] : рис. 10 // Рукописные цифры и метод "
            "k-средних : отчёт. Версия 0.1.0. 2026. URL: https://example.org/digits/v/0.1.0/ru/figures/confusion/ "
            "(дата обращения: 25.11.2026)."
        ),
    ),
    (
        "gost",
        REPORT,
        "ru",
        (
            "digitclust contributors. Рукописные цифры и метод k-средних [Электронный ресурс] : отчёт. Версия 0.1.0. "
            "2026. URL: https://example.org/digits/v/0.1.0/ru/ (дата обращения: 25.11.2026)."
        ),
    ),
    (
        "gost-2018",
        CONFUSION,
        "ru",
        (
            "Матрица ошибок = Confusion matrix : рис. 10 / digitclust contributors. – Изображение : электронное // "
            "Рукописные цифры и метод k-средних = Handwritten digits and K-Means : отчёт / "
            "digitclust contributors. – Версия 0.1.0. – 2026. – "
            "URL: https://example.org/digits/v/0.1.0/ru/figures/confusion/ (дата обращения: 25.11.2026)."
        ),
    ),
    (
        "gost-2018",
        REPORT,
        "ru",
        (
            "Рукописные цифры и метод k-средних = Handwritten digits and K-Means : отчёт / digitclust contributors. – "
            "Версия 0.1.0. – 2026. – URL: https://example.org/digits/v/0.1.0/ru/ (дата обращения: 25.11.2026). – "
            "Текст. Изображение : электронные."
        ),
    ),
    (
        "apa",
        CONFUSION,
        "en",
        (
            "digitclust contributors. (2026). Confusion matrix [Fig. 10]. In Handwritten digits and K-Means "
            "(Version 0.1.0). https://example.org/digits/v/0.1.0/en/figures/confusion/"
        ),
    ),
    (
        "apa",
        REPORT,
        "en",
        (
            "digitclust contributors. (2026). Handwritten digits and K-Means (Version 0.1.0) [Report]. "
            "https://example.org/digits/v/0.1.0/en/"
        ),
    ),
    (
        "apa",
        CONFUSION,
        "ru",
        (
            "digitclust contributors. (2026). Матрица ошибок [Confusion matrix] [Рис. 10]. В Рукописные цифры и метод "
            "k-средних (Версия 0.1.0). https://example.org/digits/v/0.1.0/ru/figures/confusion/"
        ),
    ),
    (
        "ieee",
        CONFUSION,
        "en",
        (
            "digitclust contributors, “Confusion matrix (Fig. 10),” in Handwritten digits and K-Means, ver. 0.1.0, "
            "2026. Accessed: Nov. 25, 2026. [Online]. Available: https://example.org/digits/v/0.1.0/en/figures/confusion/"
        ),
    ),
]


@pytest.mark.parametrize(
    ("form", "work", "code", "wanted"), EXPECTED, ids=[f"{e[0]}-{e[1].key}-{e[2]}" for e in EXPECTED]
)
def test_a_finished_citation_reads_as_its_style_has_it(form: str, work: Work, code: str, wanted: str) -> None:
    """Title, whole, version, year, address and the reader's day, in the order of the style."""
    assert sentence(form, work, code).replace("\u00a0", " ") == wanted


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("form", cited.FORMATS)
def test_every_citation_keeps_address_key_or_title(form: str, code: str) -> None:
    """The address of the figure in its language stands in each; a key wherever there are keys."""
    text = sentence(form, CONFUSION, code)

    assert CONFUSION.address(code) in text
    assert CONFUSION.titles[code] in text
    if form in cited.SUFFIXES:
        assert "digitclust2026confusion" in text
        assert text.isascii() or code == "ru" or form in ("ris", "biblatex", "csl-json")


def test_a_person_opens_the_description() -> None:
    """Family name and initials in front, initials first behind the stroke."""
    person = replace(REPORT, publication=PUBLICATION.model_copy(update={"authors": (PERSON,)}))

    text = gost_2018(person, RU).replace("\u00a0", " ")
    assert text.startswith("Carberry, J. S. Рукописные")
    assert " : отчёт / J. S. Carberry. – " in text
    assert "author = {Carberry, Josiah Stinkney}" in bibtex(person, EN)
    assert sentence("gost", person, "ru").startswith("Carberry J. S. Рукописные")
    assert json.loads(cited.plain(cited.cite([person], EN)[""]["csl-json"], "csl-json", EN, DAY))[0]["author"] == [
        {"family": "Carberry", "given": "Josiah Stinkney"}
    ]


def test_of_five_authors_three_are_named() -> None:
    """And the description opens with the title (GOST R 7.0.100-2018)."""
    authors = tuple(PERSON.model_copy(update={"family": f"Name{i}"}) for i in range(5))
    text = gost_2018(replace(REPORT, publication=PUBLICATION.model_copy(update={"authors": authors})), RU)

    assert text.startswith("Рукописные")
    assert "Name2 [и др.]" in text
    assert "Name3" not in text


def test_a_draft_has_neither_address_nor_day() -> None:
    """Nothing is invented while the report is published nowhere."""
    draft = replace(CONFUSION, publication=DRAFT)
    assert draft.draft
    for code, language in LANGUAGES.items():
        for form, text in cited.cite([draft], language)[draft.stem].items():
            assert ACCESSED not in text, (code, form)
            assert "http" not in text, (code, form)


def test_a_file_leaves_the_day_to_its_reader() -> None:
    """No field without a day in files for programs, a blank in sentences."""
    own = cited.cite([CONFUSION], RU)["confusion"]
    files = cited.files(own, RU, "confusion")

    assert set(files) == {f"confusion-ru{end}" for end in (".bib", ".biblatex.bib", ".ris", ".csl.json", ".txt")}
    assert not any(ACCESSED in text for text in files.values())
    assert "urldate" not in files["confusion-ru.biblatex.bib"]
    assert "accessed" not in json.loads(files["confusion-ru.csl.json"])[0]
    assert files["confusion-ru.txt"].count("(дата обращения: ДД.ММ.ГГГГ)") == 2


def pandoc(text: str, kind: str) -> list[dict[str, object]]:
    """Read a bibliography with pandoc."""
    program = package("pypandoc") / "files" / "pandoc"
    done = subprocess.run(
        [program, f"--from={kind}", "--to=csljson"], input=text, capture_output=True, encoding="utf-8", check=True
    )
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def bare(text: object) -> str:
    """Take from a title what pandoc marks in it."""
    return html.unescape(re.sub(r"</?span[^>]*>", "", str(text)))


@pytest.mark.parametrize(("kind", "make"), [("bibtex", bibtex), ("biblatex", biblatex)])
def test_bibtex_keeps_every_sign_of_a_title(kind: str, make: object) -> None:
    """As pandoc reads it back, the group of authors whole."""
    known = re.sub("[{}`|]", "", ODD)
    (item,) = pandoc(make(titled(known), EN).replace(ACCESSED, "2026-11-25"), kind)  # type: ignore[operator]  # a function

    assert bare(item["title"]).removesuffix(". Fig. 10") == known
    assert item["author"] == [{"literal": "digitclust contributors"}]


@settings(max_examples=4, deadline=None, phases=QUICK)
@given(st.lists(PLAIN, min_size=20, max_size=20))
def test_any_title_passes_bibtex(titles: list[str]) -> None:
    """Whatever signs a keyboard has."""
    works = [titled(title, f"odd{i}") for i, title in enumerate(titles)]
    found = pandoc("".join(bibtex(work, EN) for work in works), "bibtex")

    assert [bare(item["title"]).split() for item in found] == [title.split() for title in titles]


@settings(max_examples=50, deadline=None)
@given(TITLES.filter(bool))
def test_any_title_passes_ris_and_csl_json(title: str) -> None:
    """As rispy and a reader of JSON see them."""
    work = titled(title)
    (entry,) = rispy.loads(ris(work, RU).replace(ACCESSED, "2026/11/25"))
    (item,) = json.loads(csl_json(work, RU).replace(ACCESSED, "2026"))

    assert " ".join(entry["title"].split(" ")) == " ".join(title.split(" "))
    assert entry["translated_title"]
    assert item["title"] == title


@settings(max_examples=4, deadline=None, phases=QUICK)
@given(st.lists(TITLES.filter(bool), min_size=10, max_size=10))
def test_any_title_passes_the_styles(titles: list[str]) -> None:
    """What pandoc might take for markup, a quote or a formula comes out as it went in."""
    works = [titled(title, f"odd{i}") for i, title in enumerate([ODD, *titles])]
    for style, found in finished(works, EN).items():
        for work in works:
            assert work.titles["en"] in html.unescape(re.sub("</?em>", "", found[work.stem])), style
