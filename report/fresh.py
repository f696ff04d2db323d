"""Tells in no time whether anything has to be done: imports nothing but the standard library and git."""

from __future__ import annotations

import json
import tomllib
from dataclasses import astuple, dataclass
from pathlib import Path

from digitclust.store import digest
from report.provenance import HERE, SOURCES, Origin, installed
from report.stamps import Key, changes, files, keyed, sha256


@dataclass(frozen=True)
class Places:
    """Where a build reads and writes, and how much it makes.

    Attributes
    ----------
    study : Path
        The study file; publication data, words and lock of another study stand beside it.
    build : Path
        Generated things that may be deleted at any time.
    site : Path
        The published report.
    paper : bool
        Whether figures are made as files for papers too, and all that is made of these.
    engine : str
        What prints the article, where that is not what the publication data name.
    generator : str
        What makes HTML of the pages, see `report.web.generator`.
    aside : Path or None
        The lock, where it is not to be written beside the study.
    """

    study: Path
    build: Path
    site: Path
    paper: bool = True
    engine: str = ""
    generator: str = "mkdocs"
    aside: Path | None = None

    @property
    def work(self) -> Path:
        """Return the folder for what is generated for this study: its own, also beside another of the same name."""
        near = "" if self.ours else f"-{digest(str(self.study.resolve()))[:8]}"
        return self.build / f"{self.study.stem}{near}"

    @property
    def lock(self) -> Path:
        """Return the lock: beside the study, unless it is kept aside."""
        return self.aside or self.study.with_suffix(".lock")

    @property
    def ours(self) -> bool:
        """Tell whether the study is one of ours: it lies beside the report's."""
        return self.study.resolve().parent == HERE / "report"

    @property
    def publication(self) -> Path:
        """Return the publication data: the study's own, else the report's for a study of ours, else nobody's."""
        own = self.study.with_suffix(".publication.toml")
        return own if own.is_file() else HERE / "report" / ("publication.toml" if self.ours else "nobody.toml")

    @property
    def released(self) -> Path:
        """Return the folder that keeps what released versions of the study said; it need not be there."""
        return self.study.with_suffix(".released")

    @property
    def words(self) -> Path:
        """Return the words that a study has of its own, by language; the file need not be there."""
        return self.study.with_suffix(".words.toml")


def inputs(places: Places, origin: Origin) -> Key:
    """Digest all that a build depends on, the installed packages included."""
    answers = set((HERE / "report").glob("*.lock"))  # written by builds
    sources = [file for name in SOURCES for file in files(HERE / name) if file not in answers]
    asked = [places.study, places.publication, *filter(Path.is_file, [places.words]), *files(places.released)]
    asked += data(places.study)
    return keyed(
        {
            **{named(file): sha256(file) for file in [*sources, *asked]},
            "installed packages": installed(),
            "commit, or files that differ from it": astuple(origin),
            "place of the site": str(places.site.resolve()),
            "files for papers": places.paper,
            "print engine": places.engine,
            "generator": places.generator,
        }
    )


def data(study: Path) -> list[Path]:
    """List the files that a study names as its data; what is wrong with the study is told when it is read."""
    try:
        named = tomllib.loads(study.read_text("utf-8")).get("dataset", {}).values()
        return [file for name in named if isinstance(name, str) for file in files(study.parent / name)]
    except (OSError, ValueError, AttributeError):
        return []


def named(file: Path) -> str:
    """Name a file as seen from the checkout where it is in there."""
    return file.relative_to(HERE).as_posix() if file.is_relative_to(HERE) else str(file)


def reasons(places: Places, key: Key) -> str:
    """Say why there is something to do."""
    try:
        record = json.loads((places.work / "built.json").read_text("utf-8"))
    except (OSError, ValueError):
        return "built for the first time"
    changed = changes(record, key)
    return f"changed: {', '.join(changed)}" if changed else "the site or the lock is not as it was built"


def unchanged(places: Places, key: str) -> bool:
    """Tell whether the site was made from that key and every file of it is as it was made."""
    try:
        record = json.loads((places.work / "built.json").read_text("utf-8"))
        return all(record.get(name) == now for name, now in state(places, key).items()) and intact(places.site)
    except (OSError, ValueError):
        return False


def state(places: Places, key: str) -> dict[str, str]:
    """Describe what was made, and from what."""
    return {"inputs": key, "lock": sha256(places.lock), "manifest": sha256(places.site / "manifest.json")}


def intact(site: Path) -> bool:
    """Compare the files of a site with its manifest: none changed, none missing, none added."""
    listed = json.loads((site / "manifest.json").read_text("utf-8"))["files"]
    found = {path.relative_to(site).as_posix(): sha256(path) for path in files(site)}
    found.pop("manifest.json")
    return found == {name: entry["sha256"] for name, entry in listed.items()}


def remember(places: Places, key: Key) -> None:
    """Note what the site was made from."""
    record = {**state(places, key), "parts": key.parts}
    (places.work / "built.json").write_text(json.dumps(record), encoding="utf-8")
