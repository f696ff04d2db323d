"""The matrix of the explorer, its filters, and the gallery of what they leave."""

from __future__ import annotations

import re

import numpy as np
import pytest
from browsing import Open
from exploring import HANDS, button, explore, shown, text

from digitclust import Results


def test_the_matrix_chooses_images_and_shows_the_cell_of_one(visit: Open, results: Results) -> None:
    """9 read as 3: those images stay on the map and stand in the gallery; the chosen one marks its cell."""
    page = explore(visit, "en/explorer/")
    label, name, n = (results.values[f"reference.top_confusion_{key}"] for key in ("label", "name", "n"))
    cell = page.get_by_role("button", name=re.compile(f"^True digit {label}, named {name}: {n}\\b"))
    cell.click()

    assert cell.get_attribute("aria-pressed") == "true"
    assert f"Chosen: {n} images" in text(page, "gallery")
    page.locator("[data-explorer=gallery] li button").nth(3).click()
    assert "explorer-holds" in (cell.get_attribute("class") or "")
    assert "Named wrongly" in page.locator("[data-explorer=detail]").inner_text()
    cell.click()
    assert shown(page, "digit") is None


def test_the_matrix_by_keyboard(visit: Open) -> None:
    """Arrows lead to the next cell that holds something, stay at the edge, and Enter chooses."""
    page = explore(visit, "en/explorer/")
    cells = page.locator("[data-explorer=matrix] tbody button")
    counts = np.reshape([int(text or 0) for text in cells.all_inner_texts()], (10, 10))
    row, column = 1, 1
    cells.nth(11).focus()
    for key, step in (("ArrowRight", 1), ("ArrowRight", 1), ("ArrowLeft", -1)):
        column = next(i for i in range(column + step, 10 if step > 0 else -1, step) if counts[row, i])
        page.keyboard.press(key)
        assert cells.nth(10 * row + column).evaluate("cell => cell === document.activeElement")
    row = next(i for i in range(row + 1, 10) if counts[i, column])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    assert (shown(page, "digit"), shown(page, "name")) == (row, column)
    cells.nth(0).focus()
    page.keyboard.press("ArrowUp")
    assert cells.nth(0).evaluate("cell => cell === document.activeElement")


def test_colours_and_filters(visit: Open) -> None:
    """Every colouring has its key; a filter leaves what it says, and one button takes all of them back."""
    page = explore(visit, "en/explorer/")
    keys = {}
    for colour in ("cluster", "name", "digit", "right"):
        page.get_by_label("Colour by").select_option(colour)
        keys[colour] = page.locator(".explorer-key li").count()
    assert keys == {"cluster": 10, "name": 9, "digit": 10, "right": 2}
    page.get_by_label("Right or wrong").select_option("0")
    assert "460 images of 1797" in text(page, "key")
    page.get_by_label("Cluster", exact=True).select_option("5")
    page.get_by_label("True digit").first.select_option("9")
    assert "144 images" in text(page, "key")
    button(page, "Show all").click()
    assert "All shown" in text(page, "key")


@pytest.mark.parametrize("hand", HANDS)
def test_cells_and_their_images_by_every_hand(visit: Open, hand: str) -> None:
    """A cell chooses, the rest of its images is shown when asked for, an image is chosen, and all come back."""
    page, press = explore(visit, "en/explorer/", hand), HANDS[hand]
    gallery = page.locator("[data-explorer=gallery] li button")
    press(page.get_by_role("button", name=re.compile("^True digit 9, named 3:")))
    few = gallery.count()
    press(button(page, "Show the rest"))

    assert (shown(page, "digit"), shown(page, "name")) == (9, 3)
    assert few < gallery.count()
    assert gallery.nth(few).evaluate("image => image === document.activeElement")
    press(gallery.nth(few))
    assert str(shown(page, "image")) == gallery.nth(few).get_attribute("data-image")
    press(button(page, "Show all"))
    assert not page.evaluate("digitclust.state.isFiltered()")
    assert gallery.count() == 0
