"""Remembers what each generated file was made from, so that only what changed is made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from digitclust.store import digest


@dataclass(frozen=True)
class Stamps:
    """A folder of stamps; a stamp holds the key of what a thing was made from, and the digest of what came out."""

    folder: Path

    def fresh(self, name: str, key: str, made: Iterable[Path]) -> bool:
        """Tell whether a thing was made from that key and lies there as it was made."""
        try:
            stamp = json.loads((self.folder / f"{name}.json").read_text("utf-8"))
            return bool(stamp == {"key": key, "made": contents(made)})
        except (OSError, ValueError):
            return False

    def set(self, name: str, key: str, made: Iterable[Path]) -> None:
        """Note that a thing has been made."""
        path = self.folder / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"key": key, "made": contents(made)}), encoding="utf-8")


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
