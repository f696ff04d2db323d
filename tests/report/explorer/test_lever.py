"""The lever of the explorer: another start, another seed, step by step, by every hand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from browsing import Open, until
from exploring import HANDS, STATE, button, explore, shown, text


@pytest.mark.parametrize("hand", HANDS)
def test_the_lever_by_every_hand(visit: Open, hand: str) -> None:
    """To the start, a step, a step back, to the end, play, and another seed, which leaves a mark."""
    page = explore(visit, "en/explorer/", hand, reduced_motion="reduce")
    marks = page.locator(".explorer-mine, .explorer-past")
    HANDS[hand](button(page, "To the start"))
    assert shown(page, "step") == 0
    HANDS[hand](button(page, "Step forward"))
    HANDS[hand](button(page, "Step forward"))
    assert shown(page, "step") == 2
    HANDS[hand](button(page, "Step back"))
    assert shown(page, "step") == 1
    HANDS[hand](button(page, "To the end"))
    assert shown(page, "step") is None
    HANDS[hand](button(page, "To the start"))
    HANDS[hand](button(page, "Play"))  # who asked for less motion sees the end at once
    assert shown(page, "step") is None
    HANDS[hand](button(page, "Another seed"))
    assert marks.count() == 2
    assert page.locator(".explorer-verdict").is_visible()


def test_the_lever_plays_step_by_step(visit: Open) -> None:
    """Inertia never rises on the way, and the run ends where the study says."""
    page = explore(visit, "en/explorer/#step=14")
    button(page, "Play").click()
    assert page.get_by_role("button", name="Pause", exact=True).is_visible()
    until(page, f"{STATE}.step === null")

    inertia = page.evaluate("digitclust.runs.now(digitclust.state.get()).run.frames.map(frame => frame.inertia)")
    assert all(later <= before for before, later in pairwise(inertia))
    assert "1337 of 1797" in text(page, "centres")


def test_clusters_and_start_can_be_chosen(visit: Open) -> None:
    """Another number of clusters starts anew with k-means++; the study's own start brings back its number."""
    page = explore(visit, "en/explorer/")
    page.get_by_label("Number of clusters").focus()
    page.keyboard.press("ArrowRight")

    assert (shown(page, "k"), shown(page, "start")) == (11, "plusPlus")
    assert page.locator("[data-explorer=centres] li").count() == 11
    page.get_by_label("Start", exact=True).select_option("random")
    page.get_by_label("Seed", exact=True).fill("12")
    page.get_by_label("Seed", exact=True).press("Enter")
    assert (shown(page, "start"), shown(page, "seed")) == ("random", 12)
    page.get_by_label("Start", exact=True).select_option("study")
    assert (shown(page, "k"), shown(page, "seed")) == (10, 12)


@pytest.mark.parametrize("hand", HANDS)
def test_a_seed_is_typed_and_a_centre_chosen_by_every_hand(visit: Open, hand: str) -> None:
    """A seed counts once its field is left or Enter pressed; a centre leaves its images alone on the map."""
    page, press = explore(visit, "en/explorer/", hand), HANDS[hand]
    field = page.get_by_label("Seed", exact=True)
    if hand != "keyboard":
        press(field)
    field.fill("12")
    if hand == "keyboard":
        press(field)
    else:
        press(page.locator("#lever"))
    centre = page.locator("[data-explorer=centres] li button").nth(2)

    assert shown(page, "seed") == 12
    press(centre)
    assert shown(page, "cluster") == 2
    assert centre.get_attribute("aria-pressed") == "true"
    press(centre)
    assert shown(page, "cluster") is None


def test_the_map_beside_the_lever_follows_a_run(visit: Open) -> None:
    """Its picture is another at another step: the points change colour where the lever is pulled."""
    page = explore(visit, "en/explorer/")
    picture = "document.querySelector('.explorer-glance').toDataURL()"
    until(
        page,
        "document.querySelector('.explorer-glance').getContext('2d').getImageData(0, 0, 300, 300).data.some(Boolean)",
    )
    end = page.evaluate(picture)
    button(page, "To the start").click()
    until(page, f"{picture} !== {end!r}")

    button(page, "To the end").click()
    until(page, f"{picture} === {end!r}")
