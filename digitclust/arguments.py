"""Refuses an argument of a thing on a shelf that is out of range: ``pca:100`` where there are 64 features."""

from __future__ import annotations

from digitclust.records import InputError


def whole(thing: str, name: str, value: object, low: int, high: int) -> int:
    """Return a whole number from low to high, both included.

    Parameters
    ----------
    thing : str
        Shelf and stem, such as ``transforms.pca``.
    name : str
        What the argument is called.
    value : object
        What the study says.
    low, high : int
        The range.

    Raises
    ------
    InputError
        When the value is no whole number or lies elsewhere.
    """
    if not isinstance(value, int) or not low <= value <= high:
        raise InputError(f"{thing}: {name} must be a whole number from {low} to {high}, got {value!r}")
    return value
