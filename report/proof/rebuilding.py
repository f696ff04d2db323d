"""Builds the report again from nothing: the sources as they are, or those of a commit that a copy names."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

from digitclust.records import InputError
from report.fresh import Places
from report.provenance import HERE, git, origin

Tell = Callable[[str], object]


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
    try:
        with tarfile.open(packed) as file:
            file.extractall(scratch / "source", filter="data")
    except tarfile.TarError as error:
        raise InputError(f"commit {commit[:12]} cannot be unpacked: {error}") from error
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
    complaints = scratch / "complaints.txt"
    with (
        complaints.open("w", encoding="utf-8") as said,
        subprocess.Popen(command, cwd=source, stdout=subprocess.PIPE, stderr=said, text=True) as build,
    ):
        for line in stages(build):
            tell(f"  {line}")
    if build.returncode:
        complaint = complaints.read_text("utf-8").strip()
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
