"""Papers that include the figures and cite them: pdfLaTeX with T2A and XeLaTeX, biber, bibtex8 and BibTeX."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import matplotlib
import pypdfium2
import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from works import CONFUSION, LANGUAGES, REPORT, titled

from report.citation import latex
from report.citation.bibtex import biblatex, bibtex
from report.citation.work import ACCESSED

FONT = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
SHARED = r"\usepackage{cmap}\usepackage{graphicx}\usepackage{caption}\usepackage{url}\usepackage{textcomp}"
PDFLATEX = r"\usepackage[T2A]{fontenc}\usepackage[utf8]{inputenc}\usepackage[english,russian]{babel}"
ENGLISH = r"\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}\usepackage[english]{babel}"
XELATEX = (
    r"\usepackage{fontspec}\setmainfont{DejaVuSans.ttf}[Path=%s/,BoldFont=DejaVuSans-Bold.ttf,"
    r"ItalicFont=DejaVuSans-Oblique.ttf]"
    r"\newfontfamily\cyrillicfonttt{DejaVuSansMono.ttf}[Path=%s/]\usepackage{polyglossia}\setmainlanguage{russian}\setotherlanguage{english}"
)
BIBLATEX = r"\usepackage{csquotes}\usepackage[backend=biber,style=%s]{biblatex}\addbibresource{paper.bib}"
PAPER = "\\documentclass{article}\n%s\n%s\n\\begin{document}\n%s\n%s\n\\end{document}\n"
ODD = "50 % & {a} _b_ #1 <q> | «ё» — x"
# What a keyboard has, but for what is printed curled or left out at the end of a line: an apostrophe and a hyphen.
TYPED = st.from_regex(
    re.compile("[\x21-\x26\x28-\x2c\x2e-\x7e\u0410-\u044f\u0401\u0451\u2014\u00ab\u00bb ]+"), fullmatch=True
)
PROGRAMS = ("pdflatex", pytest.param("xelatex", marks=pytest.mark.prove))
QUICK = (Phase.explicit, Phase.generate)


@pytest.fixture(scope="module", autouse=True)
def tex() -> None:
    """Leave these out where there is no TeX, and say how to get it."""
    lacking = [name for name in ("pdflatex", "xelatex", "biber", "bibtex8") if not shutil.which(name)]
    if lacking:
        told = f"no {', '.join(lacking)} found: .ci/run tells the packages of Debian"
        if os.environ.get("CI"):
            pytest.fail(told)
        pytest.skip(told)


def run(folder: Path, *command: str) -> str:
    """Run a program of TeX on the paper; return what it says."""
    command = (*command, "paper")
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", errors="replace", check=False)
    # The GOST styles end with a line that is none of BibTeX's language, and BibTeX tells so.
    of_style = done.stdout.count("---line") == 1 and "\\endinput" in done.stdout
    assert done.returncode == 0 or of_style, done.stdout[-3000:]
    return done.stdout


def printed(folder: Path, program: str, *bibliography: str) -> str:
    """Set a paper with its citations; return its text, `squeezed`."""
    for command in ([program, "-interaction=nonstopmode", "-halt-on-error"], [*bibliography]):
        run(folder, *command)
    run(folder, program, "-interaction=nonstopmode", "-halt-on-error")
    said = run(folder, program, "-interaction=nonstopmode", "-halt-on-error")
    assert "undefined" not in said
    document = pypdfium2.PdfDocument(folder / "paper.pdf")
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    return squeezed(text)


def squeezed(text: str) -> str:
    """Drop blanks and hyphens, of which lines are broken at some."""
    return re.sub(r"[\s\ufffe\u00ad-]", "", text)


def figure_of(site: Path, folder: Path, code: str) -> str:
    """Put the figure beside the paper; return its environment."""
    name = f"confusion-{code}-85mm.pdf"
    shutil.copy(site / "figures" / "confusion" / name, folder)
    return latex.figure("confusion", CONFUSION.titles[code], CONFUSION.key, name)


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_russian_paper_cites_in_gost_with_biber(site: Path, tmp_path: Path, program: str) -> None:
    """Figure and report by title, number, whole address and day of access; the caption as in a dissertation."""
    day = [biblatex(work, LANGUAGES["ru"]).replace(ACCESSED, "2026-11-25") for work in (CONFUSION, REPORT)]
    (tmp_path / "paper.bib").write_text("".join(day), encoding="utf-8")
    language = PDFLATEX if program == "pdflatex" else XELATEX % (FONT, FONT)
    setup = SHARED + language + BIBLATEX % "gost-numeric" + latex.caption_setup(latex.DISSERTATION, "Рисунок")
    body = figure_of(site, tmp_path, "ru") + rf"\cite{{{REPORT.key}}}"
    (tmp_path / "paper.tex").write_text(PAPER % ("", setup, body, r"\printbibliography"), encoding="utf-8")
    text = printed(tmp_path, program, "biber", "--quiet")

    assert squeezed("Рисунок 1 — Матрица ошибок") in text
    assert squeezed("digitclust contributors. Матрица ошибок : рис. 10 // Рукописные цифры и метод k-средних") in text
    assert squeezed(CONFUSION.address("ru")) in text
    assert "25.11.2026" in text


def test_a_russian_paper_cites_in_gost_with_bibtex8(site: Path, tmp_path: Path) -> None:
    """By the style gost of the package of that name, the address printed."""
    day = [bibtex(work, LANGUAGES["ru"]).replace(ACCESSED, "2026-11-25") for work in (CONFUSION, REPORT)]
    (tmp_path / "paper.bib").write_text("".join(day), encoding="utf-8")
    setup = SHARED + PDFLATEX + latex.caption_setup(latex.JOURNAL, "Рис.")
    body = figure_of(site, tmp_path, "ru") + rf"\cite{{{REPORT.key}}}"
    end = r"\bibliographystyle{ugost2008}\bibliography{paper}"
    (tmp_path / "paper.tex").write_text(PAPER % ("", setup, body, end), encoding="utf-8")
    text = printed(tmp_path, "pdflatex", "bibtex8", "--big", "--csfile", "utf8cyrillic.csf")

    assert squeezed("Рис. 1. Матрица ошибок") in text
    assert squeezed("Матрица ошибок // Рукописные цифры и метод k-средних. — 2026. — Рис. 10. Версия 0.1.0") in text
    assert squeezed(CONFUSION.address("ru")) in text


def test_an_english_paper_cites_with_plain_bibtex(site: Path, tmp_path: Path) -> None:
    """Capitals kept, version and address printed, though the style knows no addresses."""
    entries = "".join(bibtex(work, LANGUAGES["en"]) for work in (CONFUSION, REPORT))
    (tmp_path / "paper.bib").write_text(entries, encoding="utf-8")
    setup = SHARED + ENGLISH + latex.caption_setup(latex.JOURNAL, "Fig.")
    body = figure_of(site, tmp_path, "en") + rf"\cite{{{REPORT.key}}}"
    end = r"\bibliographystyle{plain}\bibliography{paper}"
    (tmp_path / "paper.tex").write_text(PAPER % ("", setup, body, end), encoding="utf-8")
    text = printed(tmp_path, "pdflatex", "bibtex")

    assert squeezed("Fig. 1. Confusion matrix") in text
    assert squeezed("digitclust contributors. Confusion matrix. In Handwritten digits and K-Means") in text
    assert squeezed("Version 0.1.0") in text
    assert squeezed(CONFUSION.address("en")) in text


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_sign_of_a_title_is_printed(tmp_path: Path, program: str) -> None:
    """Braces too, which BibTeX counts, and what Russian babel takes for a command."""
    work = titled(ODD)
    entry = biblatex(work, LANGUAGES["ru"]).replace(ACCESSED, "2026-11-25")
    (tmp_path / "paper.bib").write_text(entry, encoding="utf-8")
    language = PDFLATEX if program == "pdflatex" else XELATEX % (FONT, FONT)
    setup = SHARED + language + BIBLATEX % "gost-numeric"
    body = rf"{latex.escape(ODD)} \cite{{{work.key}}}"
    (tmp_path / "paper.tex").write_text(PAPER % ("", setup, body, r"\printbibliography"), encoding="utf-8")
    text = printed(tmp_path, program, "biber", "--quiet")

    assert text.count(squeezed(ODD)) == 2, text


@pytest.mark.parametrize("program", PROGRAMS)
@settings(max_examples=2, deadline=None, phases=QUICK)
@example(titles=['a,,b <<c>> !`d ?`e "f" {g} |h| \\i ^j ~k'])
@given(titles=st.lists(TYPED.map(str.strip).filter(bool), min_size=15, max_size=15))
def test_any_caption_is_printed(tmp_path_factory: pytest.TempPathFactory, program: str, titles: list[str]) -> None:
    """Whatever a keyboard has: nothing is taken for a command, joined to another sign, or lost."""
    folder = tmp_path_factory.mktemp("captions")
    titles = [title.rstrip(".") + "!" for title in titles]  # a caption ends without a full stop
    language = PDFLATEX if program == "pdflatex" else XELATEX % (FONT, FONT)
    setup = SHARED + language + r"\renewcommand{\includegraphics}[1]{}\renewcommand{\cite}[1]{}"
    body = "".join(latex.figure(f"odd{i}", title, "key", "odd.pdf") for i, title in enumerate(titles))
    (folder / "paper.tex").write_text(PAPER % ("", setup, body, ""), encoding="utf-8")
    run(folder, program, "-interaction=nonstopmode", "-halt-on-error")
    pages = pypdfium2.PdfDocument(folder / "paper.pdf")
    text = squeezed(" ".join(page.get_textpage().get_text_range() for page in pages))
    text = text.replace("\u201d", '"')  # XeLaTeX curls it

    assert [title for title in titles if squeezed(title) not in text] == []
