"""Published copies of the report, and the sources that a copy names."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tarfile
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Any

from pydantic import BaseModel, Field

from digitclust.records import InputError
from report.fresh import Places
from report.provenance import HERE, git, origin

SECONDS = 30  # how long an address may be silent
Tell = Callable[[str], object]


class Entry(BaseModel):
    """What a manifest says of a file."""

    bytes: int = Field(ge=0)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class Listed(BaseModel):
    """What a manifest must hold."""

    files: dict[str, Entry]


@dataclass(frozen=True)
class Copy:
    """A published report in a folder, and what its manifest says."""

    folder: Path
    manifest: Mapping[str, Any]

    @property
    def commit(self) -> str:
        """Return the commit it says it was built from."""
        return str(self.manifest.get("commit", ""))

    @property
    def paper(self) -> bool:
        """Tell whether it has files of figures for papers."""
        return any(name.startswith("figures/") and name.endswith(".pdf") for name in self.listed)

    @property
    def generator(self) -> str:
        """Return the name of the generator that made its HTML."""
        return str(self.manifest.get("engine", "mkdocs"))

    @property
    def engine(self) -> str:
        """Return the name of the engine that printed its article; "" where it has none."""
        return str(self.manifest.get("print_engine", "")).partition(" ")[0].lower()

    @property
    def listed(self) -> Mapping[str, Mapping[str, Any]]:
        """Return the entries of its files."""
        entries: Mapping[str, Mapping[str, Any]] = self.manifest["files"]
        return entries


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


def manifest(path: Path, place: str) -> Mapping[str, Any]:
    """Read a manifest, and refuse what is none."""
    try:
        found = json.loads(path.read_text("utf-8"))
        names = Listed.model_validate(found).files
    except (OSError, ValueError) as error:
        raise InputError(f"{place}: no report is there: manifest.json cannot be read, or lists no files") from error
    if not all(map(inside, names)):
        raise InputError(f"{place}: its manifest names files outside the report")
    return dict(found)


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
        list(pool.map(lambda name: fetch(address, name, folder), copy.listed))
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
    except OSError as error:
        raise InputError(f"{address}: cannot be reached: {error}") from error
    return True


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a report but its manifest, and but the released versions below it."""
    paths = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    own = {name for name in paths if name != "manifest.json" and not name.startswith("v/")}
    return {name: hashlib.sha256(paths[name].read_bytes()).hexdigest() for name in sorted(own)}


def sources(commit: str, scratch: Path) -> Path | None:
    """Return a folder with the sources of a commit; None where this checkout does not know it."""
    here = origin()
    if commit and commit == here.commit and not here.changed:
        return HERE
    if not commit or not git(HERE, "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}"):
        return None
    return unpacked(commit, scratch)


def unpacked(commit: str, scratch: Path) -> Path:
    """Return a folder with the sources of a commit that this checkout knows."""
    packed = scratch / "source.tar"
    git(HERE, "archive", f"--output={packed}", commit)
    with tarfile.open(packed) as file:
        file.extractall(scratch / "source", filter="data")
    return scratch / "source"


def rebuild(source: Path, places: Places, scratch: Path, tell: Tell) -> Places:
    """Build the report from nothing in a folder of its own; the lock of the checkout is left alone.

    Raises
    ------
    InputError
        With the build's own complaint.
    """
    study = asked(source, places)
    aside = None if study.is_relative_to(scratch.resolve()) else scratch / "study.lock"
    built = Places(study, scratch / "build", scratch / "site", aside=aside)
    command = [sys.executable, "-m", "report", "build"]
    command += ["--study", str(study), "--build", str(built.build), "--site", str(built.site)]
    command += ["--lock", str(aside)] if aside else []
    command += ["--print-engine", places.engine] if places.engine else []
    command += ["--generator", places.generator] if places.generator != "mkdocs" else []  # older commits know no other
    command += [] if places.paper else ["--no-paper"]
    with subprocess.Popen(command, cwd=source, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as build:
        for line in stages(build):
            tell(f"  {line}")
        complaint = build.stderr.read().strip() if build.stderr else ""
    if build.returncode:
        raise InputError(f"the rebuild failed: {complaint.splitlines()[-1] if complaint else 'without a word'}")
    return built


def stages(build: subprocess.Popen[str]) -> Iterator[str]:
    """Yield what a build is at; not where it puts the report, which is a folder that will go."""
    for line in build.stdout or ():
        if not line.startswith(("Result:", "Time:", "Report:")) and ".lock" not in line:
            yield line.rstrip()


def asked(source: Path, places: Places) -> Path:
    """Return the study file, as the sources have it where it is theirs; what belongs to it lies beside it."""
    study = places.study.resolve()
    study = source.resolve() / study.relative_to(HERE) if study.is_relative_to(HERE) else study
    if not study.is_file():
        raise InputError(f"{study.name}: that commit has no such study file")
    return study
