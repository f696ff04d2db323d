"""A report whose study a Dask cluster answers is that of one machine, though a worker is lost on the way."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from clusters import Cluster, reached, two_workers
from workshop import ROOT, build

STUDY = """
[experiments.data]

[experiments.reference]

[experiments.seeds]
n_runs = 400
restarts = [1, 4]
n_resamples = 100
"""


def asked(folder: Path, *options: str) -> list[str]:
    """Return the options of a build with store and site of its own."""
    places = ("--study", folder.parent / "my.toml", "--build", folder / "build", "--site", folder / "site")
    return [*map(str, places), "--no-paper", *options]


def lose_a_worker_at_work(cluster: Cluster, build: subprocess.Popen[str]) -> int:
    """Wait until the first worker is at work, and kill it; return how many tasks it had."""
    with reached(cluster.address) as asking:
        first = next(place for place, pid in asking.run(os.getpid).items() if pid == cluster.workers[0].pid)
        while build.poll() is None:
            tasks = asking.processing([first])[first]
            if tasks:
                cluster.workers[0].kill()
                return len(tasks)
            time.sleep(0.02)
    return 0


def told(site: Path) -> dict[str, bytes]:
    """Return every value and every table that a site publishes, as bytes."""
    files = [site / "values.json", *sorted((site / "data").rglob("*.csv"))]
    return {str(file.relative_to(site)): file.read_bytes() for file in files}


@pytest.mark.prove
def test_the_report_is_that_of_one_machine_though_a_worker_is_lost(tmp_path: Path) -> None:
    """Values, tables and lock to the last byte."""
    (tmp_path / "my.toml").write_text(STUDY, encoding="utf-8")
    with two_workers(tmp_path) as cluster:
        command = [sys.executable, "-m", "report", "build", *asked(tmp_path / "many", "--scheduler", cluster.address)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as many:
            lost = lose_a_worker_at_work(cluster, many)
            said = many.communicate()[0]
        assert many.returncode == 0, said
        assert lost > 0
        assert cluster.workers[0].wait(10) < 0
        assert cluster.workers[1].poll() is None
    lock = (tmp_path / "my.lock").read_bytes()
    one = build(*asked(tmp_path / "one"))

    assert one.returncode == 0, one.stderr
    assert told(tmp_path / "many" / "site") == told(tmp_path / "one" / "site")
    assert (tmp_path / "my.lock").read_bytes() == lock


def test_a_scheduler_that_cannot_be_is_told_in_one_line(tmp_path: Path) -> None:
    """With exit code 2, and no site is begun."""
    (tmp_path / "my.toml").write_text(STUDY, encoding="utf-8")
    done = build(*asked(tmp_path / "none", "--scheduler", "10.0.0.1"))

    assert done.returncode == 2
    assert done.stderr == (
        "digitclust: --scheduler 10.0.0.1: no address of a scheduler; write one such as tcp://10.0.0.1:8786\n"
    )
    assert not (tmp_path / "none" / "site").exists()
