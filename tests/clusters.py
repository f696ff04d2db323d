"""A Dask cluster on the loopback interface: a scheduler and two workers, processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from distributed import Client
from workshop import ROOT

MODULES = "distributed.cli.dask_"


@dataclass(frozen=True)
class Cluster:
    """The address of a scheduler, and its workers."""

    address: str
    workers: tuple[subprocess.Popen[bytes], ...]


@contextmanager
def reached(address: str) -> Iterator[Any]:
    """Ask a scheduler."""
    client: Any = Client
    with client(address, timeout=60, set_as_default=False) as asking:
        yield asking


@contextmanager
def two_workers(folder: Path) -> Iterator[Cluster]:
    """Start a scheduler and two workers, and end them all."""
    file, environment = folder / "scheduler.json", {**os.environ, "PYTHONPATH": str(ROOT)}
    with ExitStack() as stack, (folder / "log").open("wb") as log:

        def start(*options: str) -> subprocess.Popen[bytes]:
            command = [sys.executable, "-m", *options, "--no-dashboard"]
            made = subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=folder)
            stack.callback(made.wait)
            stack.callback(made.kill)
            return made

        start(f"{MODULES}scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
        address = ""
        for _ in range(600):
            with suppress(OSError, ValueError, KeyError):
                address = json.loads(file.read_text("utf-8"))["address"]
                break
            time.sleep(0.1)
        own = ("--nthreads", "1", "--no-nanny", "--host", "127.0.0.1")
        both = tuple(start(f"{MODULES}worker", address, *own) for _ in range(2))
        with reached(address) as asking:
            asking.wait_for_workers(2, timeout=60)
        yield Cluster(address, both)
