"""Work side by side: the same function on many things, in several processes of one thread each."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

IDLE = 60  # seconds after which a process without work ends, such as one whose parent was killed


def each(function: Callable[[Any], Any], items: Iterable[Any], n_jobs: int | None = None) -> Iterator[Any]:
    """Yield what a function makes of each item, in the order of the items, as soon as it is made.

    One thread for linear algebra in every call: at this size it is the fastest, sums are always taken in one order,
    and so the number of processes changes nothing but the time.

    Parameters
    ----------
    function : callable
        Of one argument; bind others by ``functools.partial``. Arrays in it are shared, not copied.
    items : iterable
        What it is called with.
    n_jobs : int, optional
        Number of processes; one for each core if not given. A single process is this one.
    """
    from joblib import Parallel, delayed, parallel_config

    items = list(items)
    n_jobs = min(processes(n_jobs), len(items))
    if n_jobs <= 1:
        return (single_threaded(function, item) for item in items)
    config = parallel_config("loky", n_jobs=n_jobs, inner_max_num_threads=1, initializer=leave_interrupts)
    with config, interrupts_later():
        made: Iterator[Any] = Parallel(return_as="generator")(delayed(single_threaded)(function, i) for i in items)
    return made


def processes(n_jobs: int | None) -> int:
    """Return how many processes work side by side: one for each core if nobody said."""
    from joblib import cpu_count

    return n_jobs or int(cpu_count())


@contextmanager
def ahead(work: Callable[[], object]) -> Iterator[Callable[[], object]]:
    """Begin work in a process beside all others, which is killed at the end; yield what waits until it is done or lost.

    It is not told what became of the work, which leaves what it makes where others look for it. Data that are bound to
    it are copied.
    """
    from joblib.externals.loky import ProcessPoolExecutor, wait

    executor = made = None
    try:
        with interrupts_later():
            executor = ProcessPoolExecutor(1, timeout=IDLE, initializer=leave_interrupts)
            made = executor.submit(work)
        yield partial(wait, [made])
    finally:
        try:
            while made and not (made.running() or made.done()):
                time.sleep(0.001)  # what loky has not handed over yet when it is shut down ends in a KeyError
        finally:
            if executor:
                executor.shutdown(kill_workers=True)


def single_threaded(function: Callable[[Any], Any], item: Any) -> Any:
    """Call a function with one thread for linear algebra."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1):
        return function(item)


@contextmanager
def interrupts_later() -> Iterator[None]:
    """Put Ctrl+C off for a moment; processes that are started in it are not reached by it."""
    if not hasattr(signal, "pthread_sigmask"):  # as on Windows
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # it lets Ctrl+C through when it starts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_interrupts() -> None:
    """Leave Ctrl+C to the process that started this one: it tells of it once, and ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
