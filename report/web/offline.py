"""The report as a folder that opens from a disk: its links name files, and its search needs no server."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from report.archive import packed
from report.fresh import Places, intact
from report.prepare import refuse
from report.publication import Publication, load_publication
from report.web.check import EARLIER, NEWEST, problems
from report.web.publish import remove, writing
from report.web.site import copy, manifest

SERVED = ("404.html", "sitemap.xml")  # what only a server has a use for
SCRIPT = Path(__file__).with_suffix(".js")
LINK = re.compile(r"<(?:a|area|link)\b[^>]*>")
ADDRESS = re.compile(r'(?<=\shref=")[^"]*')
UPWARDS = re.compile(r"^(\.\./)+")
THEME = re.compile(r'<script src="[^"]*assets/javascripts/bundle\.')


def offline(places: Places) -> Path:
    """Write the copy as a folder, and beside it as a zip with the same bytes for the same site; return the zip.

    Raises
    ------
    InputError
        When there is no sound report, or the copy would not be one.
    """
    publication = load_publication(places.publication)
    refuse([] if sound(places.site) else [f"{places.site} is no report as it was built: build it first"])
    folder = places.work / f"{publication.key}-{publication.version}-offline"
    target = folder.with_name(f"{folder.name}.zip")
    with writing(folder):
        remove(folder)
        copy(places.site, folder, *SERVED)
        shutil.copyfile(SCRIPT, folder / "assets" / SCRIPT.name)
        for page in sorted(folder.rglob("*.html")):
            page.write_bytes(mended(page, folder, publication).encode())
        for index in sorted(folder.glob("*/search/search_index.json")):
            index.with_suffix(".js").write_bytes(script(index.read_text("utf-8")).encode())
            index.unlink()
        facts = json.loads((folder / "manifest.json").read_text("utf-8"))
        manifest(folder, {name: fact for name, fact in facts.items() if name != "files"})
        refuse(problems(folder), "the copy is not sound: ")
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        target.write_bytes(packed({path.relative_to(folder.parent).as_posix(): path.read_bytes() for path in files}))
    return target


def sound(site: Path) -> bool:
    """Tell whether a report stands there as it was built."""
    return (site / "manifest.json").is_file() and intact(site)


def mended(page: Path, folder: Path, publication: Publication) -> str:
    """Return a page whose links name files, with the script that searches from a disk before that of the theme."""
    way = "../" * len(page.relative_to(folder).parent.parts)
    text = LINK.sub(lambda tag: led(tag.group(), page.parent, publication.address), page.read_text("utf-8"))
    return THEME.sub(rf'<script src="{way}assets/{SCRIPT.name}"></script>\g<0>', text)


def led(tag: str, here: Path, address: str) -> str:
    """Make a link name the file that a server finds in a folder; one to another version leads to a server."""
    if f'rel="{NEWEST}"' in tag or f'rel="{EARLIER}"' in tag:
        return ADDRESS.sub(lambda link: address + UPWARDS.sub("", link.group()), tag) if address else tag
    return ADDRESS.sub(lambda link: file_in(link.group(), here), tag)


def file_in(link: str, here: Path) -> str:
    """Return a link with the page within the folder that it leads to."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not parts.path or not (here / unquote(parts.path) / "index.html").is_file():
        return link
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/index.html"))


def script(index: str) -> str:
    """Return the index of the search as the script that the theme reads from a disk."""
    record = json.loads(index)
    for entry in record["docs"]:
        place, sign, anchor = entry["location"].partition("#")
        entry["location"] = f"{place}index.html{sign}{anchor}"
    return f"var __index = {json.dumps(record, ensure_ascii=False, separators=(',', ':'))};\n"
