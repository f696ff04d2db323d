"""Colours that mean different things look different: in grey print, to every colour vision; all stand out."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_hex, to_rgb
from numpy.typing import NDArray

from report import drawing
from report.plates.grey import LUMINANCE, to_linear

# How a dichromat sees linear light: Machado, Oliveira, Fernandes, A physiologically-based model for simulation of
# color vision deficiency, IEEE TVCG 15 (2009), doi:10.1109/TVCG.2009.113, the matrices of severity 1.
VISION = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
WHITE = np.array([0.95047, 1.0, 1.08883])  # D65, as sRGB has it
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
PAPER, NIGHT = "#ffffff", "#1e2129"  # the page in both schemes of the theme
MEANINGS = ("BLUE", "ORANGE", "PALE")
PAIRS = list(combinations(MEANINGS, 2))
LIGHT = {name: getattr(drawing, name) for name in MEANINGS}
DARK = {name: drawing.ON_DARK[colour] for name, colour in LIGHT.items()}
APART_IN_GREY = 12.0  # in lightness L*: a difference of 1 can just be seen side by side
APART = 15.0  # in CIELAB
LINES, LETTERS = 3.0, 4.5  # contrast that WCAG 2.2 asks of graphics and of text, 1.4.11 and 1.4.3


def light(colour: str) -> NDArray[np.float64]:
    """Return the linear light of a colour."""
    return to_linear(np.array(to_rgb(colour)))


def lab(linear: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return CIELAB (CIE 15) of linear sRGB."""
    xyz = TO_XYZ @ np.clip(linear, 0, 1) / WHITE
    x, y, z = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    low, high = sorted(float(light(colour) @ LUMINANCE) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def test_the_formulas_are_those_of_the_standards() -> None:
    """White and black have the greatest contrast; a mid grey has the lightness that CIE gives it."""
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert lab(light("#777777"))[0] == pytest.approx(50.0, abs=0.2)
    assert lab(light("#ffffff")) == pytest.approx([100, 0, 0], abs=0.02)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_colours_are_apart_in_grey_print(one: str, other: str) -> None:
    """By their lightness on paper."""
    assert abs(lab(light(LIGHT[one]))[0] - lab(light(LIGHT[other]))[0]) >= APART_IN_GREY


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_colours_are_apart_for_every_colour_vision(scheme: dict[str, str], one: str, other: str, vision: str) -> None:
    """Also where one kind of cone is missing."""
    seen = [lab(np.array(VISION[vision]) @ light(scheme[name])) for name in (one, other)]

    assert float(np.linalg.norm(seen[0] - seen[1])) >= APART


@pytest.mark.parametrize("name", [*MEANINGS, "MUTED"])
def test_lines_and_areas_stand_out(name: str) -> None:
    """Three to one on paper and at night; the grid is no content and stays faint."""
    colour = getattr(drawing, name)

    assert contrast(colour, PAPER) >= LINES
    assert contrast(drawing.ON_DARK[colour], NIGHT) >= LINES


def test_letters_stand_out_in_every_cell_of_a_heat_map() -> None:
    """Four and a half to one for every share, on paper and at night."""
    shares = np.linspace(0, 1, 1001)
    _, axes = drawing.canvas(85, 85)
    drawing.heat(axes, shares[None], [["1"] * len(shares)], ["a"], [""] * len(shares))

    for page, twins in ((PAPER, {}), (NIGHT, drawing.ON_DARK)):
        for text, share in zip(axes.texts, shares, strict=True):
            *full, cover = drawing.HEAT(share)
            cell = to_hex(cover * np.array(full) + (1 - cover) * np.array(to_rgb(page)))
            ink = str(text.get_color())
            assert contrast(twins.get(ink, ink), cell) >= LETTERS, (page, share)


def test_letters_stand_out() -> None:
    """Four and a half to one in both schemes."""
    assert contrast(drawing.INK, PAPER) >= LETTERS
    assert contrast(drawing.ON_DARK[drawing.INK], NIGHT) >= LETTERS
