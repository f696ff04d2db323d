"""A real browser and the served site, for all tests of finished pages, and a checkout to build in."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import BROWSERS, QUIET, Host, Open, failed, lacking
from playwright.sync_api import Browser, Page, sync_playwright
from workshop import ROOT, TINY, tiny


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the browser that the machine has."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        lacking("browser", "install Chromium or Chrome, on Debian with 'apt install chromium'")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=found, args=list(QUIET))


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Serve the site on this machine."""
    handler = functools.partial(Host, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Open]:
    """Open pages; afterwards nothing may have been logged as an error or asked of another host."""
    faults: list[str] = []
    contexts = []

    def open_page(path: str, **options: object) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: faults.append(f"{path}: {m.text}") if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: faults.append(f"{path}: {error}"))
        page.on("requestfailed", lambda request: failed(path, request, faults))
        page.on(
            "request", lambda r: None if r.url.startswith((address, "data:")) else faults.append(f"{path}: {r.url}")
        )
        page.set_default_timeout(10_000)
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the sources to a folder of their own and build a tiny study there."""
    folder = tmp_path_factory.mktemp("checkout") / "digitclust"
    generated = shutil.ignore_patterns("__pycache__", "node_modules", "site", "build", ".venv", ".git", ".*cache")
    shutil.copytree(ROOT, folder, ignore=generated)
    (folder / "tiny.toml").write_text(TINY, encoding="utf-8")
    done = tiny(folder)
    assert done.returncode == 0, done.stderr
    return folder
