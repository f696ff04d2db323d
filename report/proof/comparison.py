"""Compares two answers to one study: which numbers differ, by how much, and whether that may be."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FULL = 1e-9  # relative difference that rounding on another processor may leave
LEAST = 1e-12  # and the absolute one, for what is nearly nothing
MOVED = 0.05  # relative difference up to which a number that rests on tied runs counts as the same finding
CRITICAL = 1.949  # of Kolmogorov and Smirnov's statistic for two large samples, level 0.001 (Smirnov 1948)

TIED = ": tied runs"
RESTS = ": rests on tied runs"

Run = Mapping[str, Any]
Tolerance = Callable[[float], float]
Rests = Callable[[str], bool]


@dataclass(frozen=True)
class Difference:
    """One thing that is not the same.

    Attributes
    ----------
    where : str
        The id of a value, a run or a file.
    what : str
        How it differs, in a line.
    fails : bool
        Whether it speaks against the copy; last bits and tied runs do not.
    n_moved : int
        How many tied runs have other labels.
    """

    where: str
    what: str
    fails: bool = True
    n_moved: int = 0

    @property
    def tied(self) -> bool:
        """Tell whether it is laid to tied runs."""
        return self.n_moved > 0 or self.what.endswith(RESTS)


@dataclass(frozen=True)
class Evidence:
    """What one build found: values by id, and by the id of each table that lists runs these by name."""

    values: Mapping[str, Any]
    runs: Mapping[str, Mapping[str, Run]]


def full(number: float) -> float:
    """Return the tolerance of a number in full precision."""
    return max(LEAST, FULL * abs(number))


def printed(number: float) -> float:
    """Return the tolerance of a number in a lock: one in its last digit."""
    return 1.01e-6 if abs(number) < 1000 else 0.0101


def compare(there: Evidence, here: Evidence, rests: Rests, tolerance: Tolerance) -> list[Difference]:
    """List what differs between a copy and a rebuild.

    Parameters
    ----------
    there, here : Evidence
        The copy and the rebuild.
    rests : callable
        Takes the id of a value, tells whether it rests on runs of many seeds and may move with those that meet ties.
    tolerance : callable
        Takes a number, returns how far another may be from it.
    """
    found = [d for name in dict.fromkeys((*there.runs, *here.runs)) for d in compare_runs(name, there, here, tolerance)]
    moved = sum(d.n_moved for d in found if not d.fails)
    for name in dict.fromkeys((*there.values, *here.values)):
        found += compare_value(name, there.values, here.values, moved if rests(name) else 0, tolerance)
    return found


def compare_value(
    name: str, there: Mapping[str, Any], here: Mapping[str, Any], ties: int, tolerance: Tolerance
) -> Iterator[Difference]:
    """Tell how one value differs; it may rest on a number of tied runs that have other labels."""
    if name not in there or name not in here:
        yield Difference(name, f"only in the {'rebuild' if name not in there else 'copy'}")
        return
    old, new = there[name], here[name]
    if old == new or same_nothing(old, new):
        return
    size = apart(old, new)
    shown = f"{old} there, {new} rebuilt"
    if size is None:
        holds = ties > 0 and type(old) is type(new)
        yield Difference(name, shown + (RESTS if holds else ""), not holds)
        return
    allowed = tolerance(largest(old))
    shown += f" (by {size:.3g}; tolerance {allowed:.1g})"
    if size <= allowed:
        yield Difference(name, f"{shown}: last bits", fails=False)
    else:
        holds = ties > 0 and (follows(name, old) or size <= within(old, ties))
        yield Difference(name, shown + (RESTS if holds else ""), not holds)


def follows(name: str, value: Any) -> bool:
    """Tell whether a value names runs or classes: its size means nothing, and it is another where others come first."""
    return isinstance(value, list) or name.endswith("random_state")


def within(value: float, ties: int) -> float:
    """Return how far a number may move with some runs: a count by as many, or as much as a finding stays the same."""
    return max(ties if isinstance(value, int) else 0, MOVED * abs(value))


def same_nothing(old: Any, new: Any) -> bool:
    """Tell whether both are undefined."""
    return isinstance(old, float) and isinstance(new, float) and math.isnan(old) and math.isnan(new)


def apart(old: Any, new: Any) -> float | None:
    """Return how far two numbers or lists of numbers are apart; None where that has no meaning."""
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new) and old:
        each = [apart(*pair) for pair in zip(old, new, strict=True)]
        return None if None in each else max(size for size in each if size is not None)
    numbers = all(isinstance(value, int | float) and not isinstance(value, bool) for value in (old, new))
    return abs(old - new) if numbers and math.isfinite(old - new) else None


def largest(value: Any) -> float:
    """Return the size of a number, or of the largest of a list."""
    return float(max(map(abs, value)) if isinstance(value, list) else abs(value))


def compare_runs(name: str, there: Evidence, here: Evidence, tolerance: Tolerance) -> Iterator[Difference]:
    """Tell how the runs of one table differ: labels, scores, and where ties decide, the distribution."""
    old, new = there.runs.get(name, {}), here.runs.get(name, {})
    if old.keys() != new.keys():
        yield Difference(name, f"{len(old)} runs there, {len(new)} rebuilt")
        return
    moved = []
    for key, run in old.items():
        if run["digest"] == new[key]["digest"]:
            yield from compare_scores(f"{name}[{key}]", run, new[key], tolerance)
        elif run["ties"] != 0 and new[key]["ties"] != 0:  # they are many, or not known
            moved.append(key)
        else:
            yield Difference(f"{name}[{key}]", "the labels differ, though no distances are tied")
    for group, keys in grouped(moved, old).items():
        among = [key for key in old if of_group(key, group)]
        place = f"{name}[{group}]" if group else name
        yield distribution(place, len(keys), [old[key] for key in among], [new[key] for key in among])


def grouped(keys: Sequence[str], known: Collection[str]) -> dict[str, list[str]]:
    """Part runs by what their names begin with: one method, transform or number of clusters with many seeds."""
    groups = {key.rpartition(" ")[0] for key in known}
    if len(groups) == len(known):  # each run stands for itself
        groups = {""}
    found = {group: [key for key in keys if of_group(key, group)] for group in sorted(groups)}
    return {group: own for group, own in found.items() if own}


def of_group(key: str, group: str) -> bool:
    """Tell whether the name of a run begins so; every name begins with nothing."""
    return not group or key.rpartition(" ")[0] == group


def compare_scores(name: str, old: Run, new: Run, tolerance: Tolerance) -> Iterator[Difference]:
    """Compare the numbers of a run whose labels are the same."""
    there, here = ({f"{name}.{c}": n for c, n in run.items()} for run in (old, new))
    for column in dict.fromkeys((*there, *here)):
        yield from compare_value(column, there, here, 0, tolerance)


def distribution(name: str, n_tied: int, old: Sequence[Run], new: Sequence[Run]) -> Difference:
    """Tell of tied runs whose labels differ, and whether the scores of all runs are spread as they were."""
    score = "accuracy" if all("accuracy" in run for run in (*old, *new)) else "inertia"
    told = f"the labels of {n_tied} of {len(old)} differ"
    statistic = distance([run[score] for run in old], [run[score] for run in new])
    allowed = CRITICAL * math.sqrt((len(old) + len(new)) / (len(old) * len(new)))
    holds = statistic <= allowed
    told += f"; the distribution of the {score} {'holds' if holds else 'does not hold'}"
    told += f" (distance {statistic:.3f}, at most {allowed:.3f})"
    return Difference(f"{name}{TIED}", told, not holds, n_tied)


def distance(first: Sequence[float], second: Sequence[float]) -> float:
    """Return the largest distance of two empirical distributions, Kolmogorov and Smirnov's statistic."""
    return max(abs(share(first, level) - share(second, level)) for level in {*first, *second})


def share(numbers: Sequence[float], level: float) -> float:
    """Return the share of numbers up to a level."""
    return sum(value <= level for value in numbers) / len(numbers)
