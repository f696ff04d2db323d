"""Work side by side: the same function on many things, in several processes of one thread each."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any


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
    from joblib import Parallel, cpu_count, delayed, parallel_config

    items = list(items)
    n_jobs = min(n_jobs or cpu_count(), len(items))
    if n_jobs <= 1:
        return (single_threaded(function, item) for item in items)
    config = parallel_config("loky", n_jobs=n_jobs, inner_max_num_threads=1, initializer=leave_interrupts)
    with config, interrupts_later():
        made: Iterator[Any] = Parallel(return_as="generator")(delayed(single_threaded)(function, i) for i in items)
    return made


@contextmanager
def ahead(function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[dict[Any, Callable[[], Any]]]:
    """Begin to call a function on one item after another in a process beside all others, which is killed at the end.

    Yields
    ------
    dict
        For each item a function that waits for its result; it raises what the call has raised.
    """
    from joblib.externals.loky import ProcessPoolExecutor

    with interrupts_later():
        executor = ProcessPoolExecutor(1, initializer=leave_interrupts)
        begun = {item: executor.submit(single_threaded, function, item) for item in items}
    try:
        yield {item: future.result for item, future in begun.items()}
    finally:
        while not all(future.running() or future.done() for future in begun.values()):
            time.sleep(0.001)  # loky stumbles over what is killed on its way into the process
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
