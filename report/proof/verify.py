"""Builds the report again from nothing, and tells whether the lock and a published copy say the same."""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from pathlib import Path

from digitclust.discover import stems
from digitclust.study import SHELVES, fetch
from report.fresh import Places
from report.proof.comparison import Difference, Evidence, Rests, compare, printed
from report.proof.copies import Copy, open_copy
from report.proof.evidence import lock_evidence
from report.proof.holding import compare_site
from report.proof.rebuilding import rebuild, sources
from report.proof.release import changed
from report.provenance import HERE

SHOWN = 20  # differences that are told one by one
PINS = "requirements.lock"

Tell = Callable[[str], object]


def verify(places: Places, against: str, tell: Tell) -> bool:
    """Rebuild and compare; tell what differs and why.

    Parameters
    ----------
    places : Places
        The study, and the site that stands here.
    against : str
        Folder or address of a published copy, which is compared with a build of the commit that it names.
        Empty for the sources as they are, the lock, and the site that stands here.
    tell : callable
        Takes a line.

    Returns
    -------
    bool
        Whether everything is the same, but for last bits and tied runs.
    """
    with tempfile.TemporaryDirectory(prefix="digitclust-") as name:
        scratch = Path(name)
        lock = None if against else find_lock(places)
        copy = find_copy(places, against, scratch, tell)
        known = sources(copy.manifest.commit, scratch) if copy and against else HERE
        tell(f"Rebuilding from nothing, {told_source(known, copy)}: this takes as long as a first build.")
        for line in other_packages(known or HERE, copy):
            tell(line)
        built = rebuild(known or HERE, as_copied(places, copy) if copy else places, scratch, tell)
        rests = resting(built.study)
        found = [] if against else compare_lock(places, lock, built, rests, tell)
        if copy:
            found += compare_site(copy, built.site, rests, whole=known is not None, tell=tell)
        return report(found, tell)


def find_copy(places: Places, against: str, scratch: Path, tell: Tell) -> Copy | None:
    """Return the copy to compare with; without one that is named, the site that stands here."""
    if not against and not (places.site / "manifest.json").is_file():
        tell(f"{places.site} holds no report: compared with the lock alone.")
        return None
    copy = open_copy(against or str(places.site), scratch / "copy")
    if copy.manifest.changed:
        tell(f"The copy was built from changed sources, which no commit holds: {', '.join(copy.manifest.changed)}")
    return copy


def told_source(known: Path | None, copy: Copy | None) -> str:
    """Say what is rebuilt."""
    commit = copy.manifest.commit[:12] if copy else ""
    if known is None:
        return (
            f"the sources as they are, for the commit {commit or 'of the copy'} is not here: values are compared alone"
        )
    return f"commit {commit}" if known != HERE else "the sources as they are"


def other_packages(source: Path, copy: Copy | None) -> Iterator[str]:
    """Say which packages the sources pin otherwise than those that rebuild them."""
    others = list(changed(source / PINS, HERE / PINS)) if (source / PINS).is_file() else []
    if others and copy:
        yield f"It is rebuilt with the packages of this checkout; that commit pins others: {', '.join(others)}."
        worktree = f"git worktree add FOLDER {copy.manifest.commit[:12]}"
        yield f"With its own: '{worktree}', and there 'make verify AGAINST=...'."


def as_copied(places: Places, copy: Copy) -> Places:
    """Let the rebuild make what the copy has, by what made it, unless something else is asked for."""
    generator = copy.manifest.engine if places.generator == Places.generator else places.generator
    return replace(places, paper=copy.paper, engine=places.engine or copy.engine, generator=generator)


def resting(study: Path) -> Callable[[str], bool]:
    """Return what tells whether a value rests on many seeds: of experiments that take them, what is not asked for."""
    experiments = tomllib.loads(study.read_text("utf-8")).get("experiments", {})
    many = {stem for stem, options in experiments.items() if stem == "seeds" or "n_runs" in options}
    known = many.intersection(stems(SHELVES["experiments"]))
    asked = {f"{stem}.{name}" for stem in known for name in fetch("experiments", stem).Options.model_fields}
    return lambda name: name.partition(".")[0] in many and name not in asked


def find_lock(places: Places) -> Evidence | None:
    """Read the lock beside the study, where there is one."""
    return lock_evidence(places.lock) if places.lock.is_file() else None


def compare_lock(places: Places, there: Evidence | None, built: Places, rests: Rests, tell: Tell) -> list[Difference]:
    """Compare the lock beside the study with that of the rebuild."""
    if not there:
        return [Difference(str(places.lock), "missing")]
    here = lock_evidence(built.lock)
    found = compare(there, here, rests, printed)
    if not found:
        n_runs = sum(map(len, there.runs.values()))
        tell(f"{places.lock}: all {len(there.values)} values and {n_runs} runs are the same.")
    return [Difference(f"{places.lock}: {d.where}", d.what, d.fails) for d in found]


def report(found: Collection[Difference], tell: Tell) -> bool:
    """Tell what differs, failures first; return whether it holds."""
    told = sorted(found, key=lambda d: not d.fails)
    for difference in told[:SHOWN]:
        tell(f"{'Differs' if difference.fails else 'May differ'}: {difference.where}: {difference.what}")
    if told[SHOWN:]:
        tell(f"... and {len(told) - SHOWN} more")
    failures = sum(d.fails for d in found)
    if found:
        may = f"{len(found) - failures} may be: last bits, tied runs, what it was made with"
        tell(f"{failures} differences speak against it, {may}.")
    return failures == 0
