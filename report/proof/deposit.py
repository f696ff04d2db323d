"""The report as an archive to be deposited: report, data, code, locks, environment, and the origin of each figure."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from digitclust.records import InputError
from report.archive import packed
from report.citation.record import printed
from report.fresh import Places, inputs, unchanged
from report.proof import crate
from report.proof.rebuilding import unpacked
from report.provenance import HERE, Origin, installed, origin
from report.publication import load_publication
from report.web.publish import writing


def deposit(places: Places) -> Path:
    """Write the archive of the site that stands here.

    Raises
    ------
    InputError
        When the site is not what the sources of one commit make.
    """
    state = origin()
    refuse(places, state)
    return write(places, state)


def write(places: Places, state: Origin) -> Path:
    """Write the archive; the same bytes for the same sources and machine."""
    publication = load_publication(places.publication)
    parts = gathered(places, state)
    figures = json.loads(parts["site/figures/index.json"])["figures"]
    metadata = crate.describe(publication, asked(places.study), figures, parts)
    folders = {name: b"" for name in crate.PARTS if name.endswith("/")}  # the metadata name them
    target = places.work / f"{publication.key}-{publication.version}-archive.zip"
    with writing(target):
        target.write_bytes(packed({crate.NAME: metadata, **dict(sorted({**folders, **parts}.items()))}))
    return target


def refuse(places: Places, state: Origin) -> None:
    """Refuse a site that is not what one commit makes, for nobody could make it again."""
    if not state.commit or state.changed:
        said = ", ".join(state.changed) or "there is no git"
        raise InputError(f"commit first, an archive names what it was made from: {said}")
    if not unchanged(places, inputs(places, state)):
        raise InputError(f"{places.site} is not what these sources make: build it first, with the same options")


def gathered(places: Places, state: Origin) -> dict[str, bytes]:
    """Return every file of the archive but its metadata."""
    with TemporaryDirectory(prefix="digitclust-") as scratch:
        code = below(unpacked(state.commit, Path(scratch)), "code/")
    lock = code.get("code/report/study.lock")
    if places.study.resolve() == HERE / "report" / "study.toml" and lock != places.lock.read_bytes():
        raise InputError(f"commit {places.lock} first: the build says something new")
    return {**code, **own(places), **below(places.site, "site/"), crate.ENVIRONMENT: environment(), crate.SBOM: sbom()}


def below(folder: Path, place: str) -> dict[str, bytes]:
    """Read every file below a folder."""
    paths = filter(Path.is_file, folder.rglob("*"))
    return {place + path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def asked(study: Path) -> str:
    """Name the study file within the archive."""
    study = study.resolve()
    return f"code/{study.relative_to(HERE).as_posix()}" if study.is_relative_to(HERE) else f"study/{study.name}"


def own(places: Places) -> dict[str, bytes]:
    """Read what belongs to a study that lies elsewhere; its data may not be ours to hand on."""
    beside = (places.study, places.publication, places.words, places.lock)
    found = [path for path in beside if path.is_file() and not path.resolve().is_relative_to(HERE)]
    return {f"study/{path.name}": path.read_bytes() for path in found}


def environment() -> bytes:
    """Say what built the report: a processor may round otherwise than another."""
    simd = np.show_config(mode="dicts")["SIMD Extensions"]
    found = [*simd.get("baseline", ()), *simd.get("found", ())]
    machine = {"system": platform.system(), "machine": platform.machine(), "SIMD": found}
    return printed({**machine, "Python": sys.version, "installed": installed()})


def sbom() -> bytes:
    """List the locked packages in the terms of CycloneDX.

    Raises
    ------
    InputError
        When the program for that is not installed.
    """
    tool = ["cyclonedx_py", "requirements", "--output-reproducible", "--of", "JSON", "requirements.lock"]
    done = subprocess.run([sys.executable, "-m", *tool], cwd=HERE, capture_output=True, check=False)
    if done.returncode:
        told = done.stderr.decode().strip().splitlines()[-1:]
        raise InputError(f"the list of packages needs cyclonedx-bom, which 'make archive' installs: {' '.join(told)}")
    return done.stdout
