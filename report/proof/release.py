"""Before a version is released: refuses what could not stay for ever, and tells which numbers an upgrade moved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from digitclust.records import InputError
from report.proof.comparison import compare, printed
from report.proof.evidence import lock_evidence
from report.provenance import HERE, git, origin
from report.publication import load_publication

BRANCH = "gh-pages"
OLD = " The old ones stay reproducible from the commit before, with its requirements.lock."
PINNED = re.compile(r"^([\w.-]+)==([^\s;\\]+)", re.MULTILINE)


def refuse(version: str, publication: Path, here: Path = HERE) -> None:
    """Refuse to release what is not that version, is not committed, or is published already.

    Raises
    ------
    InputError
        With what has to be done first.
    """
    said = load_publication(publication)
    if said.version != version:
        raise InputError(f"{publication}: the version is {said.version}, not '{version}': set it, and its date")
    if not said.released:
        raise InputError(f"{publication}: set released = true, so that pages and citations lead to v/{version}/")
    found = origin(here)
    if not found.commit or found.changed:
        raise InputError(f"commit first, a release names what it was made from: {', '.join(found.changed) or 'no git'}")
    if published(version, here):
        raise InputError(
            f"v/{version}/ is published, and a released version is never written again: take another number"
        )


def published(version: str, here: Path) -> bool:
    """Tell whether the published branch of origin holds that version."""
    if not git(here, "ls-remote", "origin", f"refs/heads/{BRANCH}"):
        return False
    git(here, "fetch", "--quiet", "--depth=1", "origin", f"refs/heads/{BRANCH}")
    return bool(git(here, "rev-parse", "--quiet", "--verify", f"FETCH_HEAD:v/{version}"))


def moved(answer: Path, packages: Path, lock: Path, tell: Callable[[str], object]) -> None:
    """Tell which numbers are not those of an older lock, and which packages have another version since.

    Parameters
    ----------
    answer, packages : Path
        ``study.lock`` and ``requirements.lock`` as they were.
    lock : Path
        ``study.lock`` as it is.
    tell : callable
        Takes a line.
    """
    versions = list(changed(packages, HERE / "requirements.lock"))
    found = compare(lock_evidence(answer), lock_evidence(lock), lambda _: False, printed)
    tell(f"Packages of another version: {', '.join(versions) or 'none'}")
    for difference in found:
        tell(f"Moved: {difference.where}: {difference.what}")
    tell(f"{len(found)} numbers and runs moved.{OLD if found else ''}")


def changed(old: Path, new: Path) -> Iterator[str]:
    """Tell which packages two locks pin to different versions."""
    before, now = (dict(PINNED.findall(path.read_text("utf-8"))) for path in (old, new))
    for name in sorted(before.keys() | now.keys()):
        if before.get(name) != now.get(name):
            yield f"{name} {before.get(name, 'none')} -> {now.get(name, 'none')}"
