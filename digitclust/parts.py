"""Data a part at a time, so that what is said of all images never asks for memory for all of them.

Large data keep the type that their file has, in few bytes for a number; here a part of them at a time becomes float64.
Data of one part give what numpy gives for the whole, to the last bit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitclust.records import Dataset

PART = 2**20  # numbers in a part: 8 MiB as float64
LARGE = 2**24  # numbers above which data stay as they lie: 128 MiB as float64


def rows(data: NDArray[Any], size: int = 0) -> Iterator[slice]:
    """Cut data into parts of that many rows, by default of about ``PART`` numbers."""
    size = size or max(1, PART * len(data) // max(1, data.size))
    return (slice(start, start + size) for start in range(0, len(data), size))


def cut(data: NDArray[Any], size: int = 0) -> Iterator[tuple[slice, NDArray[np.float64]]]:
    """Yield part by part which rows they are, and these as float64 with one zero only."""
    for some in rows(data, size):
        yield some, data[some].astype(np.float64) + 0.0


def parts(data: NDArray[Any], size: int = 0) -> Iterator[NDArray[np.float64]]:
    """Yield the rows part by part as float64."""
    return (part for _, part in cut(data, size))


def loaded(dataset: Dataset) -> Dataset:
    """Return the data with all numbers in memory, as float64."""
    if dataset.data.dtype == np.float64 and dataset.data.size <= LARGE:
        return dataset
    return replace(dataset, data=np.add(dataset.data, 0.0, dtype=np.float64))


def share(data: NDArray[Any], number: float) -> float:
    """Return the share of the numbers that are that one."""
    return float(sum(int((part == number).sum()) for part in parts(data)) / data.size)


def means(data: NDArray[Any], groups: NDArray[Any], names: NDArray[Any]) -> NDArray[np.float64]:
    """Return the mean row of each group.

    Parameters
    ----------
    data : ndarray of shape (n_samples, n_features)
        Numbers of any type.
    groups : ndarray of shape (n_samples,)
        The group of each row.
    names : ndarray of shape (n_groups,)
        The groups that are wanted.

    Returns
    -------
    ndarray of shape (n_groups, n_features)
    """
    sums = np.zeros((len(names), data.shape[1]))
    for some, part in cut(data):
        sums += [part[groups[some] == name].sum(axis=0) for name in names]
    return np.asarray(sums / [[(groups == name).sum()] for name in names])


def spread(data: NDArray[Any]) -> NDArray[np.float64]:
    """Return the standard deviation of each column."""
    (mean,) = means(data, np.zeros(len(data)), np.zeros(1))
    squares = np.sum([((part - mean) ** 2).sum(axis=0) for part in parts(data)], axis=0)
    return np.asarray(np.sqrt(squares / len(data)))


def count(data: NDArray[Any], most: int) -> tuple[NDArray[np.float64], NDArray[np.int64]] | None:
    """Count how often each number occurs; None where there are more different numbers than that."""
    found: dict[float, int] = {}
    for part in parts(data):
        numbers, times = np.unique(part, return_counts=True)
        for number, n in zip(numbers.tolist(), times.tolist(), strict=True):
            found[number] = found.get(number, 0) + n
        if len(found) > most:
            return None
    numbers = np.array(sorted(found))
    return numbers, np.array([found[number] for number in numbers.tolist()])


def histogram(data: NDArray[Any], bins: int, greatest: float) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Count the numbers in equal steps from 0 to the greatest, and return the edges of these too."""
    found = [np.histogram(part, bins=bins, range=(0, greatest)) for part in parts(data)]
    return np.sum([counts for counts, _ in found], axis=0), found[0][1]


def distances(data: NDArray[Any], groups: NDArray[Any], names: NDArray[Any]) -> NDArray[np.float64]:
    """Return the squared distance of each row to the mean of its group, in squared units of the data."""
    order = np.argsort(names)
    centres, places = means(data, groups, names), order[np.searchsorted(names, groups, sorter=order)]
    return np.concatenate([((part - centres[places[some]]) ** 2).sum(axis=1) for some, part in cut(data)])
