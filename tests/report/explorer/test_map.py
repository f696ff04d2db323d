"""The map of the explorer by mouse, finger, pen and keys."""

from __future__ import annotations

import pytest
from browsing import Open, until
from exploring import HANDS, button, explore, pen, point, shown, touch


def test_the_map_by_mouse(visit: Open) -> None:
    """Pointing shows an image, a click chooses it, the wheel enlarges, dragging moves, a button shows the whole."""
    page = explore(visit, "en/explorer/#map=tsne-0")
    page.locator(".explorer-map").scroll_into_view_if_needed()
    middle = page.evaluate("digitclust.map.at(digitclust.map.side() / 2, digitclust.map.side() / 2)")
    page.mouse.move(*point(page, middle))
    hovered = page.locator("[data-explorer=detail] p").first.inner_text()
    page.mouse.click(*point(page, middle))

    assert hovered.startswith("Image ")
    assert shown(page, "image") == middle
    page.mouse.wheel(0, -600)
    until(page, "digitclust.map.camera.zoom > 2")
    before = page.evaluate(f"digitclust.map.screen({middle})")
    x, y = point(page, middle)
    page.mouse.down()
    page.mouse.move(x + 40, y + 30, steps=4)
    page.mouse.up()
    assert page.evaluate(f"digitclust.map.screen({middle})")[0] == pytest.approx(before[0] + 40, abs=3)
    page.get_by_role("button", name="Whole map").click()
    assert page.evaluate("digitclust.map.camera.zoom") == 1


def test_the_map_by_keyboard(visit: Open) -> None:
    """Arrows go from image to image and say what it is, plus and minus enlarge and reduce, Escape lets go."""
    page = explore(visit, "en/explorer/")
    page.locator(".explorer-map").focus()
    seen = []
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "ArrowLeft"):
        page.keyboard.press(key)
        seen.append(shown(page, "image"))

    assert None not in seen
    assert len(set(seen)) >= 3
    assert "True digit" in page.locator("[data-explorer=detail] [role=status]").text_content()  # type: ignore[operator]
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert page.evaluate("digitclust.map.camera.zoom") > 2
    page.keyboard.press("-")
    page.keyboard.press("0")
    assert page.evaluate("digitclust.map.camera.zoom") == 1
    page.keyboard.press("Escape")
    assert shown(page, "image") is None


def test_the_map_by_fingers(visit: Open) -> None:
    """A tap chooses; two fingers enlarge."""
    page = explore(visit, "en/explorer/", "touch")
    page.locator(".explorer-map").scroll_into_view_if_needed()
    page.touchscreen.tap(*point(page, 0))
    chosen = shown(page, "image")
    x, y = point(page, chosen)
    touch(page, *([(x - apart, y), (x + apart, y)] for apart in (10, 15, 25, 40)))

    assert chosen is not None
    assert page.evaluate("digitclust.map.camera.zoom") > 1.5


def test_the_map_by_pen(visit: Open) -> None:
    """Put down, it chooses; drawn along, it moves the enlarged map."""
    page = explore(visit, "en/explorer/")
    page.locator(".explorer-map").scroll_into_view_if_needed()
    pen(page, point(page, 0))
    chosen = shown(page, "image")
    page.evaluate(f"digitclust.map.camera.enlarge(3, ...digitclust.map.screen({chosen}))")
    before = page.evaluate(f"digitclust.map.screen({chosen})")
    x, y = point(page, chosen)
    pen(page, (x, y), (x + 10, y + 10), (x + 30, y + 20))

    assert chosen is not None
    assert page.evaluate(f"digitclust.map.screen({chosen})") == pytest.approx([before[0] + 30, before[1] + 20], abs=3)


@pytest.mark.parametrize("hand", HANDS)
def test_the_map_by_its_buttons(visit: Open, hand: str) -> None:
    """Enlarge, reduce, and the whole again."""
    page = explore(visit, "en/explorer/", hand)
    zooms = []
    for name in ("Enlarge", "Enlarge", "Reduce", "Whole map"):
        HANDS[hand](button(page, name))
        zooms.append(page.evaluate("digitclust.map.camera.zoom"))

    assert zooms == pytest.approx([1.5, 2.25, 1.5, 1])
