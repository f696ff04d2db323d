"""A sweep over seeds against the plain loop of scikit-learn, in one run."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.datasets import load_digits, make_blobs

from benchmarks.watch import Measure
from digitclust import Dataset, Store
from digitclust.running import Bench
from digitclust.study import DatasetChoice

Data = NDArray[np.float64]
SEEDS = {"digits": 1000, "blobs": 8}  # n_init=1 for each


@cache
def data(name: str) -> Data:
    """Return the digits, or 20000 points with 784 features in overlapping groups: the size of a known bigger set."""
    if name == "digits":
        return np.asarray(load_digits().data)
    return np.asarray(make_blobs(20_000, 784, centers=10, cluster_std=30.0, random_state=0)[0])


def plain(name: str) -> None:
    """Fit once for each seed, as a notebook does."""
    for state in range(SEEDS[name]):
        KMeans(10, n_init=1, random_state=state).fit(data(name))


def sweep(name: str, n_jobs: int) -> None:
    """Fit once for each seed as an experiment does; nothing is remembered."""
    bench = Bench(DatasetChoice(), Store(), lambda: None, n_jobs)
    vars(bench)["dataset"] = Dataset(name, data(name), np.zeros(len(data(name)), np.int64), (1, 1), 16)
    bench.runs("raw", "kmeans", n_clusters=10, random_states=range(SEEDS[name]))


WAYS: dict[str, Callable[[str], None]] = {
    "a loop of scikit-learn, as it comes": plain,
    "`tools.runs`, one process": partial(sweep, n_jobs=1),
    "`tools.runs`, two processes": partial(sweep, n_jobs=2),
}


@pytest.mark.parametrize("name", SEEDS)
@pytest.mark.parametrize("way", WAYS)
def bench_sweep(measure: Measure, name: str, way: str) -> None:
    """Time one way; the processes are there already, as they are when a study has begun."""
    shape = " x ".join(map(str, data(name).shape))
    if way.endswith("two processes"):
        Bench(DatasetChoice(), Store(), lambda: None, 2).runs("raw", "kmeans", n_clusters=2, random_states=range(64))
    measure(f"{SEEDS[name]} seeds, {name}, {shape}", way, partial(WAYS[way], name), rounds=3)
