"""Published copies of the report, in a folder or at an address."""

from __future__ import annotations

import hashlib
import http.client
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from pydantic import BaseModel, Field

from digitclust.records import InputError

SECONDS = 30  # how long an address may be silent
Tell = Callable[[str], object]


class Entry(BaseModel):
    """What a manifest says of a file."""

    bytes: int = Field(ge=0)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class Manifest(BaseModel):
    """What a manifest says: of each file by its name, and of what the report was made from and with."""

    files: dict[str, Entry]
    version: str = ""
    commit: str = ""
    changed: tuple[str, ...] = ()
    date: str = ""
    data_digest: str = ""
    engine: str = "mkdocs"
    print_engine: str = ""
    versions: dict[str, str | None] = {}


@dataclass(frozen=True)
class Copy:
    """A published report in a folder, and what its manifest says."""

    folder: Path
    manifest: Manifest

    @property
    def paper(self) -> bool:
        """Tell whether it has files of figures for papers."""
        return any(name.startswith("figures/") and name.endswith(".pdf") for name in self.manifest.files)

    @property
    def engine(self) -> str:
        """Return the name of the engine that printed its article; "" where it has none."""
        return self.manifest.print_engine.partition(" ")[0].lower()


def open_copy(place: str, scratch: Path) -> Copy:
    """Open a folder, or fetch a copy from its address into a folder.

    Raises
    ------
    InputError
        When there is no report.
    """
    if place.startswith(("https://", "http://")):
        return fetched(place.rstrip("/") + "/", scratch)
    return Copy(Path(place), manifest(Path(place) / "manifest.json", place))


def manifest(path: Path, place: str) -> Manifest:
    """Read a manifest, and refuse what is none."""
    try:
        found = Manifest.model_validate_json(path.read_bytes())
    except (OSError, ValueError) as error:
        raise InputError(f"{place}: no report is there: manifest.json cannot be read, or lists no files") from error
    if not all(map(inside, found.files)):
        raise InputError(f"{place}: its manifest names files outside the report")
    return found


def inside(name: str) -> bool:
    """Tell whether a file's name stays within its folder, on any system."""
    path = PureWindowsPath(name)  # which takes both kinds of slashes, and knows drives
    return not path.anchor and ".." not in path.parts


def fetched(address: str, folder: Path) -> Copy:
    """Fetch a published report: its manifest, and whatever that names and the address holds."""
    folder.mkdir(parents=True)
    if not fetch(address, "manifest.json", folder):
        raise InputError(f"{address}: no report is there: manifest.json is missing")
    copy = Copy(folder, manifest(folder / "manifest.json", address))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: fetch(address, name, folder), copy.manifest.files))
    return copy


def fetch(address: str, name: str, folder: Path) -> bool:
    """Fetch one file; False where it is missing."""
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with urllib.request.urlopen(address + urllib.parse.quote(name), timeout=SECONDS) as answer:
            target.write_bytes(answer.read())
    except urllib.error.HTTPError as error:
        if error.code in (404, 410):
            return False
        raise InputError(f"{address}{name}: {error.code} {error.reason}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise InputError(f"{address}: cannot be reached: {error}") from error
    return True


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a report but its manifest, and but the released versions below it."""
    paths = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    own = {name for name in paths if name != "manifest.json" and not name.startswith("v/")}
    return {name: hashlib.sha256(paths[name].read_bytes()).hexdigest() for name in sorted(own)}
