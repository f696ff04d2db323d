"""Shows what a build is at: a bar with the time left on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

LONG = "study"  # the stage that tells its steps in seconds, and without a terminal too


@dataclass
class Progress:
    """Tells stages and steps, and keeps how long each stage took.

    Attributes
    ----------
    console : rich.console.Console
        Where it is told.
    seconds : dict
        Stage to the time it took.
    explains : bool
        Whether it says why each thing is made again.
    """

    console: Any
    bar: Any
    explains: bool = False
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[Any]:
        """Time a stage; what it yields tells a step: what is at work, how many are done, how many there are."""
        started = time.perf_counter()
        task = self.bar.add_task(name, total=None)
        told = {""}

        def tell(what: str, done: float, total: float) -> None:
            self.bar.update(task, description=f"{name}: {what}", completed=done, total=total)
            if not self.console.is_terminal and what not in told and name == LONG and total:
                told.add(what)
                self.say(f"{name}: {what}, about {max(total - done, 0):.0f} s left")

        if not self.console.is_terminal:
            self.say(f"{name} ...")
        yield tell
        self.seconds[name] = time.perf_counter() - started
        self.bar.update(task, description=name, completed=1, total=1)

    def say(self, line: str) -> None:
        """Print a line above the bar."""
        self.console.print(line, markup=False)

    def why(self, name: str, reason: str) -> None:
        """Say why a thing is made again, if that was asked for."""
        if self.explains:
            self.say(f"  {name}: {reason}")

    def timing(self) -> str:
        """Return one line: how long each stage took."""
        return ", ".join(f"{name} {seconds:.1f} s" for name, seconds in self.seconds.items())


@contextmanager
def progress(*, explains: bool = False, aside: bool = False) -> Iterator[Progress]:
    """Open a bar that goes away when the work is done; aside, where the command's own line is for a script to read."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bar

    console = Console(highlight=False, soft_wrap=True, stderr=aside)
    text = TextColumn("{task.description}", markup=False)
    columns = (text, BarColumn(), TaskProgressColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        yield Progress(console, bar, explains)
