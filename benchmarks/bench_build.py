"""The build from nothing, unchanged, and after one word was edited: time, processor time, memory."""

from __future__ import annotations

from functools import partial
from itertools import count
from pathlib import Path

from benchmarks import watch
from benchmarks.watch import Measure

GROUP = "the default study, both languages, without files for papers"
WITHOUT_PAPER = "--no-paper"  # the limits are those of the report as it is read
words = count(1)


def bench_from_nothing(measure: Measure, checkout: Path) -> None:
    """Compute, draw, write, set and check everything."""
    measure(GROUP, "from nothing", partial(watch.build, checkout, WITHOUT_PAPER), rounds=1)


def bench_unchanged(measure: Measure, checkout: Path) -> None:
    """See that there is nothing to do."""
    measure(GROUP, "unchanged", partial(watch.build, checkout, WITHOUT_PAPER), rounds=7)


def bench_one_word(measure: Measure, checkout: Path) -> None:
    """Set one language anew."""
    page = checkout / "templates" / "en" / "data.md"
    text = page.read_text("utf-8")

    def edit() -> None:
        page.write_text(f"{text}\nWord{'s' * next(words)}.\n", encoding="utf-8")

    measure(GROUP, "one word edited on one page", partial(watch.build, checkout, WITHOUT_PAPER), rounds=5, setup=edit)
