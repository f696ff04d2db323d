"""What the data of a study are like, and which experiments demand of them what they lack."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from digitclust.discover import constant
from digitclust.keys import source
from digitclust.parts import parts
from digitclust.pinning import data_digest
from digitclust.records import Answer, Dataset
from digitclust.store import Store, digest
from digitclust.study import SHELVES, DatasetChoice

FEW = 4096  # grey levels, all of them whole numbers: as many as the data of the explorer have letters for


@dataclass(frozen=True)
class Description:
    """The digest of the data, and what they have that an experiment may demand."""

    digest: str
    traits: tuple[str, ...]


def describe(choice: DatasetChoice, store: Store, load: Callable[[], Dataset]) -> Description:
    """Describe the data; that is remembered, so that they need not be loaded for it."""

    def look() -> Answer:
        return Answer({"digest": data_digest(load()), "traits": traits(load())})

    values: Any = store.remember(digest("data", source(choice)), look).values
    return Description(**values)


def traits(dataset: Dataset) -> tuple[str, ...]:
    """Tell what data have that an experiment may demand; that includes the name of the data set."""
    grey = dataset.levels < FEW and all((part % 1 == 0).all() for part in parts(dataset.data))
    image = not dataset.features
    found = {"labels": dataset.labelled, "pixels": image, "whole grey levels": image and grey}
    return (dataset.name, *(trait for trait, there in found.items() if there))


def lacking(stem: str, traits: Collection[str]) -> list[str]:
    """List what an experiment demands of the data, in a constant ``DEMANDS``, and they lack."""
    demands = constant(SHELVES["experiments"] / f"{stem}.py", "DEMANDS") or ()
    return [trait for trait in demands if trait not in traits]
