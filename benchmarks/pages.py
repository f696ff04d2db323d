"""Measures how fast the kinds of pages of the finished site are on telephones: what Lighthouse says, what is seen.

python -m benchmarks.pages [SITE]

Lighthouse makes the processor four times slower than that of this machine, whatever this is. Chrome's developer tools
calibrate instead: a mid-tier telephone (Pixel 5) has a benchmark index of 1000, a low-tier one (Moto G Power of 2022)
of 264 (Chromium, front_end/panels/mobile_throttling/CalibrationController.ts). Lighthouse tells the index of this
machine. It reckons what a slow network would have cost; the browser that is held back to its speed shows it.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks.explorer import BROWSERS, SLOW, served

PROGRAM = Path("tests/tools/lighthouse/node_modules/.bin/lighthouse")  # `make prove` fetches it
KINDS = ("", "clustering/", "findings/", "figures/confusion/", "explorer/")
PAGES = [f"{code}/{kind}" for code in ("ru", "en") for kind in KINDS]
TELEPHONES = {"mid-tier": 1000, "low-tier": 264}
AUDITS = ("first-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
FLAGS = "--headless=new --no-sandbox --disable-background-networking --disable-component-update --disable-sync"
FIRST = "performance.getEntriesByName('first-contentful-paint').map(entry => entry.startTime)[0]"
TIMES = 5


def asked(address: str, slower: float) -> dict[str, Any]:
    """Let Lighthouse look at a page with a processor so many times slower."""
    command = [str(PROGRAM), address, "--quiet", "--output=json", "--no-enable-error-reporting"]
    command += ["--only-categories=performance", f"--throttling.cpuSlowdownMultiplier={slower:.2f}"]
    known = os.environ | {"CHROME_PATH": program()}
    told = subprocess.run([*command, f"--chrome-flags={FLAGS}"], env=known, check=True, capture_output=True)
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def program() -> str:
    """Return the browser of this machine."""
    return next(filter(None, map(shutil.which, BROWSERS)))


def seen(browser: Browser, address: str, slower: float) -> float:
    """Open a page as a reader who was never there; return when something was first to be seen, in ms: the median."""
    times: list[float] = []
    for _ in range(TIMES):
        page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", {"offline": False, **SLOW})
        session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        page.goto(address)
        while not (first := page.evaluate(FIRST)):
            page.wait_for_timeout(20)
        times.append(first)
        page.context.close()
    return statistics.median(times)


def main(site: Path = Path("site")) -> None:
    """Print a row for each page and telephone."""
    heads = ("page", "telephone", "times slower", "performance", *AUDITS, "first content seen, ms")
    print(f"| {' | '.join(heads)} |\n|---|---|{'--:|' * (len(heads) - 2)}")
    with served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=FLAGS.split()[1:])
        for page in PAGES:
            index = asked(address + page, 1)["environment"]["benchmarkIndex"]
            for name, speed in TELEPHONES.items():
                slower = max(1, index / speed)
                told = asked(address + page, slower)
                shown = [told["audits"][audit]["displayValue"] for audit in AUDITS]
                score = 100 * told["categories"]["performance"]["score"]
                first = seen(browser, address + page, slower)
                cells = (f"`{page}`", name, f"{slower:.1f}", f"{score:.0f}", *shown, f"{first:.0f}")
                print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
