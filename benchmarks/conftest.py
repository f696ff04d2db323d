"""What the benchmarks stand on: a way to measure and to say what was measured, and a checkout that may be edited."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from benchmarks.watch import Measure, copy_sources


@pytest.fixture
def measure(benchmark: Any) -> Measure:
    """Return what times a function and notes the group it is compared in and what it is.

    What the function returns by name is noted too, the median of all rounds.
    """

    def run(group: str, what: str, function: Callable[[], Any], rounds: int = 3, setup: Any = None) -> None:
        made: list[Any] = []
        benchmark.group = group
        benchmark.extra_info["what"] = what
        benchmark.pedantic(lambda: made.append(function()), setup=setup, rounds=rounds)
        benchmark.extra_info.update({name: median(one[name] for one in made) for name in made[0] or {}})

    return run


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the sources to a folder of their own."""
    return copy_sources(tmp_path_factory.mktemp("checkout") / "digitclust")
