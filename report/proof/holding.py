"""Holds a published copy against a rebuilt site: its files, its manifest, its numbers, its bytes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from report.proof.comparison import Difference, Rests, compare, full
from report.proof.copies import Copy, Entry, digests, open_copy
from report.proof.evidence import UNREADABLE, site_evidence
from report.proof.likeness import alike

FACTS = ("version", "commit", "changed", "date", "data_digest", "engine")
BOUND = ("version", "data_digest")  # of these, what the same sources cannot say otherwise


def compare_site(
    copy: Copy, site: Path, rests: Rests, *, whole: bool, tell: Callable[[str], object]
) -> list[Difference]:
    """Compare a published copy with the rebuilt site: its files with its manifest, its numbers, its bytes."""
    broken = list(tampered(copy, digests(copy.folder)))
    numbers = compare_numbers(copy, site, rests)
    if not whole:
        if not numbers:
            tell(f"{copy.folder}: all values are the same.")
        return broken + numbers
    built = open_copy(str(site), site)
    files = list(compare_files(copy, built, reason(copy, built, numbers), numbers))
    if not broken + numbers + files:
        tell(f"{copy.folder}: all {len(built.manifest.files)} files identical.")
    return broken + numbers + files + list(compare_facts(copy, built))


def tampered(copy: Copy, found: Mapping[str, str]) -> Iterator[Difference]:
    """Tell which files of a copy are not as its own manifest says."""
    listed = copy.manifest.files
    for name in sorted(listed.keys() - found.keys()):
        yield Difference(name, "missing: the manifest of the copy names it")
    for name in sorted(found.keys() - listed.keys()):
        yield Difference(name, "unknown: the manifest of the copy does not name it")
    for name in sorted(listed.keys() & found.keys()):
        if listed[name] != Entry(sha256=found[name], bytes=(copy.folder / name).stat().st_size):
            yield Difference(name, "changed after it was published: not what the manifest of the copy says")


def compare_numbers(copy: Copy, site: Path, rests: Rests) -> list[Difference]:
    """Compare values and runs."""
    if not (copy.folder / "values.json").is_file():
        return [Difference("values.json", "missing in the copy: there are no values to compare")]
    try:
        return compare(site_evidence(copy.folder), site_evidence(site), rests, full)
    except UNREADABLE as error:
        return [Difference("values.json", f"cannot be compared: {error!r}")]


def compare_facts(copy: Copy, built: Copy) -> Iterator[Difference]:
    """Tell what else the manifests say otherwise; what one source cannot say in two ways speaks against the copy."""
    for name, line in changes(facts(copy), facts(built)).items():
        yield Difference("manifest.json", line, name in BOUND)


def compare_files(copy: Copy, built: Copy, why: str, numbers: Collection[Difference]) -> Iterator[Difference]:
    """Tell which files are missing, and which differ in their bytes."""
    there, here = digests(copy.folder), digests(built.folder)
    for name in sorted(here.keys() - there.keys()):
        yield Difference(name, "missing in the copy")
    for name in sorted(there.keys() - here.keys()):
        yield Difference(name, "missing in the rebuild")
    differing = [name for name in sorted(here.keys() & there.keys()) if there[name] != here[name]]
    pardoned = pardon(copy.folder, built.folder, differing, numbers)
    for name in differing:
        yield Difference(name, f"bytes differ: {why}", name not in pardoned)


def pardon(there: Path, here: Path, differing: Collection[str], numbers: Collection[Difference]) -> set[str]:
    """List the files that may differ: those that say the same but for last bits, and what is drawn from such numbers.

    Where tied runs have other labels, whatever rests on them may be drawn and worded otherwise, and no page, table or
    figure is held. What a build only copies is the same in any case.
    """
    made = {name for name in differing if "assets" not in Path(name).parts}
    if any(d.fails for d in numbers):
        return set()
    if any(d.tied for d in numbers):
        return made
    tables = {name for name in differing if name.startswith("data/") and alike(there / name, here / name)}
    if not numbers and not tables:
        return set()
    held = {name for name in differing if alike(there / name, here / name, printed=True) is False}
    return made - held


def reason(copy: Copy, built: Copy, numbers: Collection[Difference]) -> str:
    """Say why bytes may differ: other numbers, other versions of libraries, other sources, or no reason known."""
    if numbers:
        return "the numbers differ"
    return "; ".join(changes(facts(copy), facts(built)).values()) or "the numbers are the same, and so are all versions"


def facts(copy: Copy) -> dict[str, Any]:
    """Return what a manifest says beside the files."""
    return {**copy.manifest.versions, **{name: getattr(copy.manifest, name) for name in FACTS}}


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str]:
    """Tell what two mappings hold that is not the same."""
    names = [name for name in dict.fromkeys((*old, *new)) if old.get(name) != new.get(name)]
    return {name: f"{name} {old.get(name) or 'none'} there, {new.get(name) or 'none'} here" for name in names}
