"""The words: two languages with one evidence, no number typed by hand, clean typography."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from jinja2 import nodes

from report.language import keys, load_language
from report.publication import load_publication
from report.templates import Source, environment, load

ROOT = Path(__file__).resolve().parents[2]
PUBLICATION = load_publication(ROOT / "report" / "publication.toml")
ENVIRONMENT = environment()
HEADING = re.compile(r"^(#+) .*\{#([\w<>. -]+)\}$", re.MULTILINE)
VALUES = ("value", "count", "noun", "interval", "rows", "raw")
# Taken out before looking for numbers: front matter, code, formulas, calls, ids, addresses, and a norm's name.
NOT_PROSE = re.compile(
    r"\A---\n.*?\n---\n|^```.*?^```$|`[^`\n]+`|\$\$.*?\$\$|\$[^$\n]+\$|<<.*?>>|<%.*?%>|<#.*?#>|\{#[\w-]+\}|\]\([^)]*\)|https?://\S+|\bL2\b",
    re.DOTALL | re.MULTILINE,
)
# Whole words, and stems of words; "one" may be a pronoun, and "first" orders thoughts.
NUMBER_WORDS = {
    "en": r"(zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?"
    r"|half|twice|both|third|quarter|\w+teen|(twen|thir|for|fif|six|seven|eigh|nine)ty(-\w+)?)",
    "ru": r"(ноль|нуля|два|две|двух|двум|двумя|дважды|оба|обе|обоих|обеих|три|тр[её]х|тр[её]м|тремя|трижды|четыр\w+"
    r"|четверть|пят(ь|и|ью)|шест(ь|и|ью)|сем(ь|и|ью)|восем\w*|восьм(и|ью)|девят(ь|и|ью)|десят(ь|и|ью|ок|ка)"
    r"|\w+надцат(ь|и|ью)|(два|три)дцат\w+|сорока?|\w+десят(и|ью)?|девяност\w|сто|ста|двести|тысяч\w*|миллион\w*"
    r"|половин\w+|треть|дюжин\w+)",
}
LATIN_IN_RUSSIAN = re.compile(r"[A-Za-z]*[A-Za-z][А-Яа-яЁё]|[А-Яа-яЁё][A-Za-z]")


STEMS = (*PUBLICATION.pages, "article")


def template(language: str, stem: str) -> Source:
    """Load the template of a page, or of the article."""
    return load(language, stem, suffix=".qmd" if stem == "article" else ".md")


def sources(language: str) -> list[Source]:
    """Load the templates of a language: its pages in order, then the article."""
    return [template(language, stem) for stem in STEMS]


def sections(source: Source) -> dict[str, str]:
    """Cut a template at its headings: anchor to text."""
    text = source.path.read_text("utf-8")
    found = list(HEADING.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    return {match[2]: text[match.start() : end] for match, end in zip(found, ends, strict=True)}


def called(text: str, names: tuple[str, ...]) -> list[tuple[str, ...]]:
    """List the calls of some names in a piece of a template: name and constant arguments."""
    pieces = re.findall(r"<<.*?>>|<%.*?%>", text, re.DOTALL)
    found = []
    for piece in pieces:
        inner = re.sub(r"^<<|>>$|^<%|%>$", "", piece).strip()
        inner = re.sub(r"^(if|elif)\s+|^for\s+[\w, ]+\s+in\s+", "", inner)
        if inner.split(" ")[0] in ("else", "endif", "endfor", "set", "endset"):
            inner = inner.partition("=")[2]
        tree = ENVIRONMENT.parse(f"<< {inner or 0} >>")
        found += [
            (call.node.name, *(str(a.value) for a in call.args if isinstance(a, nodes.Const)))
            for call in tree.find_all(nodes.Call)
            if isinstance(call.node, nodes.Name) and call.node.name in names
        ]
    return found


def ids(text: str) -> set[str]:
    """Collect the ids of values that a piece of a template shows or asks."""
    return {argument for call in called(text, VALUES) for argument in call[1:] if "." in argument}


def prose(text: str) -> str:
    """Return what a reader reads as words of the template."""
    return NOT_PROSE.sub(" ", text)


EVERY = [(language, source) for language in PUBLICATION.languages for source in sources(language)]
NAMES = [f"{language}/{source.stem}" for language, source in EVERY]
WORDS = [
    (language, key, word)
    for language in PUBLICATION.languages
    for key, word in keys(load_language(ROOT / "templates" / language).words).items()
]


@pytest.mark.parametrize("stem", STEMS)
def test_languages_have_the_same_anchors_figures_and_tables_in_the_same_order(stem: str) -> None:
    """A link to a section works in either language."""
    first, *others = (template(language, stem) for language in PUBLICATION.languages)
    for other in others:
        assert list(sections(first)) == list(sections(other))
        assert first.needs == other.needs
        for kind in ("figure", "table"):
            texts = (s.path.read_text("utf-8") for s in (first, other))
            one, two = (called(text, (kind,)) for text in texts)
            assert one == two


@pytest.mark.parametrize("stem", STEMS)
def test_each_section_rests_on_the_same_values_in_every_language(stem: str) -> None:
    """Each language orders its thoughts in its own way, but says them of the same numbers."""
    first, *others = (sections(template(language, stem)) for language in PUBLICATION.languages)
    for other in others:
        for anchor, text in first.items():
            assert ids(text) == ids(other[anchor]), anchor
            assert Counter(called(text, ("cite",))) == Counter(called(other[anchor], ("cite",))), anchor


@pytest.mark.parametrize(("language", "source"), EVERY, ids=NAMES)
def test_every_heading_has_a_neutral_id(language: str, source: Source) -> None:
    """Each line that begins with # ends with an id; the first heading bears the name of the page."""
    text = re.sub(r"^```.*?^```$", "", source.path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    headings = [line for line in text.splitlines() if re.match(r"#+ ", line)]

    assert headings
    assert all(HEADING.match(line) for line in headings)
    assert next(iter(sections(source))) == ("sec-introduction" if source.stem == "article" else source.stem)


def numbers_in(text: str, language: str) -> list[str]:
    """List digits and number words in prose."""
    words = re.findall(r"[\w-]+", prose(text).lower())
    return [w for w in words if re.search(r"\d", w) or re.fullmatch(NUMBER_WORDS[language], w)]


@pytest.mark.parametrize(("language", "source"), EVERY, ids=NAMES)
def test_no_page_types_a_number(language: str, source: Source) -> None:
    """Neither in digits nor in words: every number comes from the study."""
    assert numbers_in(source.path.read_text("utf-8"), language) == []


@pytest.mark.parametrize(("language", "key", "word"), WORDS, ids=[f"{w[0]}:{w[1]}" for w in WORDS])
def test_no_word_types_a_number(language: str, key: str, word: str) -> None:
    """Captions and labels neither; the name of a style and the language's own separators excepted."""
    if not key.startswith("citations."):
        # A name of a metric's range such as 0 to 1 is no result.
        assert numbers_in(re.sub(r"\{[^}]*\}", " ", word), language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Some thirteen people"),
        ("ru", "тринадцать человек"),
        ("ru", "десятью"),
        ("en", "The ten centres"),
        ("en", "about 74.4%"),
        ("ru", "все десять центров"),
        ("ru", "в 10 кластерах"),
    ],
)
def test_a_typed_number_is_found(language: str, text: str) -> None:
    """The check above can fail."""
    assert numbers_in(f"# A {{#a}}\n{text}", language)


def russian() -> list[tuple[str, str]]:
    """Collect every Russian text of the report."""
    pages = [(f"{s.stem}.md", prose(s.path.read_text("utf-8"))) for s in sources("ru")]
    return pages + [(key, prose(word)) for language, key, word in WORDS if language == "ru"]


@pytest.mark.parametrize(("name", "text"), russian(), ids=[name for name, _ in russian()])
def test_russian_typography(name: str, text: str) -> None:
    """No straight quotes, no hyphen for a dash, a no-break space before the dash, no word of mixed scripts."""
    text = re.sub(r"<[^>]*>|\{[^}]*\}|^(!!!|\?\?\?).*$", " ", text, flags=re.MULTILINE)

    assert not re.search(r'["\u201c\u201d]', text)
    assert not re.search(r"\S\s-\s", text.replace("\n-", "\n*"))
    assert not re.search(r"(?<!\u00a0)\u2014", text)
    assert not LATIN_IN_RUSSIAN.search(text)


def test_words_are_plain_strings() -> None:
    """A catalogue holds nothing but text, so that no number hides in it."""
    for language in PUBLICATION.languages:
        words = load_language(ROOT / "templates" / language).words
        assert all(isinstance(word, str) for word in keys(words).values())
