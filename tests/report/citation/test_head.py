"""What machines read in the head of a page, as an RDF store and an HTML parser see it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import RDF
from works import CONFUSION, DRAFT, LANGUAGES, PERSON, PUBLICATION, REPORT

from report.citation.head import head
from report.citation.record import File, Record, make
from report.citation.work import Work

SCHEMA = Namespace("https://schema.org/")
ODD = '</script><script>alert("x")</script> & {a} % _b_ # \' «ё» <!--'


class Tags(HTMLParser):
    """The tags of a head: name to contents, and what stands in scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self.scripts: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        given = dict(attrs)
        self.inside = tag == "script"
        if tag == "script":
            self.scripts.append("")
        name = given.get("name") or given.get("property")
        if tag == "meta" and name:
            self.found.setdefault(name, []).append(given["content"] or "")

    def handle_data(self, data: str) -> None:
        """Note the text of a script."""
        if self.inside:
            self.scripts[-1] += data

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002  # scripts hold no other
        """Leave a script."""
        self.inside = False


def read(text: str) -> Tags:
    """Read a head as a browser does."""
    tags = Tags()
    tags.feed(text)
    return tags


def record(work: Work, folder: Path, text: str = "A caption") -> Record:
    """Make the record of a figure that shows one table and has one picture for papers."""
    for path, content in (("data/a/b.csv", "x\n1\n"), (f"figures/{work.stem}/{work.stem}-en-165mm.png", "")):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content)
    texts = {name: dict.fromkeys(LANGUAGES, text) for name in ("caption", "alternative")}
    return make(work, texts, [], "confusion", ["a.b"], folder, {"commit": "", "changed": (), "date": "2026-11-25"})


def test_highwire_tags_are_those_that_zotero_makes_a_web_page_of(tmp_path: Path) -> None:
    """Its Embedded Metadata translator goes by z:itemType unless a tag of a journal, book or report is there."""
    tags = read(head(CONFUSION, LANGUAGES["en"], record(CONFUSION, tmp_path))).found

    assert tags["z:itemType"] == ["webpage"]
    assert tags["citation_title"] == ["Confusion matrix"]
    assert tags["citation_author"] == ["digitclust contributors"]
    assert tags["citation_public_url"] == ["https://example.org/digits/v/0.1.0/en/figures/confusion/"]
    assert not [name for name in tags if re.search("journal|institution|conference|book|inbook|isbn|issn", name)]


def test_a_person_stands_family_name_first() -> None:
    """So that Zotero parts the name rightly."""
    person = replace(REPORT, publication=PUBLICATION.model_copy(update={"authors": (PERSON,)}))

    assert read(head(person, LANGUAGES["en"])).found["citation_author"] == ["Carberry, Josiah Stinkney"]


def graph(text: str) -> Graph:
    """Read JSON-LD with every term of schema.org, without asking schema.org for them."""
    (script,) = read(text).scripts
    linked = json.loads(script)
    assert linked["@context"] == "https://schema.org"
    return Graph().parse(data=json.dumps(linked | {"@context": {"@vocab": str(SCHEMA)}}), format="json-ld")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # of rdflib's own reader
def test_json_ld_tells_of_an_image_in_a_report_based_on_data(tmp_path: Path) -> None:
    """With licence, creator, the report that it is a part of, and both titles."""
    found = graph(head(CONFUSION, LANGUAGES["ru"], record(CONFUSION, tmp_path)))
    figure = URIRef(CONFUSION.address("ru"))
    (report,) = found.objects(figure, SCHEMA.isPartOf)
    (data,) = found.objects(figure, SCHEMA.isBasedOn)

    assert (figure, RDF.type, SCHEMA.ImageObject) in found
    assert (report, RDF.type, SCHEMA.Report) in found
    assert (data, RDF.type, SCHEMA.Dataset) in found
    assert {str(name) for name in found.objects(figure, SCHEMA.name)} == {"Матрица ошибок", "Confusion matrix"}
    assert [str(one) for one in found.objects(figure, SCHEMA.license)] == [PUBLICATION.licence_address]
    (creator,) = found.objects(figure, SCHEMA.creator)
    assert (creator, RDF.type, SCHEMA.Organization) in found


def test_open_graph_shows_the_figure(tmp_path: Path) -> None:
    """As a PNG, with its address and its alternative text."""
    tags = read(head(CONFUSION, LANGUAGES["en"], record(CONFUSION, tmp_path))).found

    picture = "https://example.org/digits/v/0.1.0/figures/confusion/confusion-en-165mm.png"
    assert tags["og:image"] == [picture]
    assert tags["og:image:alt"] == ["A caption"]
    assert tags["og:title"] == ["Confusion matrix"]


def test_a_draft_tells_no_address(tmp_path: Path) -> None:
    """Neither Open Graph nor the address of a page or PDF."""
    draft = replace(CONFUSION, publication=DRAFT)
    text = head(draft, LANGUAGES["en"], record(draft, tmp_path))

    assert not [name for name in read(text).found if name.startswith("og:") or name.endswith("_url")]
    assert set(re.findall(r"https?://[^/\"]+", text)) == {"https://schema.org", "https://creativecommons.org"}


@example(ODD)
@given(st.text(st.characters(exclude_categories=["C"]), min_size=1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # each title is written over the one before
def test_no_title_can_break_out(tmp_path: Path, text: str) -> None:
    """What a caption says stays text, in tags and in the script alike."""
    odd = replace(CONFUSION, titles=dict.fromkeys(LANGUAGES, text))
    tags = read(head(odd, LANGUAGES["en"], record(odd, tmp_path, text)))

    assert tags.found["citation_title"] == [text]
    assert tags.found["og:image:alt"] == [text]
    assert len(tags.scripts) == 1
    assert json.loads(tags.scripts[0])["caption"] == text


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_figure_page_of_the_site_is_told_to_machines(site: Path, code: str) -> None:
    """Each has its tags, its JSON-LD, and citations that the page says to be those of a draft."""
    for path in (site / code / "figures").glob("*/index.html"):
        page = path.read_text("utf-8")
        tags = read(page)
        assert tags.found["z:itemType"] == ["webpage"], path
        assert 'class="cite__draft"' in page, path
        assert json.loads(next(s for s in tags.scripts if "schema.org" in s))["@type"] == "ImageObject"


def test_a_record_lists_files_as_the_site_has_them(tmp_path: Path) -> None:
    """By their place within it."""
    (file,) = record(CONFUSION, tmp_path).files

    assert isinstance(file, File)
    assert file.path == "figures/confusion/confusion-en-165mm.png"


def test_the_report_leads_to_its_printed_article() -> None:
    """Zotero finds the PDF of the article by the tag of the report, where there is one."""
    tags = read(head(CONFUSION, LANGUAGES["en"], article="digitclust-en.pdf")).found

    assert tags["citation_pdf_url"] == [f"{CONFUSION.publication.home}en/digitclust-en.pdf"]
    assert "citation_pdf_url" not in read(head(CONFUSION, LANGUAGES["en"])).found
