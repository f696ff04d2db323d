"""Runs a build in a copy of the sources and watches it: processor time and peak memory of all its processes (Linux)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
Measure = Callable[..., Any]
PAUSE = 0.05  # seconds between two looks
GENERATED = ("__pycache__", "node_modules", "site", "site-*", "build", ".venv", ".git", ".*cache")


def copy_sources(folder: Path) -> Path:
    """Copy what nobody generated to a new folder."""
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*GENERATED))
    return folder


def build(folder: Path, *options: str) -> dict[str, float]:
    """Build in a folder.

    Returns
    -------
    dict
        ``processor``: seconds of processor time of the build and of all processes it started; ``peak``: most bytes
        that they held at one time, pages held in common counted once.
    """
    command = [sys.executable, "-m", "report", "build", *options]
    before, peak = os.times(), 0
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) as started:
        while started.poll() is None:
            peak = max(peak, sum(map(held, family(started.pid))))
            time.sleep(PAUSE)
    if started.returncode:
        raise RuntimeError(f"the build ended with {started.returncode}")
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return {"processor": spent, "peak": peak}


def family(pid: int) -> Iterator[int]:
    """List a process and all its descendants."""
    yield pid
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in read(file).split():
            yield from family(int(child))


def held(pid: int) -> int:
    """Return how many bytes a process holds; a page that n processes share counts 1/n."""
    found = re.search(r"^Pss:\s+(\d+) kB", read(Path(f"/proc/{pid}/smaps_rollup")), re.MULTILINE)
    return 1024 * int(found[1]) if found else 0


def read(file: Path) -> str:
    """Read a file of the kernel; nothing of a process that has just ended."""
    try:
        return file.read_text("utf-8")
    except OSError:
        return ""
