"""Figures as files for papers: true to size, fonts whole, the same bytes each time, no colour lost."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from PIL import Image
from workshop import ROOT

from digitclust import Results, load_study, run
from report.citation.identity import Identity
from report.language import load_language
from report.plates import draw, paper

FIGURES = ("confusion", "samples")  # colours and letters, and images
KINDS = ("svg", "pdf", "png")


@pytest.fixture(scope="module")
def results() -> Results:
    """Return the answers that these figures show."""
    return run(load_study({"experiments": {"data": {}, "reference": {}}}))


def tasks(results: Results, folder: Path, *stems: str, pages: bool = False) -> list[draw.Task]:
    """List what is to be drawn in Russian."""
    identities = [
        Identity(stem, stem, {"ru": stem}, ("N. N.",), "1.0.0", "CC0", "", {"ru": ""}, {"data/a.csv": "0" * 64})
        for stem in stems
    ]
    return draw.tasks(identities, results, [load_language(ROOT / "templates" / "ru")], folder, not pages)


@pytest.fixture(scope="module")
def drawn(results: Results, tmp_path_factory: pytest.TempPathFactory) -> dict[str, draw.Task]:
    """Return two figures, drawn with all files for papers."""
    folder = tmp_path_factory.mktemp("figures")
    return {task.stem: draw.draw_one(results, task) for task in tasks(results, folder, *FIGURES)}


def test_each_figure_is_there_in_each_width_and_format(drawn: dict[str, draw.Task]) -> None:
    """By its stem, language and width."""
    for stem, task in drawn.items():
        names = {path.name for path in (task.folder / stem).iterdir()}

        assert names == {f"{stem}-ru-{width}.{kind}" for width in ("85mm", "165mm", "180mm") for kind in KINDS}
        assert {path.name for path in task.files} == names


@pytest.mark.parametrize("width", [85, 165, 180])
def test_the_width_on_paper_is_the_one_in_the_name(drawn: dict[str, draw.Task], width: int) -> None:
    """In millimetres, of the PDF and of the PNG at 600 dpi."""
    for task in drawn.values():
        with pikepdf.open(task.file(f"{width}mm", "pdf")) as pdf:
            _, _, right, _ = map(float, pdf.pages[0].mediabox)
        with Image.open(task.file(f"{width}mm", "png")) as image:
            dpi = image.info["dpi"]

            assert right / 72 * 25.4 == pytest.approx(width, abs=0.1)
            assert dpi == pytest.approx((600, 600), abs=0.1)
            assert image.width / 600 * 25.4 == pytest.approx(width, abs=0.1)


def test_letters_are_whole_in_a_pdf_and_no_date_is(drawn: dict[str, draw.Task]) -> None:
    """Fonts are embedded as TrueType, and what another width alone uses is not there."""
    for task in drawn.values():
        for width in task.widths:
            with pikepdf.open(task.file(width, "pdf")) as pdf:
                (page,) = pdf.pages
                fonts = [it for it in pdf.objects if isinstance(it, pikepdf.Dictionary) and "/FontFile2" in it]

                assert fonts
                assert "/CreationDate" not in pdf.docinfo
                assert "/ModDate" not in pdf.docinfo
                assert all(str(font.Subtype) in ("/TrueType", "/Type0") for font in page.resources.Font.values())


def test_a_font_in_a_pdf_holds_shapes_and_not_how_to_choose_them(drawn: dict[str, draw.Task]) -> None:
    """Its letters are chosen and placed: tables for that would be most of its weight and of the time it takes."""
    for task in drawn.values():
        with pikepdf.open(task.file("165mm", "pdf")) as pdf:
            files = [it.FontFile2 for it in pdf.objects if isinstance(it, pikepdf.Dictionary) and "/FontFile2" in it]
            for file in files:
                with TTFont(io.BytesIO(file.read_bytes())) as font:
                    assert "glyf" in font
                    assert not set(paper.CHOOSING) & set(font.keys())


def test_text_of_a_pdf_can_be_searched(drawn: dict[str, draw.Task]) -> None:
    """It is Russian text, not curves."""
    with pypdfium2.PdfDocument(drawn["confusion"].file("165mm", "pdf")) as pdf:
        text = pdf[0].get_textpage().get_text_range()

    assert "цифра" in text


def test_a_figure_has_the_same_bytes_each_time(results: Results, drawn: dict[str, draw.Task], tmp_path: Path) -> None:
    """In every format, drawn anew elsewhere."""
    (again,) = tasks(results, tmp_path, "confusion")
    draw.draw_one(results, again)

    for old, new in zip(drawn["confusion"].files, again.files, strict=True):
        assert old.read_bytes() == new.read_bytes(), new.name


def test_a_png_keeps_every_colour_of_an_area(drawn: dict[str, draw.Task]) -> None:
    """What is common in the page is the same to the last level, and what is not looks the same; paper is white."""
    for task in drawn.values():
        pdf, png = (task.file("165mm", kind).read_bytes() for kind in ("pdf", "png"))
        with pypdfium2.PdfDocument(pdf) as document:
            page = document[0].render(scale=600 / 72, rev_byteorder=True).to_numpy()[..., :3].astype(int)
        image = Image.open(io.BytesIO(png))
        error = np.abs(np.asarray(image.convert("RGB")).astype(int) - page)

        assert image.mode == "P"
        assert tuple(page[0, 0]) == (255, 255, 255)
        assert (error.max(axis=2) > 0).mean() < 0.01
        assert error.mean() < 0.05


def test_few_colours_come_out_exactly() -> None:
    """A picture of no more colours than a palette holds loses nothing, however rare they are."""
    codes = np.full((64, 64), 0xFFFFFF, dtype=np.uint32)
    codes[1, 1:200:2] = np.arange(32) * 7919
    rgb = np.asarray(paper.painted(codes).convert("RGB")).astype(np.uint32)

    np.testing.assert_array_equal(rgb[..., 0] | rgb[..., 1] << 8 | rgb[..., 2] << 16, codes)


def test_without_paper_a_figure_is_drawn_for_pages_alone(results: Results, tmp_path: Path) -> None:
    """Two widths as SVG, the same bytes as with paper."""
    (task,) = tasks(results, tmp_path, "samples", pages=True)
    draw.draw_one(results, task)

    assert [path.name for path in task.files] == ["samples-ru-85mm.svg", "samples-ru-165mm.svg"]
    assert sorted(tmp_path.rglob("*.*")) == sorted(task.files)
