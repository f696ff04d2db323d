"""A folder is a registry: the files on a shelf are the things that can be named in a study."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def stems(shelf: Path) -> tuple[str, ...]:
    """Return the names of the things on a shelf, sorted."""
    return tuple(sorted(p.stem for p in shelf.glob("*.py") if not p.stem.startswith("_")))


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a hint that names the nearest known name, or all of them where none is near."""
    known = sorted(known)
    close = difflib.get_close_matches(name, known, n=1)
    return f"did you mean '{close[0]}'?" if close else f"there is: {', '.join(known)}"


def constant(path: Path, name: str) -> Any:
    """Read a constant of a file without importing it; None where it has none."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and [getattr(t, "id", "") for t in node.targets] == [name]:
            return ast.literal_eval(node.value)
    return None
