"""What tests of the explorer share: how it is opened, asked, and handled with mouse, finger and keys."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from browsing import Open, until
from playwright.sync_api import Locator, Page
from workshop import ROOT

from report.publication import load_publication

LANGUAGES = load_publication(ROOT / "report" / "publication.toml").languages
STATE = "digitclust.state.get()"
READY = "document.documentElement.classList.contains('explorer-ready')"
PHONE = {"viewport": {"width": 360, "height": 780}, "has_touch": True, "is_mobile": True}
Hand = Callable[[Locator], None]


def click(control: Locator) -> None:
    """Use the mouse."""
    control.click()


def tap(control: Locator) -> None:
    """Use a finger."""
    control.tap()


def enter(control: Locator) -> None:
    """Use the keyboard."""
    control.press("Enter")


HANDS = {"mouse": click, "touch": tap, "keyboard": enter}


def explore(visit: Open, path: str, hand: str = "mouse", **options: object) -> Page:
    """Open the explorer, on a telephone where a finger is to use it, and wait until it shows all it has."""
    page = visit(path, **{**(PHONE if hand == "touch" else {}), **options})
    until(page, READY)
    return page


def button(page: Page, name: str) -> Locator:
    """Find a button by its name."""
    return page.get_by_role("button", name=name, exact=True)


def shown(page: Page, key: str) -> Any:
    """Return one part of what the page shows."""
    return page.evaluate(f"{STATE}.{key}")


def text(page: Page, part: str) -> str:
    """Return what stands in a part of the page, with plain blanks."""
    return re.sub(r"\s", " ", page.locator(f"[data-explorer={part}]").inner_text())


def point(page: Page, image: int) -> tuple[float, float]:
    """Return where an image lies on the screen."""
    box = page.locator(".explorer-map").bounding_box()
    assert box
    x, y = page.evaluate(f"digitclust.map.screen({image})")
    return box["x"] + x + 1, box["y"] + y + 1


def touch(page: Page, *moves: list[tuple[float, float]]) -> None:
    """Put fingers down at the first places, lead them through the others, and lift them."""
    session = page.context.new_cdp_session(page)
    kinds = ["touchStart", *["touchMove"] * (len(moves) - 1), "touchEnd"]
    for kind, fingers in zip(kinds, [*moves, []], strict=True):
        points = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(fingers)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def pen(page: Page, *places: tuple[float, float]) -> None:
    """Put a pen down at the first place, lead it through the others, and lift it."""
    session = page.context.new_cdp_session(page)
    held = {"pointerType": "pen", "button": "left", "buttons": 1, "clickCount": 1}
    kinds = ["mousePressed", *["mouseMoved"] * (len(places) - 1), "mouseReleased"]
    for kind, (x, y) in zip(kinds, [*places, places[-1]], strict=True):
        session.send("Input.dispatchMouseEvent", {**held, "type": kind, "x": x, "y": y})
