"""The nouns: frozen records that travel in one direction and are never changed on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from digitclust.study import Study

Scalar = bool | int | float | str
Value = Scalar | tuple[Scalar, ...]
# The unit of a column of a table whose name means the same in every experiment. Other names an answer gives theirs.
COLUMN_UNITS = {
    **dict.fromkeys(("label", "name", "cluster", "random_state"), "label"),
    **dict.fromkeys(("share", "share_low", "share_high", "purity", "recall", "precision"), "share"),
    **dict.fromkeys(("accuracy", "accuracy_low", "accuracy_high", "accuracy_hungarian"), "share"),
    **{name: name for name in ("transform", "method", "metric", "p_value")},
    "inertia": "squared",
}


class InputError(ValueError):
    """Bad input, told in one line: what is wrong, where, and what to do."""


@dataclass(frozen=True)
class Dataset:
    """A data set as every other part sees it.

    Attributes
    ----------
    name : str
        Stem of the file in ``datasets/`` that loads it.
    data : ndarray of shape (n_samples, n_features)
        Features as float64; large data have them as their file does, in numbers of any type.
    target : ndarray of shape (n_samples,)
        True labels, as int64 or as texts; empty where nobody knows them.
    image_shape : tuple of int
        Height and width of one image in pixels; a height of 1 for features that are no image.
    levels : float
        Greatest grey level, an int where it is whole; 0 is background.
    facts : Mapping
        What the source says of itself and the report repeats: number of writers and the like.
    features : tuple of str
        Names of features that are no image.
    """

    name: str
    data: NDArray[Any]
    target: NDArray[Any]
    image_shape: tuple[int, int]
    levels: float
    facts: Mapping[str, Value] = field(default_factory=dict)
    features: tuple[str, ...] = ()

    @property
    def labelled(self) -> bool:
        """Whether the true labels are known."""
        return len(self.target) > 0

    @property
    def images(self) -> NDArray[Any]:
        """The data as images, shape (n_samples, height, width)."""
        return self.data.reshape(len(self.data), *self.image_shape)


@dataclass(frozen=True)
class Partition:
    """What a clustering method found.

    Attributes
    ----------
    labels : ndarray of shape (n_samples,)
        Cluster of each image, from 0; -1 is noise, which belongs to none.
    centers : ndarray of shape (n_clusters, n_features)
        Cluster centres.
    inertia : float
        Sum of squared distances to the nearest centre, in squared grey levels.
    n_iter : int
        Iterations until nothing changed.
    """

    labels: NDArray[np.int64]
    centers: NDArray[np.float64]
    inertia: float
    n_iter: int


@dataclass(frozen=True)
class Runs:
    """Many runs of one method on the same features, a seed each.

    Attributes
    ----------
    labels : ndarray of shape (n_runs, n_samples)
        Cluster of each image in each run, from 0; -1 is noise.
    inertia : ndarray of shape (n_runs,)
        Sum of squared distances to the nearest centre, in squared units of the features.
    n_iter : ndarray of shape (n_runs,)
        Iterations until nothing changed.
    """

    labels: NDArray[np.integer[Any]]
    inertia: NDArray[np.float64]
    n_iter: NDArray[np.int64]


@dataclass(frozen=True)
class Tools:
    """What ``run`` hands to an experiment. A name is a stem, or a stem with an argument: ``raw``, ``pca:16``.

    Attributes
    ----------
    features : callable
        ``features(transform)``: the data after a transform, shape (n_samples, n_features).
    fit : callable
        ``fit(method, data, *, n_clusters, n_init, random_state)``: a ``Partition``.
    runs : callable
        ``runs(transform, method, *, n_clusters, random_states, n_init=1)``: a ``Runs``, fitted side by side and
        remembered, so that two experiments may ask for the same.
    seeded : callable
        ``seeded(method)``: whether another seed may find another partition.
    metric : callable
        Stem to module with ``score`` and ``UNIT``.
    map : callable
        ``map(function, items)``: the list of what the function makes of each item, made side by side.
    """

    features: Callable[[str], NDArray[Any]]
    fit: Callable[..., Partition]
    runs: Callable[..., Runs]
    seeded: Callable[[str], bool]
    metric: Callable[[str], Any]
    map: Callable[[Callable[[Any], Any], Iterable[Any]], list[Any]]


@dataclass(frozen=True)
class Answer:
    """What one experiment found.

    Attributes
    ----------
    values : Mapping
        Name to number, text, or tuple of them. An id is the experiment's stem, a dot, and the name.
    units : Mapping
        Name of a value, or of a column of the tables, to unit, where it is not the one of its type: ``count`` for
        int, ``score`` for float, else ``text``.
    tables : Mapping
        Name to tidy DataFrame.
    arrays : Mapping
        Name to array: what figures draw and nobody reads.
    key : str
        Digest of all that went into the answer (see ``digitclust.store``).
    axes : Mapping
        Array to the names of its axes, for whoever reads it as a table. A name is counted from 0; a name such as
        ``clusters.cluster`` takes its numbers from a column of a table of this answer, or from several.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    arrays: Mapping[str, NDArray[Any]] = field(default_factory=dict)
    key: str = ""
    axes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __or__(self, other: Answer) -> Answer:
        """Put two parts of an answer together."""
        names = ("values", "units", "tables", "arrays", "axes")
        return Answer(**{name: {**getattr(self, name), **getattr(other, name)} for name in names})  # type: ignore[arg-type]  # not the key


@dataclass(frozen=True)
class Results:
    """All answers of a study, by the stem of the experiment."""

    study: Study
    answers: Mapping[str, Answer]

    def __getitem__(self, stem: str) -> Answer:
        """Return the answer of one experiment."""
        return self.answers[stem]

    @cached_property
    def held(self) -> frozenset[str]:
        """What can be needed of the answers: their stems, and each value, table and array by its id."""
        parts = {stem: (a.values, a.tables, a.arrays) for stem, a in self.answers.items()}
        return frozenset(parts) | {f"{stem}.{name}" for stem, own in parts.items() for part in own for name in part}

    def number(self, name: str) -> float:
        """Return the value of an id that is one number."""
        value = self.values[name]
        if isinstance(value, str | tuple):
            raise TypeError(f"the value '{name}' is no number but {value!r}")
        return value

    @cached_property
    def values(self) -> dict[str, Value]:
        """Every value by its id, in the order of the study."""
        return {f"{stem}.{name}": value for stem, a in self.answers.items() for name, value in a.values.items()}

    @cached_property
    def units(self) -> dict[str, str]:
        """The unit of every value by its id."""
        return {f"{stem}.{name}": unit_of(a, name) for stem, a in self.answers.items() for name in a.values}


def column_unit(units: Mapping[str, str], table: pd.DataFrame, column: str) -> str:
    """Return the unit of a column: the one its answer gives its name, else the usual one, else that of its type."""
    by_type = {"f": "score", "i": "count", "u": "count"}
    return units.get(column, COLUMN_UNITS.get(column, by_type.get(table[column].dtype.kind, "text")))


def unit_of(answer: Answer, name: str) -> str:
    """Return the unit of a value: the one it was given, else the one of its type."""
    value = answer.values[name]
    sample = value[0] if isinstance(value, tuple) and value else value
    by_type = {bool: "text", int: "count", float: "score"}
    return answer.units.get(name, by_type.get(type(sample), "text"))
