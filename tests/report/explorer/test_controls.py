"""Every other control of the explorer, by mouse, finger and keys."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import Open, until
from exploring import HANDS, button, explore, shown, text
from playwright.sync_api import Locator

SELECTS = {
    "Map": ("map", "tsne-0"),
    "Colour by": ("colour", "cluster"),
    "True digit": ("digit", "9"),
    "Name": ("name", "1"),
    "Cluster": ("cluster", "2"),
    "Right or wrong": ("right", "0"),
    "Start": ("start", "random"),
}
SLIDERS = {"Step": "step", "Number of clusters": "k"}
FILES = ("Map as PNG", "Map as SVG", "Images of this step as CSV", "Steps of the run as CSV")


@pytest.mark.parametrize("hand", HANDS)
def test_choices_sliders_and_files_by_every_hand(visit: Open, hand: str) -> None:
    """Each does the same whichever hand is used; the list that a choice opens is the browser's own."""
    page = explore(visit, "en/explorer/", hand)

    def press(control: Locator, **where: Any) -> None:
        if hand == "keyboard":
            control.press("ArrowLeft" if where else "Enter")
        else:
            (control.tap if hand == "touch" else control.click)(**where)

    for name in FILES:
        with page.expect_download():
            press(button(page, name))
    for name, key in SLIDERS.items():
        before = shown(page, key)
        press(page.get_by_role("slider", name=name, exact=True), position={"x": 30, "y": 15})
        assert shown(page, key) != before, name
    for name, (key, value) in SELECTS.items():
        choice = page.get_by_label(name, exact=True)
        if hand == "keyboard":
            choice.press("ArrowDown")
            assert shown(page, key) is not None, name
            assert choice.input_value() == str(shown(page, key)), name
        else:
            press(choice)
            assert choice.evaluate("choice => choice.matches(':open')"), name
            choice.select_option(value)
            assert str(shown(page, key)) == value, name


@pytest.mark.parametrize("hand", HANDS)
def test_all_seeds_are_checked_and_the_check_stopped_by_every_hand(visit: Open, hand: str) -> None:
    """The bar moves, the result so far is told, and the button offers the check again."""
    page = explore(visit, "en/explorer/", hand)
    HANDS[hand](button(page, "Check all seeds"))
    until(page, "document.querySelector('[data-explorer=proof] progress').value > 0")
    HANDS[hand](button(page, "Stop"))

    assert "Stopped after" in text(page, "proof")
    assert "Different without a tie: 0." in text(page, "proof")
    assert button(page, "Check all seeds").is_visible()


@pytest.mark.parametrize("hand", HANDS)
def test_tables_are_opened_by_every_hand(visit: Open, hand: str) -> None:
    """All steps of the run, and the reader's own runs; opened again they close."""
    page = explore(visit, "en/explorer/", hand)
    for name, rows in {
        "All steps of this run": page.evaluate("digitclust.runs.now(digitclust.state.get()).last + 1"),
        "Your runs": 1,
    }.items():
        more = page.locator("details", has=page.locator("summary", has_text=name))
        HANDS[hand](more.locator("summary"))
        assert more.locator("table").is_visible()
        assert more.locator("tbody tr").count() == rows
        HANDS[hand](more.locator("summary"))
        assert not more.locator("table").is_visible()
