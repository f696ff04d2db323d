"""What is cited: one file of sources, each language's style, and no citation that leads nowhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from digitclust import InputError
from report.bibliography import SOURCES, Reference, keys, listed, load
from report.language import Language, load_language
from report.publication import load_publication
from report.stamps import Stamps
from report.templates import calls, environment
from report.templates import load as load_page

ROOT = Path(__file__).resolve().parents[2]
PUBLICATION = load_publication(ROOT / "report" / "publication.toml")
LANGUAGES = {code: load_language(ROOT / "templates" / code) for code in PUBLICATION.languages}
ADDRESS = re.compile(r'href="(https://[^"]+)"')
HARD = r"""@article{eins2001,
  author = {Семёнов, Пётр and von Neumann, John},
  title = {Ёж \& {K-Means} < меры},
  journal = {Журнал},
  year = {2001},
  doi = {10.1000/a_b(1)},
  langid = {russian},
  options = {useprefix=true},
}
"""


def fields() -> dict[str, dict[str, str]]:
    """Read the fields of every entry, plainly: a line each."""
    entries = re.findall(r"^@\w+\{(\w+),\n(.*?)^\}", SOURCES.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return {key: dict(re.findall(r"^\s+(\w+)\s+= \{(.*)\},$", body, re.MULTILINE)) for key, body in entries}


def plain(text: str) -> str:
    """Return a text without tags, entities of markup, braces, and marks of BibTeX; spaces are spaces."""
    text = re.sub(r"<[^>]+>", "", text).replace("&amp;", "&").replace("\u00a0", " ")
    text = re.sub("[`'\u2018\u2019\u201c\u201d\u00ab\u00bb]", "", text)  # each style has quotes of its own
    return text.replace("{", "").replace("}", "").replace("\\&", "&")


@pytest.fixture(scope="module")
def references(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Reference]]:
    """Set every source in every language."""
    folder = tmp_path_factory.mktemp("references")
    return {code: load(language, folder, Stamps(folder)) for code, language in LANGUAGES.items()}


def hard(folder: Path, style: str, text: str = HARD) -> Reference:
    """Set the one source of a file of its own."""
    (folder / "a.bib").write_text(text, encoding="utf-8")
    language = Language("ru", {"citations": {"style": style}})
    (found,) = load(language, folder, Stamps(folder), folder / "a.bib").values()
    return found


@pytest.mark.parametrize("code", PUBLICATION.languages)
def test_every_key_that_a_page_cites_is_there(code: str) -> None:
    """Also where a condition leaves the citation out today."""
    known, jinja = keys(SOURCES), environment()
    for stem in PUBLICATION.pages:
        assert {key for _, key in calls(jinja, load_page(code, stem), "cite")} <= set(known), stem


@pytest.mark.parametrize("code", PUBLICATION.languages)
def test_every_source_is_set_in_every_language(code: str, references: dict[str, dict[str, Reference]]) -> None:
    """With its first author, its title, its year and its address."""
    told = fields()

    assert sorted(told) == sorted(keys(SOURCES)) == sorted(references[code])
    for key, reference in references[code].items():
        entry, source = plain(reference.entry), told[key]
        author = plain(source["author"]).split(" and ")[0].split(",")[0].split(" ")[-1]
        assert author in entry, key
        assert plain(source["title"]).lower() in entry.lower(), key
        assert source["year"] in entry, key
        assert source["year"] in reference.short, key
        address = f"https://doi.org/{source['doi']}" if "doi" in source else source["url"]
        assert ADDRESS.findall(reference.entry) == [address], key


def test_keys_name_author_and_year() -> None:
    """A key ends with the year of its source, or with a version that bears it."""
    for key, source in fields().items():
        assert key.isascii()
        assert key.endswith(source["year"]) or key.startswith("sklearn")


@pytest.mark.parametrize("style", ["gost-r-7-0-5-2008", "apa"])
def test_letters_and_marks_of_a_title_come_out_right(tmp_path: Path, style: str) -> None:
    """Cyrillic as it is, an ampersand and an angle bracket as HTML asks."""
    found = hard(tmp_path, style)

    assert "Ёж &amp; K-Means &lt; меры" in found.entry
    assert 'href="https://doi.org/10.1000/a_b(1)"' in found.entry
    assert found.short.startswith("Семёнов")
    assert found.short.endswith("von Neumann, 2001")
    assert not re.search(r"[()\[\]]", found.short)


def test_initials_and_numbers_stay_with_what_they_belong_to(references: dict[str, dict[str, Reference]]) -> None:
    """No line ends between initials, nor between an abbreviation and its number."""
    assert "Lloyd S.\u00a0P." in references["ru"]["lloyd1982"].entry
    assert "\u2116\u00a02." in references["ru"]["lloyd1982"].entry


def test_a_list_is_where_citations_lead() -> None:
    """Each source has its anchor; its entry is HTML already."""
    assert listed({"a1": Reference("A", "A &amp; <em>B</em>")}) == (
        '<ol class="sources">\n<li id="ref-a1">A &amp; <em>B</em></li>\n</ol>'
    )


def test_what_has_not_changed_is_not_set_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second time needs no pandoc; another style does."""
    first = hard(tmp_path, "apa")
    monkeypatch.setattr("report.bibliography.pandoc", None)

    assert hard(tmp_path, "apa") == first
    with pytest.raises(TypeError):
        hard(tmp_path, "ieee")


def test_what_was_kept_and_damaged_is_set_again(tmp_path: Path) -> None:
    """Remembered, not trusted."""
    first = hard(tmp_path, "apa")
    (tmp_path / "ru.json").write_text("{}", encoding="utf-8")

    assert hard(tmp_path, "apa") == first


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("@book{a1,\n  title = {A}\n  year = {1},\n}\n", r"a\.bib:3: not valid BibTeX: unexpected 'y'$"),
        ("@book{a1,\n  title = {A},\n}\n\n@book{a1,\n  title = {B},\n}\n", r"a\.bib:5: the key 'a1' stands twice$"),
        ("@book{\u0430\u0431,\n  title = {A},\n}\n", r"a\.bib:1: the key '\u0430\u0431' is not of ASCII letters and a"),
    ],
    ids=["a comma missing", "a key twice", "a key in Cyrillic"],
)
def test_a_broken_file_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    """One line for whoever typed it."""
    with pytest.raises(InputError, match=said) as caught:
        hard(tmp_path, "apa", text)
    assert "\n" not in str(caught.value)


def test_a_style_that_is_not_there(tmp_path: Path) -> None:
    """The words of the language name it, so they are named."""
    with pytest.raises(InputError, match=r"words\.toml: citations\.style: no style of citing is called 'gosst'"):
        hard(tmp_path, "gosst")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """It is named."""
    with pytest.raises(InputError, match=r"none\.bib: no such file of sources"):
        load(LANGUAGES["en"], tmp_path, Stamps(tmp_path), tmp_path / "none.bib")
