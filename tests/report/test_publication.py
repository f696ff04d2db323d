"""Publication data: what it may say, and one clear line for what it may not."""

from __future__ import annotations

from pathlib import Path

import pytest
from workshop import ROOT

from digitclust.records import InputError
from report.publication import Author, load_publication

SOURCE = (ROOT / "report" / "publication.toml").read_text("utf-8")
GROUP = 'authors = ["digitclust contributors"]'
PERSON = 'authors = [{ family = "Carberry", given = "Josiah", orcid = "0000-0002-1825-0097" }]'


def load(folder: Path, text: str) -> object:
    """Load publication data of that text."""
    path = folder / "p.toml"
    path.write_text(text, encoding="utf-8")
    return load_publication(path)


def test_the_authors_are_a_group_until_somebody_says_otherwise() -> None:
    """Nothing is invented: no address, no DOI, no publisher, no person."""
    ours = load_publication(ROOT / "report" / "publication.toml")

    assert ours.authors == (Author(name="digitclust contributors"),)
    assert (ours.address, ours.doi, ours.publisher, ours.home) == ("", "", "", "")


def test_an_author_may_be_a_person_with_an_orcid(tmp_path: Path) -> None:
    """Family and given name stay apart, the ORCID is checked."""
    found = load(tmp_path, SOURCE.replace(GROUP, PERSON))

    assert found.authors[0].whole == "Josiah Carberry"  # type: ignore[attr-defined]  # a publication


def test_a_citation_leads_to_the_released_version_where_there_is_one(tmp_path: Path) -> None:
    """Else to the address of the newest."""
    there = SOURCE.replace('address = ""', 'address = "https://example.org/r/"')

    assert load(tmp_path, there).home == "https://example.org/r/"  # type: ignore[attr-defined]  # a publication
    released = there.replace("released = false", "released = true")
    assert load(tmp_path, released).home == "https://example.org/r/v/0.1.0/"  # type: ignore[attr-defined]  # as above


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (GROUP, PERSON.replace("0097", "0098"), "authors.0.orcid: the last digit"),
        (GROUP, PERSON.replace("family", "famly"), "authors.0: unknown key 'famly'; did you mean 'family'?"),
        (GROUP, 'authors = [{ given = "Ada" }]', "authors.0: an author is a name, or"),
        (GROUP, "authors = []", "authors: "),
        ('address = ""', 'address = "example.org"', "address: "),
        ('doi = ""', 'doi = "https://doi.org/10.1/x"', "doi: "),
        ('key = "digitclust"', 'key = "цифры"', "key: "),
        ('version = "0.1.0"', 'verson = "0.1.0"', "the key 'version' is missing"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    """File, key and what to do."""
    assert old in SOURCE
    with pytest.raises(InputError) as caught:
        load(tmp_path, SOURCE.replace(old, new))

    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
