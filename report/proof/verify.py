"""Builds the report again from nothing, and tells whether the lock and a published copy say the same."""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from report.fresh import Places
from report.proof.comparison import Difference, compare, full, lock_evidence, printed, site_evidence
from report.proof.copies import Copy, digests, open_copy, rebuild, sources
from report.provenance import HERE

SHOWN = 20  # differences that are told one by one
FACTS = ("version", "commit", "changed", "date", "data_digest", "engine")

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
        copy = find_copy(places, against, scratch, tell)
        known = sources(copy.commit, scratch) if copy and against else HERE
        tell(f"Rebuilding from nothing, {told_source(known, copy)}: this takes as long as a first build.")
        asked = replace(places, paper=copy.paper, engine=places.engine or copy.engine) if copy else places
        built = rebuild(known or HERE, asked, scratch, tell)
        many = seeded(built.study)
        found = [] if against else compare_lock(places, built, many, tell)
        if copy:
            found += compare_site(copy, built.site, many, whole=known is not None, tell=tell)
        return report(found, tell)


def find_copy(places: Places, against: str, scratch: Path, tell: Tell) -> Copy | None:
    """Return the copy to compare with; without one that is named, the site that stands here."""
    if not against and not (places.site / "manifest.json").is_file():
        tell(f"{places.site} holds no report: compared with the lock alone.")
        return None
    copy = open_copy(against or str(places.site), scratch / "copy")
    if copy.manifest.get("changed"):
        tell(f"The copy was built from changed sources, which no commit holds: {', '.join(copy.manifest['changed'])}")
    return copy


def told_source(known: Path | None, copy: Copy | None) -> str:
    """Say what is rebuilt."""
    commit = copy.commit[:12] if copy else ""
    if known is None:
        return (
            f"the sources as they are, for the commit {commit or 'of the copy'} is not here: values are compared alone"
        )
    return f"commit {commit}" if known != HERE else "the sources as they are"


def seeded(study: Path) -> set[str]:
    """List the experiments that take many seeds."""
    experiments = tomllib.loads(study.read_text("utf-8")).get("experiments", {})
    return {stem for stem, options in experiments.items() if stem == "seeds" or "n_runs" in options}


def compare_lock(places: Places, built: Places, many: Collection[str], tell: Tell) -> list[Difference]:
    """Compare the lock beside the study with that of the rebuild."""
    if not places.lock.is_file():
        return [Difference(str(places.lock), "missing")]
    there, here = lock_evidence(places.lock), lock_evidence(built.lock)
    found = compare(there, here, many, printed)
    if not found:
        n_runs = sum(map(len, there.runs.values()))
        tell(f"{places.lock}: all {len(there.values)} values and {n_runs} runs are the same.")
    return [Difference(f"{places.lock}: {d.where}", d.what, d.fails) for d in found]


def compare_site(copy: Copy, site: Path, many: Collection[str], *, whole: bool, tell: Tell) -> list[Difference]:
    """Compare a published copy with the rebuilt site: its files with its manifest, its numbers, its bytes."""
    there, here = digests(copy.folder), digests(site)
    broken = list(tampered(copy, there))
    numbers = compare_numbers(copy, site, many)
    if not whole:
        if not numbers:
            tell(f"{copy.folder}: all values are the same.")
        return broken + numbers
    why = reason(copy, open_copy(str(site), site), numbers)
    files = list(compare_files(there, here, why, last_bits(numbers)))
    if not broken + numbers + files:
        tell(f"{copy.folder}: all {len(here)} files identical.")
    return broken + numbers + files


def tampered(copy: Copy, found: Mapping[str, str]) -> Iterator[Difference]:
    """Tell which files of a copy are not as its own manifest says."""
    listed = copy.listed
    for name in sorted(listed.keys() - found.keys()):
        yield Difference(name, "missing: the manifest of the copy names it")
    for name in sorted(found.keys() - listed.keys()):
        yield Difference(name, "unknown: the manifest of the copy does not name it")
    for name in sorted(listed.keys() & found.keys()):
        if listed[name]["sha256"] != found[name]:
            yield Difference(name, "changed after it was published: not what the manifest of the copy says")


def compare_numbers(copy: Copy, site: Path, many: Collection[str]) -> list[Difference]:
    """Compare values and runs, where the copy still has them."""
    if not (copy.folder / "values.json").is_file():
        return []
    try:
        return compare(site_evidence(copy.folder), site_evidence(site), many, full)
    except (ValueError, KeyError) as error:
        return [Difference("values.json", f"cannot be read: {error}")]


def last_bits(numbers: Collection[Difference]) -> bool:
    """Tell whether numbers differ, and none further than another processor may make them."""
    return bool(numbers) and not any(d.fails for d in numbers)


def compare_files(there: Mapping[str, str], here: Mapping[str, str], why: str, allowed: bool) -> Iterator[Difference]:
    """Tell which files are missing, and which differ in their bytes."""
    for name in sorted(here.keys() - there.keys()):
        yield Difference(name, "missing in the copy")
    for name in sorted(there.keys() - here.keys()):
        yield Difference(name, "missing in the rebuild")
    for name in sorted(here.keys() & there.keys()):
        if there[name] != here[name]:
            yield Difference(name, f"bytes differ: {why}", not allowed)


def reason(copy: Copy, built: Copy, numbers: Collection[Difference]) -> str:
    """Say why bytes may differ: other numbers, other versions of libraries, other sources, or no reason known."""
    if numbers:
        return "the numbers differ"
    old, new = copy.manifest, built.manifest
    before, now = old.get("versions", {}), new.get("versions", {})
    reasons = list(changes(before, now))
    reasons += changes({name: old.get(name) for name in FACTS}, {name: new.get(name) for name in FACTS})
    return "; ".join(reasons) or "the numbers are the same, and so are all versions"


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """Tell what two mappings hold that is not the same."""
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield f"{name} {old.get(name) or 'none'} there, {new.get(name) or 'none'} here"


def report(found: Collection[Difference], tell: Tell) -> bool:
    """Tell what differs, failures first; return whether it holds."""
    told = sorted(found, key=lambda d: not d.fails)
    for difference in told[:SHOWN]:
        tell(f"{'Differs' if difference.fails else 'May differ'}: {difference.where}: {difference.what}")
    if told[SHOWN:]:
        tell(f"... and {len(told) - SHOWN} more")
    failures = sum(d.fails for d in found)
    if found:
        tell(f"{failures} differences speak against it, {len(found) - failures} may be: last bits, or tied runs.")
    return failures == 0
