"""What tests in a real browser share: what they need of the machine, and how they wait."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request
from workshop import ROOT

TOOLS = ROOT / "tests" / "tools" / "node_modules"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")
Open = Callable[..., Page]


def lacking(what: str, how: str) -> None:
    """Leave a test out with a line that says how to get what it needs; where CI is set that is a failure."""
    told = f"no {what} found: {how}"
    if os.environ.get("CI"):
        pytest.fail(told)
    pytest.skip(told)


def failed(path: str, request: Request, faults: list[str]) -> None:
    """Note a request that failed; one that was given up because the reader went on is no fault."""
    if "ERR_ABORTED" not in str(request.failure):
        faults.append(f"{path}: {request.failure}: {request.url}")


def until(page: Page, expression: str, seconds: float = 60) -> None:
    """Wait until an expression holds on a page; the browser's own waiting evaluates text, which the policy forbids."""
    for _ in range(int(seconds * 20)):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never true: {expression}")
