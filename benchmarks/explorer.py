"""Measures the explorer in a real browser, on the finished site: ready, bytes, frames, runs, long tasks.

python benchmarks/explorer.py [SITE [TIMES]]
"""

from __future__ import annotations

import functools
import gzip
import http.server
import shutil
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SLOW = {"latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}  # Lighthouse's slow 4G
SLOWER = 4  # times, the processor of a telephone
WATCH = """(() => { window.tasks = [];
  new PerformanceObserver(list => window.tasks.push(...list.getEntries().map(entry => entry.duration)))
    .observe({ type: 'longtask', buffered: true });
  const look = () => {
    const page = document.documentElement;
    if (!page || !page.classList.contains("explorer-ready")) return setTimeout(look, 5);
    return requestAnimationFrame(() => requestAnimationFrame(() => { window.ready = performance.now(); })); };
  look(); })()"""
PAN = """async () => { const { camera } = digitclust.map; camera.enlarge(1.2);
  await new Promise(done => setTimeout(done, 300));
  let frames = 0; const begun = performance.now(); let now = begun;
  while (now - begun < 2000) { camera.pan(3 * Math.sin(frames / 9), 3 * Math.cos(frames / 9));
    now = await new Promise(requestAnimationFrame); now = performance.now(); frames += 1; }
  return frames / (now - begun) * 1000; }"""
RUN = """() => { const { images, lloyd } = digitclust;
  const problem = lloyd.problem(images.pixels, images.n, images.nFeatures);
  const all = Array.from({ length: 60 }, (_, seed) => { const begun = performance.now();
    lloyd.run(problem, images.startsOf(seed)); return performance.now() - begun; });
  return all.slice(10); }"""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves texts compressed, as every host of pages does."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer with a file, compressed."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes(), 9, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):  # a page that is closed reads no further
            self.wfile.write(body)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a site on this machine."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def opened(browser: Browser, address: str, slow: bool = False) -> Page:
    """Open the explorer as a reader who was never there, and wait until it is ready."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.add_init_script(WATCH)
    if slow:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", {"offline": False, **SLOW})
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(f"{address}en/explorer/")
    while not page.evaluate("window.ready"):
        page.wait_for_timeout(20)
    return page


def size(site: Path, page: Page) -> int:
    """Return the compressed bytes beyond the theme, in the language with the most: files, and the page's content."""
    loaded = page.evaluate("performance.getEntriesByType('resource').map(entry => new URL(entry.name).pathname)")
    own = [path.lstrip("/") for path in loaded if "/explorer/" in path]
    sizes = []
    for code in (path.stem.removeprefix("words-") for path in (site / "explorer").glob("words-*.js")):
        parts = [(site / path.replace("words-en", f"words-{code}")).read_bytes() for path in own]
        content = (
            (site / code / "explorer/index.html").read_bytes().partition(b"<article")[2].partition(b"</article>")[0]
        )
        sizes.append(sum(len(gzip.compress(part, 9, mtime=0)) for part in [*parts, content]))
    return max(sizes)


def measure(browser: Browser, site: Path, address: str) -> dict[str, float]:
    """Measure everything once."""
    page = opened(browser, address)
    page.wait_for_timeout(1000)
    found: dict[str, Any] = {
        "ready, ms": page.evaluate("window.ready"),
        "longest task while it loads, ms": max(page.evaluate("window.tasks"), default=0),
        "beyond the theme, kB": size(site, page) / 1000,
        "frames a second while panning": page.evaluate(PAN),
        "one run, median of 50, ms": statistics.median(page.evaluate(RUN)),
    }
    begun = time.perf_counter()
    page.get_by_role("button", name="Check all seeds").click()
    while page.evaluate("digitclust.proof.results().length < digitclust.images.nSeeds"):
        page.wait_for_timeout(100)
    found["all seeds checked, s"] = time.perf_counter() - begun
    slow = opened(browser, address, slow=True)
    found["ready at slow 4G, processor four times slower, ms"] = slow.evaluate("window.ready")
    page.context.close()
    slow.context.close()
    return found


def main(site: Path = Path("site"), times: int = 3) -> None:
    """Print the median of several measurements, with the least and the greatest."""
    program = next(filter(None, map(shutil.which, BROWSERS)))
    with served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        all_of_them = [measure(browser, site, address) for _ in range(times)]
        print(f"Chromium {browser.version}\n\n| | median | from | to |\n|---|--:|--:|--:|")
        browser.close()
    for name in all_of_them[0]:
        values = sorted(one[name] for one in all_of_them)
        print(f"| {name} | {statistics.median(values):.1f} | {values[0]:.1f} | {values[-1]:.1f} |")


if __name__ == "__main__":
    given = sys.argv[1:]
    main(Path(given[0]) if given else Path("site"), int(given[1]) if given[1:] else 3)
