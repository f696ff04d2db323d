"""Work side by side: the number of processes changes nothing but the time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from threadpoolctl import threadpool_info
from workshop import ROOT

from digitclust import InputError, Results, Store, load_study, run
from digitclust.fits import TOGETHER
from digitclust.parallel import ahead, each
from digitclust.running import Bench
from digitclust.shelves import applied
from digitclust.study import DatasetChoice, Sample

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


def awaited(name: str) -> str:
    """Wait for a file of that name, unless it has none, and return the name."""
    while name and not Path(name).exists():
        time.sleep(0.01)
    return name


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


def test_other_work_goes_on_beside_what_is_begun_ahead(tmp_path: Path) -> None:
    """What is begun waits for a file, which is there when other processes have done their work."""
    slow, quick = str(tmp_path / "made"), ""
    with ahead(awaited, [slow, quick]) as begun:
        assert list(each(partial(scaled, np.ones(8)), range(8), 2)) == list(range(8))
        (tmp_path / "made").touch()
        assert [begun[name]() for name in (quick, slow, quick)] == [quick, slow, quick]


def test_what_is_begun_and_not_waited_for_is_given_up(tmp_path: Path) -> None:
    """At once and without a word, however early that is."""
    for _ in range(20):
        with ahead(awaited, [str(tmp_path / "never"), ""]):
            pass


def test_bad_input_to_what_is_begun_ahead_is_told_where_it_is_waited_for() -> None:
    """Not before, and in one line."""
    with ahead(partial(applied, "transforms", data=np.eye(5)), ["isomap:9", "isomap:3"]) as begun:
        assert begun["isomap:3"]().shape == (5, 2)
        with pytest.raises(InputError, match=r"^transforms\.isomap: n_neighbors must be .* 4, got 9$"):
            begun["isomap:9"]()


def test_slow_transforms_are_the_same_whether_they_were_begun_ahead() -> None:
    """To the last bit, and a sample has its own."""
    names = ("raw", "isomap:5", "isomap:6")
    options = load_study({"experiments": {"preprocessing": {"transforms": names}}}).experiments["preprocessing"]
    whole = Bench(DatasetChoice(), Store(), lambda: None, 2)
    bench = whole.of(Sample(size=120))
    with ExitStack() as at_work:
        bench.begin(options, at_work)

        assert (list(whole.begun), list(bench.begun)) == ([], list(names[1:]))
        for name in names:
            np.testing.assert_array_equal(bench.features(name), applied("transforms", name, bench.dataset.data))


def test_nothing_is_said_of_slow_transforms_that_are_given_up_when_another_experiment_is_refused() -> None:
    """They are killed at work, or on their way to it."""
    options = {"n_clusters": {"most": 1797}, "preprocessing": {"transforms": ["tsne:0", "tsne:1"]}}
    script = "from digitclust import *\ntry: run(load_study({'experiments': %r}))\nexcept InputError as e: print(e)"
    command = [sys.executable, "-c", script % options]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)

    assert ended.stdout.startswith("experiments.n_clusters.most: 1797 clusters are too many")
    assert (ended.stdout.count("\n"), ended.stderr) == (1, "")


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
