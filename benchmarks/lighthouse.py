"""Asks Lighthouse how fast the pages of the finished site are, on telephones of two speeds.

python -m benchmarks.lighthouse [SITE]

Lighthouse makes the processor four times slower than that of this machine, whatever this is. Chrome's developer tools
calibrate instead: a mid-tier telephone (Pixel 5) has a benchmark index of 1000, a low-tier one (Moto G Power of 2022)
of 264 (Chromium, front_end/panels/mobile_throttling/CalibrationController.ts). Lighthouse tells the index of this
machine.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.explorer import BROWSERS, served

PROGRAM = Path("tests/tools/lighthouse/node_modules/.bin/lighthouse")  # `make prove` fetches it
PAGES = [
    f"{code}/{stem}"
    for code in ("ru", "en")
    for stem in ("", "clustering/", "findings/", "figures/confusion/", "explorer/")
]
TELEPHONES = {"mid-tier": 1000, "low-tier": 264}
AUDITS = ("first-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
FLAGS = "--headless=new --no-sandbox --disable-background-networking --disable-component-update --disable-sync"


def asked(address: str, slower: float) -> dict[str, Any]:
    """Measure one page with a processor so many times slower."""
    browser = next(filter(None, map(shutil.which, BROWSERS)))
    command = [
        *(str(PROGRAM), address, "--quiet", "--output=json", "--no-enable-error-reporting"),
        *(
            "--only-categories=performance",
            f"--throttling.cpuSlowdownMultiplier={slower:.2f}",
            f"--chrome-flags={FLAGS}",
        ),
    ]
    told = subprocess.run(command, env=os.environ | {"CHROME_PATH": browser}, check=True, capture_output=True)
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def main(site: Path = Path("site")) -> None:
    """Print a row for each page and telephone."""
    print(f"| page | telephone | times slower | performance | {' | '.join(AUDITS)} |\n|---|---|--:|--:|--:|--:|--:|")
    with served(site) as address:
        for page in PAGES:
            index = asked(address + page, 1)["environment"]["benchmarkIndex"]
            for name, speed in TELEPHONES.items():
                told = asked(address + page, max(1, index / speed))
                shown = [told["audits"][audit]["displayValue"] for audit in AUDITS]
                score = told["categories"]["performance"]["score"]
                print(
                    f"| `{page}` | {name} | {index / speed:.1f} | {100 * score:.0f} | {' | '.join(shown)} |", flush=True
                )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
