"""A slim SVG shows what the whole one does: every mark at its place, in its look."""

from __future__ import annotations

import io
import re

import numpy as np
import pytest
from matplotlib.figure import Figure

from report import drawing
from report.plates.slim import slim

MARKS = 500
PLACE = re.compile(r'<use [^>]*x="([-\d.]+)" y="([-\d.]+)"')


def drawn() -> str:
    """Return marks at many places, as matplotlib itself writes them: each cut off at the frame."""
    with drawing.styled("85mm"):
        figure, axes = drawing.canvas(85, 60)
        x, y = np.random.default_rng(0).random((2, MARKS))
        axes.scatter(x, y, s=5, facecolor=drawing.PALE, edgecolor=drawing.BLUE, linewidth=0.5)
        return written(figure)


def written(figure: Figure) -> str:
    """Write a figure as matplotlib does."""
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()


def places(svg: str) -> list[tuple[float, float]]:
    """List the places of all marks."""
    return [(float(x), float(y)) for x, y in PLACE.findall(svg)]


def test_every_mark_keeps_its_place_to_a_hundredth_of_a_point() -> None:
    """In its order, for much less."""
    whole = drawn()

    np.testing.assert_allclose(places(slim(whole)), places(whole), atol=0.00501)
    assert len(slim(whole)) < 0.6 * len(whole)


def test_marks_that_look_alike_say_so_once() -> None:
    """Of all styles one is left, and the dark mode finds it there."""
    whole, look = drawn(), f'style="fill: {drawing.PALE}; stroke: {drawing.BLUE}; stroke-width: 0.5"'

    assert whole.count(look) == MARKS
    assert slim(whole).count(look) == 1
    assert f"<g {look}>" in slim(whole)


def test_marks_that_shine_through_are_left_alone() -> None:
    """A group that is half transparent would show none of its marks through another."""
    marks = 2 * '\n<use xlink:href="#m" x="1" y="2" style="fill: #000; opacity: 0.5"/>'

    assert slim(marks) == marks


@pytest.mark.parametrize(
    "exact", ["<metadata>1.23456 </metadata>", '"scale(0.015625)"', '"matrix(0.12345 0 0 1 2.3456 7)"']
)
def test_what_is_no_place_keeps_its_digits(exact: str) -> None:
    """What a file says of itself, and by how much letters are made larger."""
    assert slim(f'{exact} x="1.23456"') == f'{exact} x="1.23"'


def test_a_mark_that_hides_another_stands_for_both() -> None:
    """Where marks let nothing through."""
    mark = '\n<use xlink:href="#m" x="{}" y="2" style="fill: #000"/>'
    marks = mark.format(1) * 3 + mark.format(2)

    assert places(slim(marks)) == [(1, 2), (2, 2)]
    assert len(places(slim(marks.replace("fill:", "fill-opacity: 0.4; fill:")))) == 4
