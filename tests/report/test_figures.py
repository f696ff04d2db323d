"""Every figure in every language and width: worded, legible, whole, and the same bytes each time."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from importlib import import_module
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.artist import Artist
from matplotlib.collections import Collection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from digitclust import Results
from digitclust.discover import stems
from digitclust.records import Answer
from report import drawing
from report.language import DASH, Language, load_language
from report.pages import SHELVES, needs
from report.plates.draw import WEB, size, words

ROOT = Path(__file__).resolve().parents[2]
FIGURES = stems(SHELVES["figure"])
LANGUAGES = {code: load_language(ROOT / "templates" / code) for code in ("ru", "en")}
EXPERIMENTS = ROOT / "digitclust" / "experiments"
STAY = {
    "ARI",
    "NMI",
    "AMI",
    "PCA",
    "L",
    "Isomap",
    "t",
    "SNE",
    "K",
    "Means",
    "recall",
    "precision",
    "k",
    "HDBSCAN",
    "scikit",
    "learn",
}  # names that stay in every language
CASES = [
    pytest.param(stem, code, width, marks=() if width in WEB else pytest.mark.prove)
    for stem in FIGURES
    for code in LANGUAGES
    for width in drawing.WIDTHS
]


@pytest.fixture(scope="module")
def results(results: Results) -> Results:
    """Return the answers of the default study, and with them what there is of data without labels or pixels."""
    data, reference = results["data"], results["reference"]
    clusters = reference.tables["clusters"]["cluster"].to_numpy()
    grid = np.linspace(0, 1, 4 * len(clusters))
    averages = {"feature": np.repeat(list("1234"), len(clusters)), "cluster": np.tile(clusters, 4)}
    table = pd.DataFrame({**averages, "mean": 1000.5 * grid, "place": grid})
    more = {
        "data": data | Answer(arrays={"unlabelled": data.arrays["samples"][:6]}),
        "reference": reference | Answer(tables={"averages": table}),
    }
    return replace(results, answers={**results.answers, **more})


def drawn(results: Results, stem: str, code: str, width: str) -> Figure:
    """Draw one figure under the house's style."""
    with drawing.styled(width):
        figure: Figure = import_module(f"report.figures.{stem}").draw(results, LANGUAGES[code], drawing.WIDTHS[width])
        drawing.settle(figure)  # as when it is written
        figure.draw_without_rendering()
    return figure


@pytest.fixture(scope="module")
def draw(results: Results) -> Callable[[str, str, str], Figure]:
    """Return what draws a figure in a language and width; each is drawn once for all that is asked of it."""
    return cache(partial(drawn, results))


def texts(figure: Figure) -> list[Text]:
    """List what is written in a figure and can be seen."""
    return [t for t in figure.findobj(Text) if t.get_text().strip() and t.get_visible()]


def thinnest(artist: Artist) -> float:
    """Return the width of the thinnest line of an artist in points; what has none is as good as wide."""
    widths: list[float] = []
    if isinstance(artist, Line2D):
        widths += [artist.get_linewidth()] if artist.get_linestyle() != "None" else []
        widths += [artist.get_markeredgewidth()] if artist.get_marker() not in ("None", "") else []
    elif isinstance(artist, Patch) and to_rgba(artist.get_edgecolor())[3]:
        widths += [artist.get_linewidth()]
    elif isinstance(artist, Collection) and len(artist.get_edgecolor()):
        widths += np.atleast_1d(artist.get_linewidth()).tolist()
    return min((width for width in widths if width), default=np.inf)


@pytest.mark.parametrize(("stem", "code", "width"), CASES)
def test_text_is_legible_whole_and_of_one_language(
    draw: Callable[[str, str, str], Figure], stem: str, code: str, width: str
) -> None:
    """No letter below 7 pt, outside the paper or cut off, no line below 0.5 pt; no word of another language."""
    figure = draw(stem, code, width)
    for text in texts(figure):
        words = set(re.findall(r"[^\W\d_]+", text.get_text())) - STAY
        foreign = r"[A-Za-z]" if code == "ru" else r"[А-Яа-яЁё]"

        assert float(text.get_fontsize()) >= 7, text
        assert not any(re.search(foreign, word) for word in words), text
        assert "\N{HORIZONTAL ELLIPSIS}" not in text.get_text(), text
    assert min(thinnest(artist) for artist in figure.findobj(Artist.get_visible)) >= 0.5
    drawn_box, paper = figure.get_tightbbox(), figure.get_size_inches()
    assert drawn_box.x0 >= -0.02
    assert drawn_box.y0 >= -0.02
    assert drawn_box.x1 <= paper[0] + 0.02
    assert drawn_box.y1 <= paper[1] + 0.02


@pytest.mark.parametrize("stem", FIGURES)
def test_numbers_have_the_decimal_mark_of_the_language(draw: Callable[[str, str, str], Figure], stem: str) -> None:
    """No decimal point in a Russian figure, no decimal comma in an English one; a release has a name, no decimals."""
    release = rf"\d+\.\d+({DASH}\d+\.\d+)?" if "releases" in needs("figure", stem) else "(?!)"
    for code, mark in (("ru", r"\d\.\d"), ("en", r"\d,\d(?!\d\d)")):
        numbers = [t.get_text() for t in texts(draw(stem, code, "165mm"))]
        assert not [n for n in numbers if re.search(mark, n) and not re.fullmatch(release, n)]


@pytest.mark.parametrize("stem", FIGURES)
def test_every_figure_is_worded_in_every_language(stem: str) -> None:
    """Title, caption and alternative text."""
    for language in LANGUAGES.values():
        for part in ("title", "caption", "alt"):
            assert language.word(f"figures.{stem}.{part}")


@pytest.mark.parametrize("stem", FIGURES)
def test_a_figure_says_what_it_needs_and_what_it_shows(stem: str) -> None:
    """NEEDS names experiments, and the first line of the file is its purpose."""
    module = import_module(f"report.figures.{stem}")

    assert set(needs("figure", stem)) <= set(stems(EXPERIMENTS))
    assert needs("figure", stem) == tuple(name for name in module.NEEDS if "." not in name)
    assert module.__doc__


@pytest.mark.parametrize("stem", FIGURES)
def test_a_figure_uses_no_more_than_its_key_knows(results: Results, stem: str) -> None:
    """With the answers that it needs and its own words alone it comes out the same."""
    answers = {name: results[name] for name in needs("figure", stem)}
    russian = LANGUAGES["ru"]
    shared = {name: russian.words[name] for name in ("number", "transforms", "methods", "metrics")}
    own = {**shared, "figures": {stem: words(stem, russian)[-1]}}
    paint = import_module(f"report.figures.{stem}").draw
    with drawing.styled("85mm"):
        alone = drawing.to_svg(paint(replace(results, answers=answers), Language("ru", own), 85.0))

        assert alone == drawing.to_svg(paint(results, russian, 85.0))


def test_a_figure_is_the_same_to_the_last_byte(results: Results) -> None:
    """Two drawings of one figure do not differ, and hold no date."""
    with drawing.styled("85mm"):
        one, two = (drawing.to_svg(drawn(results, "confusion", "ru", "85mm")) for _ in range(2))

    assert one == two
    assert "<dc:date>" not in one


def test_every_colour_of_line_and_letter_has_a_dark_twin(draw: Callable[[str, str, str], Figure]) -> None:
    """What the style sheet inside does not know would vanish on a dark page."""
    known = {*drawing.ON_DARK, drawing.FULL, "#ffffff", "none"}
    for stem in FIGURES:
        with drawing.styled("165mm"):
            svg = drawing.to_svg(draw(stem, "en", "165mm"))
        body = svg.split("</style>", 1)[1]
        used = set(re.findall(r"stroke: (#\w+|none)", body)) | set(re.findall(r"fill: (#\w+|none)", body))
        assert used <= known, stem


def test_the_width_on_paper_is_the_one_asked_for(results: Results, tmp_path: Path) -> None:
    """85 mm are 321 CSS pixels, 165 mm are 624."""
    for width, pixels in (("85mm", 321), ("165mm", 624)):
        path = tmp_path / f"{width}.svg"
        with drawing.styled(width):
            path.write_text(drawing.to_svg(drawn(results, "class_sizes", "ru", width)), encoding="utf-8")
        assert size(path)[0] == pixels
