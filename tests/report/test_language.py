"""Numbers, plurals and lists as each language prints them."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from digitclust import InputError
from report.language import Language, compare, load_language

ROOT = Path(__file__).resolve().parents[2]
RU = load_language(ROOT / "templates" / "ru")
EN = load_language(ROOT / "templates" / "en")
NB, MINUS = "\u00a0", "\u2212"


@pytest.mark.parametrize(
    ("number", "category"), [(1, "one"), (2, "few"), (5, "many"), (11, "many"), (21, "one"), (1.5, "other")]
)
def test_russian_has_four_plural_forms(number: float, category: str) -> None:
    """As CLDR has them; a fraction is 'other'."""
    assert RU.plural(number) == category


@pytest.mark.parametrize(
    ("number", "category"), [(1, "one"), (2, "other"), (5, "other"), (11, "other"), (21, "other"), (1.5, "other")]
)
def test_english_has_two_plural_forms(number: float, category: str) -> None:
    """Only one is one."""
    assert EN.plural(number) == category


@pytest.mark.parametrize(
    ("n", "text"),
    [(1, "1 изображение"), (2, "2 изображения"), (5, "5 изображений"), (11, "11 изображений"), (21, "21 изображение")],
)
def test_russian_nouns_agree_with_their_number(n: int, text: str) -> None:
    """The noun comes from the catalogue, held to its number by a no-break space."""
    assert RU.count(n, "images") == text.replace(" ", NB)


def test_a_share_is_printed_as_each_language_has_it() -> None:
    """Comma and no-break space in Russian, point and no space in English."""
    assert RU.percent(1337 / 1797) == f"74,4{NB}%"
    assert EN.percent(1337 / 1797) == "74.4%"


def test_thousands_are_grouped_from_five_digits_on() -> None:
    """Nobody shall read 1,797 as a fraction."""
    assert (RU.number(1797), EN.number(1797)) == ("1797", "1797")
    assert (RU.number(70000), EN.number(70000)) == (f"70{NB}000", "70,000")
    assert (RU.number(9999.6), EN.number(9999.6)) == (f"10{NB}000", "10,000")


def test_minus_is_a_minus() -> None:
    """U+2212, not a hyphen."""
    assert (RU.number(-0.5, 1), EN.number(-0.5, 1)) == (f"{MINUS}0,5", f"{MINUS}0.5")


def test_intervals_have_the_separator_of_the_language() -> None:
    """A decimal comma needs a semicolon beside it."""
    assert RU.interval(0.72, 0.76, "score", 2) == f"[0,72;{NB}0,76]"
    assert EN.interval(0.72, 0.76, "score", 2) == f"[0.72,{NB}0.76]"


def test_labels_are_listed_as_in_a_sentence_and_numbers_as_in_a_row() -> None:
    """With 'and' between labels, semicolons between Russian decimals."""
    assert RU.show((1, 5, 9), "label") == "1, 5 и 9"
    assert EN.show((1, 5, 9), "label") == "1, 5, and 9"
    assert RU.show((0.5, 1.5), "score", 1) == "0,5; 1,5"


def test_what_is_undefined_is_a_dash() -> None:
    """An empty list and a number that is none."""
    assert RU.show(float("nan"), "share") == RU.show((), "label") == "\u2014"


def test_dates_are_written_out() -> None:
    """Day, month and year."""
    day = datetime.date(2026, 11, 3)

    assert (RU.date(day), EN.date(day)) == ("3 ноября 2026\u202fг.", "3 November 2026")


def test_a_missing_word_is_an_error_that_names_file_and_key() -> None:
    """There is no fallback."""
    with pytest.raises(InputError, match=r"ru.words\.toml: the word 'figures\.nothing\.title' is missing"):
        RU.word("figures.nothing.title")


def test_catalogues_hold_the_same_words() -> None:
    """Both ways; and a word that one lacks is named with its file."""
    assert compare([RU, EN]) == []
    assert compare([Language("a", {"x": {"y": "1"}}, "a.toml"), Language("b", {}, "b.toml")]) == [
        "b.toml: the word 'x.y' is missing"
    ]


def test_every_noun_has_every_form_of_its_language() -> None:
    """Whatever number comes."""
    for language in (RU, EN):
        for noun, forms in language.words["counts"].items():
            assert set(forms) == {language.plural(n) for n in (0, 1, 2, 5, 1.5)}, noun
