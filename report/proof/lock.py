"""The answer in a form that a review can read: one line a value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from digitclust.records import Results, Scalar, Value

if TYPE_CHECKING:
    import pandas as pd

TRACES = ("digest", "ties")  # of a run: a digest of its labels, and how many images its first step met ties with
SCORED = {"accuracy", "inertia"}  # a table of runs has one of them; what lists runs again for the explorer has none
SEED = "random_state"
UNKNOWN = -1  # ties of a run that starts otherwise, or whose features were rounded
SECTION = re.compile(r"^\[(.+)\]\n# .+ = \[(.+)\]$", re.MULTILINE)
HEAD = """\
# The answer to the study file beside this one. A build writes it; a change of numbers shows in a review.
# One line a value: six digits after the point, or two from a thousand on; digests whole.
# A section of runs has a line for each, below a comment that names what stands before the sign and what after it.
# The digest is that of the labels. Where ties are not 0, an image was exactly as far from two starting centres, and
# rounding chose: such a run, and a value that rests on it, may come out otherwise on another processor. So may a run
# whose ties are "none": it starts otherwise, or its features were rounded.
"""


def text(results: Results) -> str:
    """Write every value of every experiment, in the order of the study."""
    parts = [HEAD]
    for stem, answer in results.answers.items():
        lines = [f"{name} = {show(value)}" for name, value in answer.values.items()]
        parts.append("\n".join([f"[{stem}]", *lines]) + "\n")
        parts += [runs(f"{stem}.{name}", table) for name, table in answer.tables.items() if lists_runs(map(str, table))]
    return "\n".join(parts)


def lists_runs(columns: Iterable[str]) -> bool:
    """Tell by its columns whether a table has a row for each run."""
    names = set(columns)
    return set(TRACES) <= names and bool(SCORED & names)


def parted(columns: Iterable[str]) -> tuple[list[str], list[str]]:
    """Part the columns of a table of runs into those that name a run and those that tell what it found.

    The names end with the seed, or are the first column where all runs have the same. What was found stands between
    them and the digest; counts of iterations and the like, ``n_...``, are left out.
    """
    names = list(columns)
    end = names.index(SEED) + 1 if SEED in names else 1
    found = [name for name in names[end : names.index("digest")] if not name.startswith("n_")]
    return names[:end], [*found, *TRACES]


def runs(section: str, table: pd.DataFrame) -> str:
    """Write the runs of a table: what names each, then the columns that the first line tells."""
    names, found = parted(map(str, table))
    rows = table[[*names, *found]].itertuples(index=False, name=None)
    lines = [line(row[: len(names)], row[len(names) :]) for row in rows]
    return "\n".join([f"[{section}]", f"# {' '.join(names)} = [{', '.join(found)}]", *lines]) + "\n"


def line(names: Sequence[Scalar], found: Sequence[Scalar]) -> str:
    """Write one run; ties that are not known are none."""
    key, *rest, ties = " ".join(map(str, names)), *found
    cells = (*rest, "none" if ties == UNKNOWN else ties)
    return f"{key if key.isdecimal() else show(key)} = {show(cells)}"


def columns(text: str) -> dict[str, list[str]]:
    """Read what the runs of each section of a lock tell, which stands in the comments."""
    return {section: found.split(", ") for section, found in SECTION.findall(text)}


def show(value: Value) -> str:
    """Write a value as TOML; a float to six significant digits, or six after the point below one."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(show, value))}]"
    if isinstance(value, float):
        return f"{value:.6f}" if abs(value) < 1000 else f"{value:.2f}"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value).lower()


def update(results: Results, path: Path) -> bool:
    """Write the lock if it says something else; return whether it did."""
    new = text(results)
    if path.is_file() and path.read_text("utf-8") == new:
        return False
    aside = path.with_name(f".{path.name}.part")
    aside.write_text(new, encoding="utf-8", newline="\n")
    aside.replace(path)
    return True
