"""Beyond one machine: a Dask scheduler with two workers on the loopback interface finds what one machine finds."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from pathlib import Path

import numpy as np
import pytest
from clusters import Cluster, two_workers

from digitclust import InputError, Store
from digitclust.cluster import spread, workers
from digitclust.running import Bench
from digitclust.study import DatasetChoice

SEEDS = range(160)  # ten parts of a sweep


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """Start a cluster, and end it."""
    with two_workers(tmp_path) as started:
        yield started


def test_a_worker_is_lost_in_the_middle_and_the_labels_are_those_of_one_machine(cluster: Cluster) -> None:
    """Labels, inertia and iterations to the last bit; what the lost worker had to do is done by the other."""
    done = 0

    def tick() -> None:
        nonlocal done
        done += 1
        if done == 2:
            cluster.workers[0].kill()

    asked = {"n_clusters": 10, "random_states": SEEDS}
    one = Bench(DatasetChoice(), Store(), lambda: None, 1).runs("raw", "kmeans", **asked)  # type: ignore[arg-type]  # mixed
    with workers(cluster.address) as spread:
        bench = Bench(DatasetChoice(), Store(), tick, None, None, spread)
        two = bench.runs("raw", "kmeans", **asked)  # type: ignore[arg-type]  # mixed

    assert cluster.workers[0].wait(10) < 0
    assert done == 10
    for name in ("labels", "inertia", "n_iter"):
        np.testing.assert_array_equal(getattr(one, name), getattr(two, name))


def test_what_the_scheduler_forgets_with_a_worker_is_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing twice and nothing left out; where work is lost again and again, one line tells."""
    calls = iter((2, 0, 3))

    def forgetful(_: object, function: Callable[[int], int], items: Sequence[int]) -> Iterator[int]:
        kept = next(calls, 0)
        yield from map(function, items[:kept])
        if kept < len(items):
            raise CancelledError

    monkeypatch.setattr("digitclust.cluster.asked", forgetful)
    assert list(spread(None, abs, [-1, -2, -3, -4, -5])) == [1, 2, 3, 4, 5]
    with pytest.raises(InputError, match=r"^the cluster has lost its work 11 times"):
        list(spread(None, abs, [-1]))


def test_a_scheduler_that_does_not_answer_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its address."""
    monkeypatch.setattr("digitclust.cluster.WAIT", 1)
    with pytest.raises(InputError, match=r"^--scheduler tcp://127\.0\.0\.1:1: no scheduler answers: "):  # noqa: SIM117
        with workers("tcp://127.0.0.1:1"):
            pass


@pytest.mark.parametrize(
    "address",
    ["foo", "tcp//x:1", "tcp://", "tcp://host", "tcp://host:port", "tcp://host:99999", "http://host:1", "tcp://[::1"],
)
def test_what_is_no_address_is_refused_before_anybody_waits(address: str) -> None:
    """In one line, with an example of one."""
    with pytest.raises(InputError, match=r": no address of a scheduler; write one such as tcp://"):  # noqa: SIM117
        with workers(address):
            pass


def test_without_the_package_one_line_tells_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an extra, and nothing of it is imported before it is asked for."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match=r"^--scheduler needs the package distributed: pip install "):  # noqa: SIM117
        with workers("tcp://127.0.0.1:1"):
            pass
