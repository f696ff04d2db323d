"""The answer in a form that a review can read: one line a value."""

from __future__ import annotations

from pathlib import Path

from digitclust.records import Results, Value

HEAD = """\
# The answer to the study file beside this one. A build writes it; a change of numbers shows in a review.
# One line a value: six digits after the point, or two from a thousand on; digests whole.
"""


def text(results: Results) -> str:
    """Write every value of every experiment, in the order of the study."""
    parts = [HEAD]
    for stem, answer in results.answers.items():
        lines = [f"{name} = {show(value)}" for name, value in answer.values.items()]
        parts.append("\n".join([f"[{stem}]", *lines]) + "\n")
    return "\n".join(parts)


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
    path.write_text(new, encoding="utf-8", newline="\n")
    return True
