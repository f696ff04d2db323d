"""Tells whether two texts say the same but for last bits of their numbers, and whatever follows from those."""

from __future__ import annotations

import math
import re
from pathlib import Path

from report.proof.comparison import full

# What another last bit changes altogether: digests, and how many bytes a file has.
DERIVED = re.compile(
    r"sha256-[\w+/=]+|(?<![.,])\b(?=\d*[a-f])[0-9a-f]{12,}\b"  # digests
    r'|"bytes": \d+|\b\d+(?:[.,]\d+)?\s\w[B\u0411]\b'  # sizes, as records and as pages tell them
)
NUMBER = re.compile(r"\d+(?:[.,](\d+))?(?:e[-+]?\d+)?")
DECIMAL_COMMA = str.maketrans(",", ".")


def alike(one: Path, other: Path, *, printed: bool = False) -> bool | None:
    """Tell whether two files have the same words, and numbers apart by no more than rounding leaves.

    Parameters
    ----------
    one, other : Path
        The files.
    printed : bool
        Whether a number may also differ by one in its last printed digit, since the number behind it did.

    Returns
    -------
    bool or None
        None where the files are no text.
    """
    try:
        first, second = (DERIVED.sub("#", path.read_bytes().decode()) for path in (one, other))
    except UnicodeDecodeError:
        return None
    if NUMBER.sub("0", first) != NUMBER.sub("0", second):
        return False
    return all(near(a, b, printed) for a, b in zip(NUMBER.finditer(first), NUMBER.finditer(second), strict=True))


def near(one: re.Match[str], other: re.Match[str], printed: bool) -> bool:
    """Tell whether two written numbers are the same but for what rounding leaves."""
    if one[0] == other[0]:
        return True
    first, second = (float(number[0].translate(DECIMAL_COMMA)) for number in (one, other))
    places = min(len(number[1] or "") for number in (one, other) if number[1]) if one[1] or other[1] else None
    unit = 1.01 * 10.0**-places if printed and places else 0.0
    return math.isclose(first, second, rel_tol=0, abs_tol=max(full(first), unit))
