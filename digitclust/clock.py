"""Foretells how long a study will take: from what each experiment says of itself, and from the pace so far."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Notify = Callable[[str, float, float], None]
TRUST = 10.0  # seconds of work after which the pace counts as much as what the experiments say of themselves


class Clock:
    """Tells which experiment is at work, how many seconds of work are done, and how many there are.

    Parameters
    ----------
    notify : callable
        Told stem, seconds of work done, seconds of the whole.
    seconds : dict
        How long each experiment is expected to last; those that are remembered are not in it.
    """

    def __init__(self, notify: Notify, seconds: dict[str, float]) -> None:
        self.notify, self.seconds = notify, seconds
        self.stem, self.done, self.took = "", 0.0, 0.0
        self.started = time.perf_counter()

    @property
    def pace(self) -> float:
        """Return how many seconds a foretold second has lasted so far."""
        return (self.took + TRUST) / (self.done + TRUST)

    @property
    def total(self) -> float:
        """Return how many seconds the whole will take: what is done took what it took, the rest goes at this pace."""
        return self.took + (sum(self.seconds.values()) - self.done) * self.pace

    @contextmanager
    def at(self, stem: str) -> Iterator[None]:
        """Take the time of one experiment."""
        self.stem, self.started = stem, time.perf_counter()
        self.notify(stem, self.took, self.total)
        yield
        if stem in self.seconds:
            self.took += time.perf_counter() - self.started
            self.done += self.seconds[stem]

    def tick(self) -> None:
        """Tell that work goes on: an experiment that lasts longer than it said is nearly done until it is done."""
        own = self.seconds.get(self.stem, 0.0) * self.pace
        spent = min(time.perf_counter() - self.started, 0.95 * own)
        self.notify(self.stem, self.took + spent, self.total)
