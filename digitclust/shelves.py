"""Things on shelves at work: a transform and a method are applied by name, and say of themselves what they need."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitclust.discover import constant
from digitclust.parallel import single_threaded
from digitclust.records import Answer
from digitclust.store import Store
from digitclust.study import SHELVES, fetch


def verb(shelf: str, name: str) -> Callable[..., Any]:
    """Return the verb of a thing on a shelf; an argument after a colon is bound to its ``PARAMETER``."""
    stem, _, argument = name.partition(":")
    module = fetch(shelf, stem)
    function: Callable[..., Any] = getattr(module, {"transforms": "transform", "methods": "fit"}[shelf])
    if not argument:
        return function
    return partial(function, **{module.PARAMETER: int(argument) if argument.isdigit() else argument})


def said(shelf: str, name: str, what: str) -> Any:
    """Return a constant by which a thing on a shelf says what it needs; None where it says nothing."""
    return constant(SHELVES[shelf] / f"{name.partition(':')[0]}.py", what)


def accepted(shelf: str, name: str, data: NDArray[Any]) -> NDArray[Any]:
    """Return the data as a thing on a shelf accepts them: as float64, unless it says ``ANY_NUMBERS = True``."""
    if data.dtype == np.float64 or said(shelf, name, "ANY_NUMBERS"):
        return data
    return np.asarray(data, dtype=np.float64)


def applied(shelf: str, name: str, data: NDArray[Any], **options: int) -> Any:
    """Let a thing on a shelf do its work, with one thread for linear algebra."""
    return single_threaded(partial(verb(shelf, name), **options), accepted(shelf, name, data))


def transformed(transform: str, data: NDArray[Any]) -> Answer:
    """Transform the data, as an answer that can be remembered."""
    return Answer(arrays={"features": np.asarray(applied("transforms", transform, data))})


def keep(store: Store, works: Mapping[str, Callable[[], Answer]]) -> None:
    """Remember what one work after another makes, each under its key."""
    for key, work in works.items():
        store.remember(key, work)


def slow(transform: str) -> bool:
    """Tell whether a transform takes so long that it is remembered; it says ``SLOW = True``."""
    return said("transforms", transform, "SLOW") is True


def seeded(method: str) -> bool:
    """Tell whether another seed may find another partition; a method without chance says ``SEEDED = False``."""
    return said("methods", method, "SEEDED") is not False
