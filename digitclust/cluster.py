"""Work beyond one machine: the same function on many things, by the workers of a Dask scheduler."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from digitclust.parallel import single_threaded
from digitclust.records import InputError

MOST_LOST = 10  # times that work may be lost before somebody should see why
WAIT = 10  # seconds for a scheduler to answer, and for it to have a worker
Spread = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]


@contextmanager
def workers(scheduler: str) -> Iterator[Spread]:
    """Reach a scheduler and yield a function that calls another on each item there, in the order of the items.

    The answers are those of one machine: every call has one thread for linear algebra. What was on a worker that is
    lost is done again by the others.

    Parameters
    ----------
    scheduler : str
        Address, such as ``tcp://10.0.0.1:8786``.

    Raises
    ------
    InputError
        When Dask is not installed, or no scheduler with a worker answers there.
    """
    refuse_malformed(scheduler)
    try:
        from distributed import Client
    except ImportError:
        raise InputError("--scheduler needs the package distributed: pip install 'digitclust[distributed]'") from None
    connect: Any = Client  # Dask says that it is typed, and its client is not
    try:
        client = connect(scheduler, timeout=WAIT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise InputError(f"--scheduler {scheduler}: no scheduler answers: {' '.join(str(error).split())}") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=WAIT)
        except TimeoutError:
            raise InputError(f"--scheduler {scheduler}: it has no worker") from None
        yield partial(spread, client)


def refuse_malformed(scheduler: str) -> None:
    """Refuse what is no address before anybody waits for an answer from there."""
    with suppress(ValueError):  # a port that is no number, or a bracket that is not closed
        parts = urlsplit(scheduler)
        if parts.scheme == "tcp" and parts.hostname and parts.port and not parts.path:
            return
    raise InputError(f"--scheduler {scheduler}: no address of a scheduler; write one such as tcp://10.0.0.1:8786")


def spread(client: Any, function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
    """Call a function on each item, in the order of the items; what is lost with a worker is asked for again.

    Now and then the scheduler forgets, with a worker, what it was asked for, and the client is told that it was
    cancelled. Nothing of it has been yielded then, and the function gives the same again.
    """
    left, lost = list(items), 0
    while left:
        try:
            for made in asked(client, function, tuple(left)):
                del left[0]
                yield made
        except CancelledError:
            lost += 1
            if lost > MOST_LOST:
                raise InputError(f"the cluster has lost its work {lost} times; see why its workers end") from None


def asked(client: Any, function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
    """Call a function on each item by joblib's Dask backend.

    Arrays that are bound to the function are sent to every worker first: what lies on one alone is lost with it.
    """
    from joblib import Parallel, delayed, parallel_config

    bound = function if isinstance(function, partial) else partial(function)
    arrays = [value for value in (*bound.args, *bound.keywords.values()) if hasattr(value, "nbytes")]
    with parallel_config("dask", client=client, wait_for_workers_timeout=WAIT, scatter=arrays or None):
        calls = (delayed(called)(bound.func, item, *bound.args, **bound.keywords) for item in items)
        yield from Parallel(return_as="generator")(calls)


def called(function: Callable[..., Any], item: Any, *given: Any, **named: Any) -> Any:
    """Call a function on an item with what was bound to it, with one thread for linear algebra."""
    return single_threaded(partial(function, *given, **named), item)
