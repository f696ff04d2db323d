"""Work side by side: the number of processes changes nothing but the time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from threadpoolctl import threadpool_info
from workshop import ROOT

from digitclust import InputError, Results, Store, load_study, run
from digitclust.fits import TOGETHER
from digitclust.parallel import each
from digitclust.running import Bench
from digitclust.study import DatasetChoice

PROCESSES = [1, 2]
STUDY = {"experiments": {"data": {"n_shown": 2}, "reference": {"n_clusters": 3}}}


def scaled(factors: NDArray[np.float64], item: int) -> float:
    """Return a number of an item and of an array that comes with the function."""
    return float(factors[item] * item)


def kind(data: NDArray[np.float64], _: object) -> str:
    """Return what an array is that comes with the function."""
    return type(data).__name__


def threads(_: object) -> int:
    """Return how many threads linear algebra may use."""
    return max(int(pool["num_threads"]) for pool in threadpool_info())


def refuse(item: int) -> int:
    """Find one item wrong."""
    if item == 3:
        raise InputError("the item 3 is wrong")
    return item


@pytest.mark.parametrize("n_jobs", PROCESSES)
def test_what_is_made_comes_in_the_order_of_the_items(n_jobs: int) -> None:
    """A big array that comes with the function is the same in every process."""
    factors = np.linspace(0, 1, 200_000)

    assert list(each(partial(scaled, factors), range(40), n_jobs)) == [scaled(factors, item) for item in range(40)]


@pytest.mark.parametrize("n_jobs", PROCESSES)
def test_every_call_has_one_thread(n_jobs: int) -> None:
    """In this process and in others; this one has its threads again afterwards."""
    before = threads(None)

    assert set(each(threads, range(4), n_jobs)) == {1}
    assert threads(None) == before


@pytest.mark.parametrize("n_jobs", PROCESSES)
def test_nothing_to_do_is_done_at_once(n_jobs: int) -> None:
    """An empty list gives an empty list."""
    assert list(each(threads, [], n_jobs)) == []


@pytest.mark.parametrize("n_jobs", PROCESSES)
def test_bad_input_in_another_process_is_told_here(n_jobs: int) -> None:
    """In the same line."""
    with pytest.raises(InputError, match=r"^the item 3 is wrong$"):
        list(each(refuse, range(6), n_jobs))


def test_large_data_are_mapped_into_the_processes_and_not_copied() -> None:
    """What comes with the function lies in one file that all of them read."""
    large, small = np.zeros((2000, 784)), np.zeros((10, 784))

    assert set(each(partial(kind, large), range(4), 2)) == {"memmap"}
    assert set(each(partial(kind, small), range(4), 2)) == {"ndarray"}


def same(one: Results, two: Results) -> None:
    """Refuse a difference in any value, table or array."""
    assert one.values == two.values
    for stem, answer in one.answers.items():
        assert {name: table.to_csv() for name, table in answer.tables.items()} == {
            name: table.to_csv() for name, table in two[stem].tables.items()
        }
        for name, array in answer.arrays.items():
            np.testing.assert_array_equal(array, two[stem].arrays[name])


def test_answers_are_the_same_whatever_the_number_of_processes() -> None:
    """To the last bit."""
    one, two = (run(load_study(STUDY), n_jobs=n_jobs) for n_jobs in PROCESSES)

    same(one, two)


def test_labels_are_the_same_whatever_the_number_of_processes() -> None:
    """A sweep over seeds, in one process and in two: labels, inertia and iterations to the last bit."""
    states = range(2 * TOGETHER + 3)
    one, two = (
        Bench(DatasetChoice(), Store(), lambda: None, n_jobs).runs("raw", "kmeans", n_clusters=10, random_states=states)
        for n_jobs in PROCESSES
    )

    assert one.labels.shape == (len(states), 1797)
    for name in ("labels", "inertia", "n_iter"):
        np.testing.assert_array_equal(getattr(one, name), getattr(two, name))


def test_a_sweep_is_the_plain_loop_of_single_fits() -> None:
    """Each seed of a sweep has what a single fit with that seed finds."""
    bench = Bench(DatasetChoice(), Store(), lambda: None, 2)
    runs = bench.runs("raw", "kmeans", n_clusters=10, random_states=range(5, 9), n_init=2)
    for row, state in enumerate(range(5, 9)):
        fitted = bench.tools.fit("kmeans", bench.dataset.data, n_clusters=10, n_init=2, random_state=state)
        np.testing.assert_array_equal(runs.labels[row], fitted.labels)
        assert (runs.inertia[row], runs.n_iter[row]) == (fitted.inertia, fitted.n_iter)


@pytest.mark.skipif(sys.platform != "linux", reason="children are seen in Linux's /proc")
def test_an_interrupt_of_processes_that_have_just_begun_is_told_once() -> None:
    """Ctrl+C reaches them as soon as they are there, and only the one that started them answers."""
    script = "import time; from digitclust.parallel import each; list(each(time.sleep, [9] * 4, 2))"
    for seconds in (0, 0.1, 0.2, 0.4):
        command = [sys.executable, "-c", script]
        started = subprocess.Popen(command, cwd=ROOT, start_new_session=True, stderr=subprocess.PIPE, encoding="utf-8")
        children = Path(f"/proc/{started.pid}/task/{started.pid}/children")
        while not children.read_text("utf-8"):
            time.sleep(0.001)
        time.sleep(seconds)
        os.killpg(started.pid, signal.SIGINT)

        assert started.communicate()[1].count("Traceback") == 1
