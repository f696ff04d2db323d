"""A digit of one's own: drawn by every hand, made small as the data were, compared with centres and images."""

from __future__ import annotations

import numpy as np
import pytest
from browsing import Open
from exploring import HANDS, button, explore, pen, text, touch
from playwright.sync_api import Page

STROKE = ((0.5, 0.08), (0.5, 0.3), (0.5, 0.5), (0.5, 0.7), (0.5, 0.92))


def with_mouse(page: Page, places: list[tuple[float, float]]) -> None:
    """Draw with the mouse."""
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place)
    page.mouse.up()


def with_finger(page: Page, places: list[tuple[float, float]]) -> None:
    """Draw with a finger."""
    touch(page, *([place] for place in places))


def with_pen(page: Page, places: list[tuple[float, float]]) -> None:
    """Draw with a pen."""
    pen(page, *places)


def with_keys(page: Page, places: list[tuple[float, float]]) -> None:
    """Draw with the keyboard, from where its pen stands down to the edge."""
    page.locator(".explorer-pad").focus()
    page.keyboard.press("Space")
    for _ in places * 4:
        page.keyboard.press("ArrowDown")


DRAWN = {"mouse": with_mouse, "touch": with_finger, "pen": with_pen, "keyboard": with_keys}


@pytest.mark.parametrize("hand", DRAWN)
def test_a_digit_is_drawn_by_every_hand(visit: Open, hand: str) -> None:
    """A stroke down fills the image from top to bottom, and gets a name; the page stays where it was."""
    page = explore(visit, "en/explorer/", hand)
    pad = page.locator(".explorer-pad")
    pad.scroll_into_view_if_needed()
    box, top = pad.bounding_box(), page.evaluate("scrollY")
    assert box
    DRAWN[hand](page, [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in STROKE])
    levels = np.array(page.evaluate("Array.from(digitclust.pad.small())")).reshape(8, 8)

    assert (levels[:, 3:5].sum(axis=1) > 0).all()
    assert levels[:, [0, 1, 6, 7]].sum() == 0
    assert "would be named" in text(page, "drawn")
    assert page.locator("[data-explorer=drawn] tbody tr").count() == 3
    assert page.locator("[data-explorer=drawn] li").count() == 8
    assert page.evaluate("scrollY") == top


@pytest.mark.parametrize("hand", HANDS)
def test_the_pad_is_cleared_by_every_hand(visit: Open, hand: str) -> None:
    """With its button, and with a key."""
    page = explore(visit, "en/explorer/", hand)
    with_keys(page, list(STROKE))
    assert "would be named" in text(page, "drawn")
    HANDS[hand](button(page, "Clear the pad"))
    assert page.evaluate("digitclust.pad.small()") is None
    assert "Nothing is drawn" in text(page, "drawn")
    with_keys(page, list(STROKE))
    page.keyboard.press("Delete")
    assert page.evaluate("digitclust.pad.small()") is None


def test_an_image_of_the_data_drawn_again_is_found_again(visit: Open) -> None:
    """What is handed over as drawn is compared as the data are: an image is nearest to itself."""
    page = explore(visit, "en/explorer/")
    page.evaluate("digitclust.drawn.show(Float64Array.from(digitclust.images.of(42)))")

    assert page.locator("[data-explorer=drawn] li button").first.get_attribute("data-image") == "42"
