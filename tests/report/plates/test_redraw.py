"""One figure to measure: as wide, high, large and grey as it was asked for, from remembered answers."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image
from workshop import TINY

from digitclust import InputError
from report.__main__ import main
from report.citation import embed
from report.fresh import Places
from report.plates import redraw
from report.plates.redraw import Measure, millimetres


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a tiny study, whose answers are kept beside it once they are known."""
    path = tmp_path_factory.mktemp("study") / "tiny.toml"
    path.write_text(TINY, encoding="utf-8")
    return path


def drawn(study: Path, *arguments: str) -> Path:
    """Draw by the command line; return the file."""
    output = study.parent / f"out{len(arguments)}.{arguments[-1]}"
    places = ["--study", str(study), "--build", str(study.parent / "build"), "-o", str(output)]
    done = CliRunner().invoke(main, ["figure", *arguments[:-1], *places], catch_exceptions=False)
    assert done.stdout == f"Figure: {output}\n"
    return output


def test_a_figure_has_the_measures_that_were_asked_for(study: Path) -> None:
    """Width and height at 600 dpi, greys alone, and it knows who it is."""
    path = drawn(study, "class_sizes", "--lang", "ru", "--width", "12cm", "--height", "70mm", "--grey", "png")
    with Image.open(path) as image:
        pixels = np.asarray(image.convert("RGB")).astype(int)

    assert pixels.shape[:2] == pytest.approx((70 / 25.4 * 600, 120 / 25.4 * 600), abs=1)
    assert np.ptp(pixels, axis=2).max() <= 1
    assert pixels.min() < 100
    description = embed.read(path)
    assert (description.identity.stem, description.language, description.width) == ("class_sizes", "ru", "120mm")


def test_the_measure_of_the_report_gives_the_drawing_of_the_report(whole: Path, tmp_path: Path) -> None:
    """To the last byte: whoever draws it again finds that it is the published one."""
    for kind in ("svg", "pdf"):
        output = tmp_path / f"own.{kind}"
        places = ["--build", str(whole / "build"), "--width", "85mm", "-o", str(output)]
        done = CliRunner().invoke(main, ["figure", "confusion", "--lang", "ru", *places], catch_exceptions=False)

        assert done.exit_code == 0
        published = whole / "site" / "figures" / "confusion" / f"confusion-ru-85mm.{kind}"
        assert output.read_bytes() == published.read_bytes()


@pytest.mark.parametrize("kind", ["svg", "pdf"])
def test_the_format_is_that_of_the_name(study: Path, kind: str) -> None:
    """Letters as large as asked for, in that font."""
    path = drawn(study, "class_sizes", "--font-size", "10", "--font", "DejaVu Serif", kind)

    assert embed.read(path).language == "ru"  # the first of the publication, as for a citation
    assert path.read_bytes().startswith(b"%PDF" if kind == "pdf" else b"<?xml")
    if kind == "pdf":
        assert b"DejaVuSerif" in path.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["confusio"], "no figure is called 'confusio'; known: accuracy_intervals, "),
        (["class_sizes", "--lang", "de"], "no language is called 'de'; known: en, ru"),
        (["class_sizes", "--format", "eps"], "no format is called 'eps'; known: pdf, png, svg"),
        (["class_sizes", "--font", "DejaVu San"], "no font is called 'DejaVu San'; did you mean 'DejaVu Sans'"),
        (["class_sizes", "--font-size", "5"], "letters of 5 pt cannot be read in print"),
        (["class_sizes", "--font-size", "60"], "not everything finds room on that paper"),
        (["class_sizes", "--width", "wide"], "'wide' is no length"),
        (["class_sizes", "--width", "2m"], "'2m' is no length"),
        (["class_sizes", "--width", "5000mm"], "between 40mm and 1000mm"),
        (["seed_accuracy"], "needs the experiment 'seeds'"),
        (["class_sizes", "--format", "png", "-o", "a.pdf"], "a.pdf would hold png: call it .png, or leave --format"),
    ],
)
def test_what_there_is_not_is_refused_in_one_line(study: Path, arguments: list[str], told: str) -> None:
    """With what there is."""
    places = ["--study", str(study), "--build", str(study.parent / "build")]
    with pytest.raises(InputError, match=told) as refused:
        CliRunner().invoke(main, ["figure", *arguments, *places], catch_exceptions=False)
    assert "\n" not in str(refused.value)


def test_answers_are_remembered(study: Path) -> None:
    """A second drawing computes nothing, and no experiment that the figure does not show is asked."""
    drawn(study, "class_sizes", "svg")
    stored = sorted((study.parent / "build" / "store").iterdir())
    drawn(study, "intensities", "svg")

    assert sorted((study.parent / "build" / "store").iterdir()) == stored
    assert len(stored) == 2  # the answer, and what the data are like


def test_it_says_what_it_computes_and_for_how_long(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As a build does, but aside; where all is remembered there is nothing to say."""
    for store, told in (("other", r"study \.\.\.\nstudy: data, about \d+ s left\n"), ("other", r"study \.\.\.\n")):
        places = Places(study, study.parent / store, study.parent / "site")
        redraw.redraw(places, "class_sizes", "ru", Measure(85.0), "svg")

        assert re.fullmatch(told, capsys.readouterr().err)


@pytest.mark.parametrize(("text", "length"), [("85mm", 85.0), ("8.5cm", 85.0), ("85", 85.0), (" 85 MM", 85.0)])
def test_a_length_may_be_written_as_people_do(text: str, length: float) -> None:
    """Millimetres unless it says centimetres."""
    assert millimetres(text) == length


def test_a_figure_that_these_data_do_not_give_is_refused_in_one_line(study: Path) -> None:
    """It is known, but of features that are no images alone."""
    places = Places(study, study.parent / "build", study.parent / "site")

    with pytest.raises(
        InputError, match=r"'averages' shows reference.averages, which the data of .*tiny\.toml do not give"
    ):
        redraw.redraw(places, "averages", "ru", Measure(85.0), "svg")


def test_the_command_names_the_file_itself(study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By stem, language, width and format."""
    monkeypatch.chdir(tmp_path)
    places = Places(study, study.parent / "build", tmp_path / "site")

    told = redraw.command(places, "class_sizes", "en", "85mm", None, None, None)
    assert told == "Figure: class_sizes-en-85mm.pdf"
    assert (tmp_path / "class_sizes-en-85mm.pdf").is_file()
    assert Measure(85.0).height is None
