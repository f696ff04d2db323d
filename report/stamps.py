"""Remembers what each generated file was made from, so that only what changed is made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from digitclust.store import digest


class Key(str):
    """A digest that knows the names of what it is a digest of, so that a change can be laid to one of them.

    Attributes
    ----------
    parts : mapping of str to str
        A digest for each name.
    """

    parts: Mapping[str, str]


def keyed(parts: Mapping[str, Any]) -> Key:
    """Return the key of named parts that JSON can hold."""
    each = {name: digest(part) for name, part in parts.items()}
    key = Key(digest(each))
    key.parts = each
    return key


@dataclass(frozen=True)
class Stamps:
    """A folder of stamps; a stamp holds the key of what a thing was made from, and the digest of what came out.

    Attributes
    ----------
    folder : Path
        Where they lie.
    why : callable
        Told the name of a thing that is not fresh, and the reason.
    """

    folder: Path
    why: Callable[[str, str], object] = lambda *_: None

    def fresh(self, name: str, key: str, made: Iterable[Path]) -> bool:
        """Tell whether a thing was made from that key and lies there as it was made."""
        stamp = self.read(name)
        if stamp.get("key") == key and stamp.get("made") == contents(made):
            return True
        self.why(name, reason(stamp, key))
        return False

    def read(self, name: str) -> Mapping[str, Any]:
        """Return a stamp; an empty one where there is none that can be read."""
        try:
            stamp = json.loads((self.folder / f"{name}.json").read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return stamp if isinstance(stamp, dict) else {}

    def set(self, name: str, key: str, made: Iterable[Path]) -> None:
        """Note that a thing has been made."""
        path = self.folder / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        stamp = {"key": key, "made": contents(made), "parts": getattr(key, "parts", {})}
        path.write_text(json.dumps(stamp), encoding="utf-8")


def reason(stamp: Mapping[str, Any], key: str) -> str:
    """Say why a thing has to be made."""
    if not stamp:
        return "for the first time"
    if stamp.get("key") == key:
        return "what was made is gone or damaged"
    return f"changed: {', '.join(changes(stamp, key)) or 'what it is made from'}"


def changes(stamp: Mapping[str, Any], key: str) -> list[str]:
    """List the parts of a key that are not what they were."""
    old, new = stamp.get("parts", {}), getattr(key, "parts", {})
    return [name for name in dict.fromkeys((*new, *old)) if old.get(name) != new.get(name)]


def contents(paths: Iterable[Path]) -> str:
    """Return one digest of files and of whole folders, by content and by place within the folder."""
    return digest([[sha256(file), str(file.relative_to(path))] for path in paths for file in files(path)])


def files(path: Path) -> list[Path]:
    """List a file as itself, a folder as all its files, sorted; what Python leaves behind does not count."""
    if path.is_file():
        return [path]
    return sorted(p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts)


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def tidy(folder: Path, keep: set[Path]) -> None:
    """Delete files of an earlier build that this one does not make."""
    for path in folder.rglob("*"):
        if path.is_file() and path not in keep:
            path.unlink()
