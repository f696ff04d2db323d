"""Work side by side: the number of processes changes nothing but the time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
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
from digitclust.records import Answer
from digitclust.running import Bench
from digitclust.shelves import applied
from digitclust.study import DatasetChoice, Sample

PROCESSES = [1, 2]
HEARD = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # though tests run in the background
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


def copied(source: Path, target: Path) -> None:
    """Wait for a file, and make another."""
    while not source.exists():
        time.sleep(0.01)
    target.touch()


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
    with ahead(partial(copied, tmp_path / "from", tmp_path / "to")) as wait:
        assert list(each(partial(scaled, np.ones(8)), range(8), 2)) == list(range(8))
        (tmp_path / "from").touch()
        wait()

        assert (tmp_path / "to").exists()


def test_what_is_begun_and_not_waited_for_is_given_up(tmp_path: Path) -> None:
    """At once and without a word, however early that is."""
    for _ in range(20):
        with ahead(partial(copied, tmp_path / "never", tmp_path / "to")):
            pass


@pytest.mark.skipif(sys.platform != "linux", reason="the signal is put off as it is there")
def test_an_interrupt_while_the_process_begins_does_not_wait_for_it() -> None:
    """It is killed all the same, at whatever point the interrupt comes through."""
    script = (
        f"{HEARD}; import os, time; from digitclust import parallel\n"
        "from joblib.externals.loky import ProcessPoolExecutor as Pool; submit = Pool.submit\n"
        "def sent(*given):\n    os.kill(os.getpid(), signal.SIGINT)\n    return submit(*given)\n"
        "Pool.submit = sent\n"
        "from functools import partial\nwith parallel.ahead(partial(time.sleep, 600)): pass\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False, timeout=60)

    assert b"KeyboardInterrupt" in ended.stderr


def slow_ones(bench: Bench, *names: str) -> dict[str, Callable[[], Answer]]:
    """List what preprocessing by these transforms would begin."""
    options = load_study({"experiments": {"preprocessing": {"transforms": names}}}).experiments["preprocessing"]
    return bench.to_begin(options)


def test_slow_transforms_that_were_begun_ahead_are_waited_for_and_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To the last bit; they are not computed once more."""
    bench = Bench(DatasetChoice(), Store(tmp_path), lambda: None, 2).of(Sample(size=120))
    expected = applied("transforms", "isomap:5", bench.dataset.data)
    with bench.begin(slow_ones(bench, "raw", "isomap:5", "isomap:6")):
        assert len(bench.begun) == 2
        monkeypatch.setattr("digitclust.running.transformed", lambda *_: pytest.fail("computed once more"))
        np.testing.assert_array_equal(bench.features("isomap:5"), expected)

    assert slow_ones(bench, "raw", "isomap:5", "isomap:6") == {}


def test_a_slow_transform_that_cannot_be_is_refused_where_it_is_asked_for(tmp_path: Path) -> None:
    """In one line; what came before it is remembered."""
    bench = Bench(DatasetChoice(), Store(tmp_path), lambda: None, 2).of(Sample(size=120))
    with bench.begin(slow_ones(bench, "isomap:5", "isomap:500")):
        assert bench.features("isomap:5").shape == (120, 2)
        with pytest.raises(InputError, match=r"^transforms\.isomap: n_neighbors must be .* 119, got 500$"):
            bench.features("isomap:500")


def test_nothing_is_begun_where_there_is_one_process_or_nothing_is_remembered(tmp_path: Path) -> None:
    """Nor on a cluster, which has processes of its own."""
    for store, n_jobs, spread in ((tmp_path, 1, None), (None, 2, None), (tmp_path, 2, map)):
        bench = Bench(DatasetChoice(), Store(store), lambda: None, n_jobs, spread=spread)
        with bench.begin(slow_ones(bench, "isomap:5")):
            assert bench.begun == {}


def test_nothing_is_said_of_slow_transforms_that_are_given_up_when_another_experiment_is_refused(
    tmp_path: Path,
) -> None:
    """They are killed at work, or on their way to it, and nobody waits for them."""
    options = {"n_clusters": {"most": 1797}, "preprocessing": {"transforms": [f"tsne:{seed}" for seed in range(9)]}}
    study = f"load_study({{'experiments': {options}}}), Store(pathlib.Path({str(tmp_path)!r})), n_jobs=2"
    script = f"import pathlib; from digitclust import *\ntry: run({study})\nexcept InputError as e: print(e)"
    command = [sys.executable, "-c", script]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True, timeout=60)

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
    script = f"{HEARD}; import time; from digitclust.parallel import each; list(each(time.sleep, [9] * 4, 2))"
    for seconds in (0, 0.1, 0.2, 0.4):
        command = [sys.executable, "-c", script]
        started = subprocess.Popen(command, cwd=ROOT, start_new_session=True, stderr=subprocess.PIPE, encoding="utf-8")
        children = Path(f"/proc/{started.pid}/task/{started.pid}/children")
        while not children.read_text("utf-8"):
            time.sleep(0.001)
        time.sleep(seconds)
        os.killpg(started.pid, signal.SIGINT)

        assert started.communicate()[1].count("Traceback") == 1
