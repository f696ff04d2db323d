"""Tells whether two texts say the same but for last bits of their numbers, and whatever follows from those."""

from __future__ import annotations

import csv
import math
import re
from itertools import zip_longest
from pathlib import Path

from report.proof.comparison import full

# What another last bit changes altogether.
DERIVED = re.compile(
    r"sha256-[\w+/=]+|(?<![.,])\b(?=\d*[a-f])[0-9a-f]{12,}\b"  # digests
    r'|"bytes": \d+|\b\d+(?:[.,]\d+)?\s\w[B\u0411]\b'  # sizes, as records and as pages tell them
)
PROSE = re.compile(r"-?\d[\d.,]*(?<=\d)(?:e[-+]?\d+)?")  # versions and grouped thousands are taken whole
CODE = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?")
DECIMAL = re.compile(r"-?(?:\d+\.|0,|\d+,(?!\d{3}$)|\.)(\d+)")  # 1,337 is a count, 0,337 is none
WRITTEN = (".svg", ".json", ".js")  # by programs
EXACT = (".json", ".js")  # in full precision


def alike(copy: Path, built: Path, *, printed: bool = False) -> bool | None:
    """Tell whether a file of a copy has the words of the built one, and numbers apart by no more than rounding leaves.

    Parameters
    ----------
    copy, built : Path
        The files, of one name.
    printed : bool
        Whether a number that was rounded to be printed may also differ by one in its last digit, since the number
        behind it did.

    Returns
    -------
    bool or None
        None where the built file is no text.
    """
    if (there := decoded(built)) is None:
        return None
    if (here := decoded(copy)) is None:
        return False
    if built.suffix == ".csv":
        return same_table(here, there)
    number = CODE if built.suffix in WRITTEN else PROSE
    first, second = (DERIVED.sub("#", text) for text in (here, there))
    if number.sub("0", first) != number.sub("0", second):
        return False
    pairs = zip(number.findall(first), number.findall(second), strict=True)
    return all(near(*pair, printed=printed and built.suffix not in EXACT) for pair in pairs)


def decoded(path: Path) -> str | None:
    """Read a text; None where the file is none."""
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError:
        return None


def same_table(here: str, there: str) -> bool:
    """Compare two tables cell by cell; those for spreadsheets have semicolons and decimal commas."""
    mark = ";" if ";" in there.partition("\n")[0] else ","
    rows = zip_longest(*(csv.reader(text.splitlines(), delimiter=mark) for text in (here, there)), fillvalue=[])
    return all(len(a) == len(b) and all(map(near, a, b)) for a, b in rows)


def near(one: str, other: str, *, printed: bool = False) -> bool:
    """Tell whether two written numbers are the same but for what rounding leaves; of texts, whether they are equal."""
    if one == other:
        return True
    try:
        first, second = (float(number.replace(",", ".")) for number in (one, other))
    except ValueError:
        return False
    places = max((len(found[1]) for number in (one, other) if (found := DECIMAL.fullmatch(number))), default=0)
    unit = 1.01 * 10.0**-places if printed and places else 0.0
    return math.isclose(first, second, rel_tol=0, abs_tol=max(full(first), unit))
