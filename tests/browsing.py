"""What tests in a real browser share: what they need of the machine, and how they wait."""

from __future__ import annotations

import gzip
import http.server
import io
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, Literal

import pytest
from playwright.sync_api import Page, Request
from workshop import ROOT

TOOLS = ROOT / "tests" / "tools" / "node_modules"
WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
BROWSERS = ("chromium-headless-shell", *WHOLE)  # the first is the same without a window, and twice as fast
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")
Open = Callable[..., Page]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# What axe-core finds; a scheme changes colours alone.
VIOLATIONS = (
    "options => axe.run(options).then(r => r.violations.map(v => [v.id, ...v.nodes.map(n => n.html)].join(' ')))"
)
# Axe leaves out by itself how large a target must be, though WCAG 2.2 AA asks for it.
ONLY: dict[str, dict[str, Any]] = {
    "light": {"rules": {"target-size": {"enabled": True}}},
    "dark": {"runOnly": ["color-contrast", "link-in-text-block"]},
}
ZIPPED = {".html", ".css", ".js", ".json", ".svg", ".csv", ".txt", ".xml"}


class Host(http.server.SimpleHTTPRequestHandler):
    """Serve files as hosts of static pages do: what is text is packed on its way."""

    protocol_version = "HTTP/1.1"

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Send the head of a file and return what follows."""
        asked = Path(self.translate_path(self.path))
        file = asked / "index.html" if asked.is_dir() and self.path.partition("?")[0].endswith("/") else asked
        if file.suffix not in ZIPPED or not file.is_file() or "gzip" not in self.headers.get("Accept-Encoding", ""):
            return super().send_head()
        packed = gzip.compress(file.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(packed)))
        self.end_headers()
        return io.BytesIO(packed)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


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


@cache
def axe() -> str:
    """Return the script of axe-core."""
    script = TOOLS / "axe-core" / "axe.min.js"
    if not script.is_file():
        lacking("axe-core", "'make test' fetches it with npm")
    return script.read_text("utf-8")
