"""The data of a study, opened: they are what the study means, and they stay so while they are read."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from digitclust import sources
from digitclust.records import Dataset, InputError
from digitclust.study import DatasetChoice, fetch


def identity(choice: DatasetChoice) -> dict[str, Any]:
    """Return what the data depend on: the loader's options, and the content of the files that they name."""
    return sources.identity(choice.options) if choice.options else {}


def opened(choice: DatasetChoice, seen: dict[str, Any]) -> Dataset:
    """Load the data; refuse files that have changed since they were seen, or change while they are read."""
    loaded: Dataset = fetch("datasets", choice.name).load(choice.options)
    if identity(choice) != seen:
        raise InputError(f"dataset: the files of '{choice.name}' changed while they were read; try again")
    return loaded


def refuse_other(choice: DatasetChoice, found: str) -> None:
    """Refuse data that are not those which the study pins."""
    if choice.digest != f"sha256:{found}":
        raise InputError(
            f"dataset.digest: the data are not those of the study: it pins {choice.digest}, they are sha256:{found}"
        )


def refuse_too_many(stem: str, options: Any, data: NDArray[Any]) -> None:
    """Refuse more clusters than there are different images."""
    wanted = getattr(options, "n_clusters", 0)
    there = count_distinct(data, wanted)
    if wanted > there:
        raise InputError(
            f"experiments.{stem}.n_clusters: {wanted} clusters cannot be made of {there} different images; "
            f"choose a number from 2 to {there}"
        )


def count_distinct(data: NDArray[Any], enough: int) -> int:
    """Count different rows, but no farther than is enough."""
    seen: set[bytes] = set()
    for row in data:
        if len(seen) >= enough:
            break
        seen.add((row + 0.0).tobytes())  # there is one zero only
    return len(seen)
