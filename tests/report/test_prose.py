"""Both languages are written as a careful author would: spelling, typography, and each in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import pytest
from prose import NOTHING, hunspell, read

LANGUAGES = ("ru", "en")
WORDS = Path(__file__).parent.parent / "words"  # what no dictionary knows: names, terms, what is typed
WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:['\u2019][^\W\d_]+)*(?!\w)")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
ENGLISH = re.compile(r"\b(?:the|an?|of|in|on|at|by|to|for|from|with|and|or|not|is|are|was|were|this|that|it|its|see)\b")
LATIN_SENTENCE = re.compile(r"[A-Za-z]{2,}(?: [a-z]{2,}){4,}")
# Words that are one thing with \u0451 and another without.
PAIRS = {"зерна", "все", "всем", "чем", "тем", "нем", "узнаем", "небо", "осел", "передохнем", "берет", "солянка"}
LANGUAGE_SWITCH = "Русский"  # the name of a language is said in that language

FAULTS = {
    ("ru", "a straight or English quotation mark"): r"[\"'\u201c\u201d\u2018\u2019]",
    ("ru", "a hyphen for a dash"): r" -(?: |$)|--|\u2013 | \u2013",
    ("ru", "a dash without a no-break space before it"): r"[^\u00a0]\u2014",
    ("ru", "a per cent sign without a no-break space"): r"\d ?%",
    ("ru", "an abbreviation that may break"): r"\b(?:рис|табл|гл|стр|см)\. |\bт\. ?[едпк]\.|[а-я] др\.",
    ("ru", "a letter, its sign and its number that may break"): r"\b[a-zA-Z] ?= ?\d|\b[a-zA-Z] = |\b[a-zA-Z]\u00a0= ",
    ("en", "a straight quotation mark"): r"[\"']",
    ("en", "a hyphen for a dash"): r" -(?: |$)|--",
    ("en", "a per cent sign after a space"): r"\d\s%",
    ("en", "a letter, its sign and its number that may break"): r"\b[a-zA-Z] ?= ?\d|\b[a-zA-Z] = |\b[a-zA-Z]\u00a0= ",
    **{
        (code, fault): pattern
        for code in LANGUAGES
        for fault, pattern in {
            "three points for an ellipsis": r"\.\.\.",
            "a space before a mark": r"[ \u00a0][,.;!?)\u00bb](?!\d|\w)",
            "two marks in a row": r",,|;;|\.\.|,\.",
            "two sentences that touch": r"(?:\d|\w\w|[)\u00bb\u201d])[.!?:;,][A-Z\u0401-\u042f][a-z\u0430-\u0451]",
            "a word that is said twice": r"\b([^\W\d_]{2,}) \1\b",
        }.items()
    },
}


@cache
def blocks(site: Path, code: str) -> Mapping[str, tuple[str, ...]]:
    """Return what each page of a language says."""
    pages = sorted((site / code).rglob("index.html"))
    assert len(pages) > 10
    return {page.parent.relative_to(site).as_posix(): tuple(read(page)) for page in pages}


def words(site: Path, code: str) -> dict[str, str]:
    """Return every word of a language's pages, and a page that it stands on."""
    found: dict[str, str] = {}
    for page, texts in blocks(site, code).items():
        for text in texts:
            found |= {word.replace("\u2019", "'"): page for word in WORD.findall(text)}
    return found


def project_words(code: str) -> list[str]:
    """Return the words that the project adds to the dictionary."""
    lines = (WORDS / f"{code}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def unknown(given: Iterable[str], code: str) -> list[str]:
    """Return the words that the dictionary does not know."""
    return sorted(set(hunspell("-l", given, code)))


def listed(word: str, entries: Iterable[str]) -> bool:
    """Tell whether the list of the project has a word."""
    return any(fnmatchcase(form, entry) for entry in entries for form in (word, word.lower()))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_word_is_in_the_dictionary_or_a_word_of_the_project(site: Path, code: str) -> None:
    """Latin words on a Russian page are looked up in English."""
    found = words(site, code)
    own = [word for word in found if bool(CYRILLIC.search(word)) == (code == "ru") and len(word) > 1]
    foreign = [word for word in found if word not in own and len(word) > 1]
    wrong = [word for word in unknown(own, code) if not listed(word, project_words(code))]
    wrong += [word for word in unknown(foreign, "en") if not listed(word, project_words("en"))]

    assert {word: found[word] for word in wrong} == {}


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_list_of_the_project_holds_no_word_of_the_dictionary(code: str) -> None:
    """Sorted, each word once."""
    entries = project_words(code)

    assert entries == sorted(set(entries), key=lambda word: (word.lower(), word))
    assert sorted(set(entries) - set(unknown(entries, code)) - {word for word in entries if "*" in word}) == []


@pytest.mark.parametrize(("code", "fault"), FAULTS)
def test_no_page_has(site: Path, code: str, fault: str) -> None:
    """The typography of TERMS.md, on every finished page."""
    pattern = re.compile(FAULTS[code, fault])
    found = {
        f"{page}: {text[max(0, hit.start() - 30) : hit.end() + 30]}"
        for page, texts in blocks(site, code).items()
        for text in texts
        if (hit := pattern.search(text))
    }

    assert sorted(found) == []


def test_the_letter_yo_is_written_throughout(site: Path) -> None:
    """A word that has it somewhere has it everywhere."""
    found = words(site, "ru")
    plain = {word.lower().replace("ё", "е"): word for word in found if "ё" in word.lower()}
    without = {word: page for word, page in found.items() if word.lower() in plain.keys() - PAIRS}

    assert len(plain) > 50
    assert without == {}


@pytest.mark.parametrize("word", ["еще", "ее", "отчет", "расчет", "счет", "учет", "причем", "четко", "объем", "прием"])
def test_what_is_always_written_with_yo(site: Path, word: str) -> None:
    """Whether or not it is written so elsewhere."""
    assert [found for found in words(site, "ru") if found.lower() == word] == []


def test_no_sentence_of_one_language_stands_in_the_other(site: Path) -> None:
    """Five English words in a row on a Russian page, or one Russian word on an English one."""
    english = {
        f"{page}: {hit[0]}"
        for page, texts in blocks(site, "ru").items()
        for text in texts
        if (hit := LATIN_SENTENCE.search(text))
    }
    russian = {
        f"{page}: {text}"
        for page, texts in blocks(site, "en").items()
        for text in texts
        if CYRILLIC.search(text.replace(LANGUAGE_SWITCH, ""))
    }

    assert (sorted(english), sorted(russian)) == ([], [])


def test_no_word_that_only_english_sentences_have_stands_on_a_russian_page(site: Path) -> None:
    """However short the sentence: an article, a preposition, a verb. Names and terms have none of them."""
    english = [text for texts in blocks(site, "en").values() for text in texts if ENGLISH.search(text)]
    russian = {f"{page}: {hit}" for page, texts in blocks(site, "ru").items() for hit in filter(ENGLISH.search, texts)}

    assert english
    assert sorted(russian) == []


def test_what_is_left_out_of_a_page_leaves_a_mark(site: Path) -> None:
    """A sentence around code stays two words, and no code is read as prose."""
    text = " ".join(" ".join(texts) for texts in blocks(site, "en").values())

    assert NOTHING in text
    assert "random_state=" not in text
