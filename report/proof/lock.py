"""The answer in a form that a review can read: one line a value."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from digitclust.records import Results, Value

if TYPE_CHECKING:
    import pandas as pd

RUNS = "runs"  # the table of an experiment that lists its runs, a row for each seed
COLUMNS = ("correct", "accuracy", "accuracy_hungarian", "ari", "inertia", "digest", "ties")
HEAD = """\
# The answer to the study file beside this one. A build writes it; a change of numbers shows in a review.
# One line a value: six digits after the point, or two from a thousand on; digests whole.
# A section of runs has a line for each seed. Where its ties are not 0, an image was exactly as far from two starting
# centres, and rounding chose: such a run, and a value that rests on it, may come out otherwise on another processor.
"""


def text(results: Results) -> str:
    """Write every value of every experiment, in the order of the study."""
    parts = [HEAD]
    for stem, answer in results.answers.items():
        lines = [f"{name} = {show(value)}" for name, value in answer.values.items()]
        parts.append("\n".join([f"[{stem}]", *lines]) + "\n")
        if set(COLUMNS) <= set(answer.tables.get(RUNS, ())):
            parts.append(runs(stem, answer.tables[RUNS]))
    return "\n".join(parts)


def runs(stem: str, table: pd.DataFrame) -> str:
    """Write the runs of an experiment: the seed, then the columns that the first line names."""
    rows = table[["random_state", *COLUMNS]].itertuples(index=False)
    lines = [f"{state} = {show(tuple(cells))}" for state, *cells in rows]
    return "\n".join([f"[{stem}.{RUNS}]", f"# random_state = [{', '.join(COLUMNS)}]", *lines]) + "\n"


def show(value: Value) -> str:
    """Write a value as TOML; a float to six significant digits, or six after the point below one."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(show, value))}]"
    if isinstance(value, float):
        return f"{value:.6f}" if abs(value) < 1000 else f"{value:.2f}"
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def update(results: Results, path: Path) -> bool:
    """Write the lock if it says something else; return whether it did."""
    new = text(results)
    if path.is_file() and path.read_text("utf-8") == new:
        return False
    aside = path.with_name(f".{path.name}.part")
    aside.write_text(new, encoding="utf-8", newline="\n")
    aside.replace(path)
    return True
