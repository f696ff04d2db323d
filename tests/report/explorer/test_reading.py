"""The explorer for every reader: without scripts, with a screen reader, with less motion, in each state."""

from __future__ import annotations

import pytest
from browsing import ONLY, SCHEMES, VIOLATIONS, Open, axe
from exploring import LANGUAGES, button, explore
from playwright.sync_api import Page


def test_without_scripts_the_page_shows_figures_and_says_what_is_missing(visit: Open) -> None:
    """The map, the matrix, the centres and all seeds as pictures; no empty control is left."""
    for code in LANGUAGES:
        page = visit(f"{code}/explorer/", java_script_enabled=False)
        figures = page.locator("article figure")

        assert [figures.nth(i).get_attribute("id") for i in range(figures.count())] == [
            f"fig-{stem}" for stem in ("map", "confusion", "centroids", "seed_accuracy")
        ]
        assert figures.first.is_visible()
        assert page.locator(".explorer-static").first.is_visible()
        assert page.locator(".explorer:visible").count() == 0


def drawn(page: Page) -> None:
    """Draw a digit."""
    page.evaluate("digitclust.drawn.show(Float64Array.from(digitclust.images.of(42)))")


def opened(page: Page) -> None:
    """Open every table."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


def checked(page: Page) -> None:
    """Check some seeds, until one differs, and open their list."""
    page.locator("[data-explorer=proof] button").click()
    for _ in range(600):
        page.wait_for_timeout(100)
        if page.evaluate("digitclust.proof.results().some(seed => !seed.equal)"):
            break
    page.locator("[data-explorer=proof] button").click()
    opened(page)


def nothing(_: Page) -> None:
    """Leave the page as it opens."""


STATES = {
    "start": ("", 1280, nothing),
    "step": ("#start=random&seed=3&k=14&step=1&colour=cluster&map=tsne-0", 360, nothing),
    "selection": ("#digit=9&name=3&image=5", 1280, nothing),
    "filter": ("#colour=right&right=0", 360, nothing),
    "drawn": ("", 360, drawn),
    "tables": ("#step=4", 360, opened),
    "difference": ("#seed=3", 1280, checked),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("code", ["ru", pytest.param("en", marks=pytest.mark.prove)])
def test_each_state_is_accessible(visit: Open, code: str, state: str) -> None:
    """Light and dark: axe-core finds nothing in any of them, and nothing stands out at the side."""
    address, width, act = STATES[state]
    viewport = {"width": width, "height": 800}
    page = explore(visit, f"{code}/explorer/{address}", viewport=viewport)
    act(page)
    page.evaluate(axe())
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(300)
        assert page.evaluate(VIOLATIONS, ONLY[scheme]) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_screen_reader_meets_nothing_without_a_name(visit: Open, code: str) -> None:
    """Every canvas, picture, control and table in the accessibility tree has one; the tables are there."""
    page = explore(visit, f"{code}/explorer/#digit=9&name=3&image=5")
    drawn(page)
    opened(page)
    page.evaluate("document.querySelectorAll('header svg, footer svg, .md-top svg').forEach(icon => icon.remove())")
    session = page.context.new_cdp_session(page)
    nodes = [node for node in session.send("Accessibility.getFullAXTree")["nodes"] if not node["ignored"]]
    roles = {node["nodeId"]: node["role"]["value"] for node in nodes}
    wanted = {"Canvas", "image", "application", "button", "combobox", "slider", "spinbutton", "textbox", "table"}

    assert {"image", "application", "slider", "spinbutton"} <= set(roles.values())
    assert list(roles.values()).count("table") >= 4  # matrix, steps, runs, nearest centres
    assert [n["role"]["value"] for n in nodes if roles[n["nodeId"]] in wanted and not n["name"]["value"].strip()] == []


SPOKEN = """window.spoken = []; for (const live of document.querySelectorAll('.explorer [role=status]'))
  new MutationObserver(() => live.textContent && spoken.push(live.textContent)).observe(live, { childList: true })"""


def test_a_screen_reader_is_told_of_each_run_once(visit: Open) -> None:
    """Nothing as the page opens; then the end of a run, even of one that was played step by step, and no step twice."""
    page = explore(visit, "en/explorer/#step=16")
    page.evaluate(SPOKEN)
    page.wait_for_timeout(900)
    before = page.evaluate("spoken.length")
    button(page, "Play").click()
    page.wait_for_timeout(2500)
    played = page.evaluate("spoken.splice(0)")
    button(page, "Another seed").click()
    page.wait_for_timeout(1500)
    another = page.evaluate("spoken.splice(0)")

    assert before == 0
    assert len(played) == 1
    assert played[0].startswith("Step 18 of 18: inertia")
    assert len(another) == 1
    assert another[0].startswith("Step ")


def test_less_motion_shows_the_end_at_once(visit: Open) -> None:
    """Nothing plays by itself where the system asks for less of it."""
    page = explore(visit, "en/explorer/#step=0", reduced_motion="reduce")
    button(page, "Play").click()

    assert page.evaluate("digitclust.state.get().step") is None
    assert not button(page, "Pause").is_visible()
