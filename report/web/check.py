"""Look at a finished site as a browser would, and tell what is broken."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

Attributes = Mapping[str, str]

# What a browser fetches of itself, unlike a link that a reader may follow.
LOADED = {
    "audio": "src",
    "embed": "src",
    "iframe": "src",
    "img": "src",
    "object": "data",
    "script": "src",
    "source": "src",
    "track": "src",
    "video": "src",
}
LOADED_LINKS = {"icon", "manifest", "modulepreload", "preconnect", "preload", "stylesheet"}
NEWEST = "latest-version"  # a link out of a released version, to the report that it lies below
EARLIER = "predecessor-version"  # and one to a version that was released before
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
CSS_ADDRESS = re.compile(r"""@import\s+["']([^"']+)|url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')]*))""")
# Ids that Markdown counts out where a heading got none and its letters make none.
COUNTED_ID = re.compile(r"_\d*")


@dataclass
class Page(HTMLParser):
    """What matters of one page, gathered while it is parsed."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    in_style: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=False)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Gather what one element declares, links to or loads."""
        given = {name: value or "" for name, value in attrs}
        self.in_style = tag == "style"
        if "id" in given:
            self.ids.append(given["id"])
        if tag in {"a", "area"} and "href" in given and given.get("rel") not in (NEWEST, EARLIER):
            self.links.append(given["href"])
        if tag == "img" and "alt" not in given:
            self.faults.append(f"image without alt: {given.get('src', '')}")
        if tag in HEADINGS and (not given.get("id") or COUNTED_ID.fullmatch(given["id"])):
            self.faults.append(f"heading without an id of its own: {tag}, line {self.getpos()[0]}")
        self.loads.extend(loaded(tag, given))
        self.styles.append(given.get("style", ""))

    def handle_data(self, data: str) -> None:
        """Keep the text of style elements."""
        if self.in_style:
            self.styles.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Leave a style element."""
        self.in_style = self.in_style and tag != "style"


def loaded(tag: str, given: Attributes) -> Iterator[str]:
    """Addresses that an element fetches."""
    if tag == "link" and LOADED_LINKS & set(given.get("rel", "").lower().split()):
        yield given.get("href", "")
    if given.get(LOADED.get(tag, "")):
        yield given[LOADED[tag]]
    for candidate in given.get("srcset", "").split(","):
        if candidate.strip():
            yield candidate.split()[0]


def css_addresses(style: str) -> Iterator[str]:
    """Addresses that a style sheet fetches."""
    for match in CSS_ADDRESS.finditer(style):
        yield next(filter(None, match.groups()), "")


def problems(site: Path, root: str = "/") -> list[str]:
    """Tell what is broken in a site: one line each, the page first, sorted.

    Parameters
    ----------
    site : Path
        Folder of the site.
    root : str
        Path of the site on its host; addresses that begin with it are looked for in the folder.

    Returns
    -------
    list of str
        Dead links and anchors, missing files, what is loaded from another host, ids used twice, images
        without an alternative text, headings without an id of their own.
    """
    pages = {path: parsed(path) for path in sorted(site.rglob("*.html"))}
    found = [f"{name(site, path)}: {fault}" for path, page in pages.items() for fault in page_faults(page)]
    for path, page in pages.items():
        loads = page.loads + [address for style in page.styles if style for address in css_addresses(style)]
        found += [f"{name(site, path)}: {fault}" for fault in load_faults(site, root, path, loads)]
        found += [f"{name(site, path)}: {fault}" for fault in link_faults(site, root, path, pages)]
    for path in sorted(site.rglob("*.css")):
        loads = list(css_addresses(path.read_text(encoding="utf-8")))
        found += [f"{name(site, path)}: {fault}" for fault in load_faults(site, root, path, loads)]
    return sorted(dict.fromkeys(found))


def name(site: Path, path: Path) -> str:
    """How a file of the site is told to the reader."""
    return path.relative_to(site).as_posix()


def parsed(path: Path) -> Page:
    """Read one page."""
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    page.close()
    return page


def page_faults(page: Page) -> Iterator[str]:
    """Faults that a page has by itself."""
    yield from page.faults
    for identifier in sorted({one for one in page.ids if page.ids.count(one) > 1}):
        yield f"id used twice: {identifier}"


def load_faults(site: Path, root: str, path: Path, loads: list[str]) -> Iterator[str]:
    """Tell what a page or style sheet loads from another host, or does not find."""
    for address in loads:
        parts = urlsplit(address)
        if parts.scheme == "data":
            continue
        if parts.scheme or parts.netloc:
            yield f"loads from another host: {address}"
        elif parts.path and not target(site, root, path, parts.path).is_file():
            yield f"missing file: {address}"


def link_faults(site: Path, root: str, path: Path, pages: Mapping[Path, Page]) -> Iterator[str]:
    """Links within the site that lead nowhere."""
    for address in dict.fromkeys(pages[path].links):
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            continue
        aim = target(site, root, path, parts.path)
        if not aim.is_file():
            yield f"dead link: {address}"
        elif parts.fragment and aim in pages and unquote(parts.fragment) not in pages[aim].ids:
            yield f"dead anchor: {address}"


def target(site: Path, root: str, path: Path, address: str) -> Path:
    """Find the file that an address means on a page; a folder means its index."""
    if address.startswith("/"):
        inside = address.startswith(root)
        aim = site / unquote(address.removeprefix(root)) if inside else site / ".."
    else:
        aim = path.parent / unquote(address) if address else path
    aim = Path(os.path.normpath(aim))
    return aim / "index.html" if aim.is_dir() else aim
