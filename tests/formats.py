"""What tests of data stand on: the digits, a study of a file, and IDX, which nothing else writes."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from digitclust.datasets import digits

DIGITS = digits.load()
STUDY = """
[experiments.data]
[experiments.reference]
"""


def idx(array: NDArray[Any], code: int) -> bytes:
    """Return an array as IDX."""
    return struct.pack(f">HBB{array.ndim}I", 0, code, array.ndim, *array.shape) + array.tobytes()


def asked(folder: Path, dataset: str, rest: str = STUDY) -> Path:
    """Write a study file and return its path."""
    path = folder / "my.toml"
    path.write_text(f"[dataset]\n{dataset}\n{rest}", encoding="utf-8")
    return path
