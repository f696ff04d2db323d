"""Beyond one machine: a Dask scheduler with two workers on the loopback interface finds what one machine finds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from distributed import Client
from workshop import ROOT

from digitclust import InputError, Store
from digitclust.cluster import workers
from digitclust.running import Bench
from digitclust.study import DatasetChoice

SEEDS = range(160)  # ten parts of a sweep


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Start a scheduler and two workers; yield its address and the workers, and end them all."""
    file, modules = tmp_path / "scheduler.json", "distributed.cli.dask_"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with ExitStack() as stack, (tmp_path / "log").open("wb") as log:

        def start(*options: str) -> subprocess.Popen[bytes]:
            command = [sys.executable, "-m", *options, "--no-dashboard"]
            made = subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=tmp_path)
            stack.callback(made.wait)
            stack.callback(made.kill)
            return made

        start(f"{modules}scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
        address = ""
        for _ in range(600):
            with suppress(OSError, ValueError, KeyError):
                address = json.loads(file.read_text("utf-8"))["address"]
                break
            time.sleep(0.1)
        own = ("--nthreads", "1", "--no-nanny", "--host", "127.0.0.1")
        both = [start(f"{modules}worker", address, *own) for _ in range(2)]
        client: Any = Client
        with client(address, timeout=60, set_as_default=False) as asking:
            asking.wait_for_workers(2, timeout=60)
        yield address, both


def test_a_worker_is_lost_in_the_middle_and_the_labels_are_those_of_one_machine(
    cluster: tuple[str, list[subprocess.Popen[bytes]]],
) -> None:
    """Labels, inertia and iterations to the last bit; what the lost worker had to do is done by the other."""
    address, both = cluster
    done = 0

    def tick() -> None:
        nonlocal done
        done += 1
        if done == 2:
            both[0].kill()

    asked = {"n_clusters": 10, "random_states": SEEDS}
    one = Bench(DatasetChoice(), Store(), lambda: None, 1).runs("raw", "kmeans", **asked)  # type: ignore[arg-type]  # mixed
    with workers(address) as spread:
        bench = Bench(DatasetChoice(), Store(), tick, None, None, spread)
        two = bench.runs("raw", "kmeans", **asked)  # type: ignore[arg-type]  # mixed

    assert both[0].wait(10) < 0
    assert done == 10
    for name in ("labels", "inertia", "n_iter"):
        np.testing.assert_array_equal(getattr(one, name), getattr(two, name))


def test_a_scheduler_that_does_not_answer_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its address."""
    monkeypatch.setattr("digitclust.cluster.WAIT", 1)
    with pytest.raises(InputError, match=r"^--scheduler tcp://127\.0\.0\.1:1: no scheduler answers: "):  # noqa: SIM117
        with workers("tcp://127.0.0.1:1"):
            pass
