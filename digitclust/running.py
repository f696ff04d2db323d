"""The way from a study to its answers (``run``): each experiment is handed its tools, what is known is remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitclust import sampling
from digitclust.clock import Clock, Notify
from digitclust.cluster import Spread
from digitclust.discover import constant
from digitclust.fits import fit_some, joined, split
from digitclust.keys import key, source
from digitclust.opening import identity, opened, refuse_other, refuse_too_many
from digitclust.parallel import ahead, each, processes
from digitclust.parts import loaded
from digitclust.records import Answer, Dataset, Partition, Results, Runs, Tools
from digitclust.shelves import accepted, applied, keep, seeded, slow, transformed, verb
from digitclust.store import Store, digest
from digitclust.study import SHELVES, DatasetChoice, Sample, Study, fetch, shelved
from digitclust.traits import describe, lacking

SLOWEST = 1.0  # seconds that an experiment is taken to last which does not say
DIGITS = 1797 * 64  # grey levels in the data by which experiments say how long they last


def run(
    study: Study,
    store: Store | None = None,
    notify: Notify = lambda *_: None,
    n_jobs: int | None = None,
    spread: Spread | None = None,
) -> Results:
    """Answer a study.

    Parameters
    ----------
    study : Study
        The question.
    store : Store, optional
        Where answers are remembered; without one everything is computed.
    notify : callable, optional
        Told the stem of the experiment that is at work, the seconds of work that are done, and those of the whole.
    n_jobs : int, optional
        Processes that work side by side; one for each core if not given. Of more than one, another begins the slow
        transforms beside them. The answers do not depend on it.
    spread : callable, optional
        ``spread(function, items)`` in place of processes of this machine, see ``digitclust.cluster``.

    Returns
    -------
    Results
        The answers, in the order of the study; without those that demand of the data what they lack.
    """
    store = store or Store()
    opening = partial(opened, study.dataset, identity(study.dataset))
    load = cache(opening if study.sample else lambda: loaded(opening()))
    data = describe(study.dataset, store, load)
    if study.dataset.digest:
        refuse_other(study.dataset, data.digest)
    keys = {stem: key(study, stem) for stem in study.experiments if not lacking(stem, data.traits)}
    clock = Clock(notify, {})
    bench = Bench(study.dataset, store, clock.tick, n_jobs, load, spread)
    of = cache(bench.of)
    benches = {stem: of(study.seen_by(stem).sample) for stem in keys}
    clock.seconds |= {
        stem: benches[stem].seconds(stem, study.experiments[stem]) for stem, name in keys.items() if not store.has(name)
    }
    answers: dict[str, Answer] = {}
    slowest = (benches[stem].to_begin(study.experiments[stem]).items() for stem in clock.seconds)
    with bench.begin({key: work for works in slowest for key, work in works}):
        for stem, name in keys.items():
            with clock.at(stem):
                answers[stem] = store.remember(name, partial(benches[stem].answer, stem, study.experiments[stem]))
    return Results(study, answers)


@dataclass(frozen=True)
class Bench:
    """What lies ready for the experiments of one study: the data, and the tools that work on them.

    Attributes
    ----------
    choice : DatasetChoice
        The data set.
    store : Store
        Remembers slow transforms and runs, which several experiments may ask for.
    tick : callable
        Called whenever a piece of work is done.
    n_jobs : int, optional
        Processes that work side by side.
    load : callable, optional
        Returns the data, as they were when the study was begun.
    spread : callable, optional
        Calls a function on each item in place of processes of this machine.
    whole : Bench, optional
        The bench of all images, where this one is of a sample.
    begun : dict
        For each slow transform that is at work in another process, by its key in the store, what waits for them all.
    """

    choice: DatasetChoice
    store: Store
    tick: Callable[[], None]
    n_jobs: int | None
    load: Callable[[], Dataset] | None = None
    spread: Spread | None = None
    whole: Bench | None = None
    begun: dict[str, Callable[[], object]] = field(default_factory=dict)

    def of(self, sample: Sample | None) -> Bench:
        """Return the bench of a sample of these data, which it may be that all are."""
        if sample is None:
            return self
        choice = self.choice.model_copy(update={"sample": sample})
        return replace(self, choice=choice, load=lambda: sampling.draw(self.dataset, sample), whole=self)

    @cached_property
    def dataset(self) -> Dataset:
        """The data set, loaded when it is first asked for."""
        return self.load() if self.load else opened(self.choice, identity(self.choice))

    @cached_property
    def tools(self) -> Tools:
        """What is handed to every experiment."""
        return Tools(cache(self.features), self.fit, self.runs, seeded, partial(fetch, "metrics"), self.map)

    def answer(self, stem: str, options: Any) -> Answer:
        """Let one experiment answer."""
        refuse_too_many(stem, options, self.dataset.data)
        result: Answer = fetch("experiments", stem).answer(self.dataset, options, self.tools)
        sample = self.choice.sample
        return result | sampling.told(self.dataset, self.whole.dataset, sample) if self.whole and sample else result

    def seconds(self, stem: str, options: Any) -> float:
        """Foretell how long an experiment lasts: what it says of a default study, by grey levels and seeds."""
        own = constant(SHELVES["experiments"] / f"{stem}.py", "SECONDS") or SLOWEST
        usual = type(options).model_fields.get("n_runs")
        seeds = options.n_runs / usual.default if usual else 1.0
        return float(own * seeds * self.dataset.data.size / DIGITS)

    @contextmanager
    def begin(self, works: Mapping[str, Callable[[], Answer]]) -> Iterator[None]:
        """Begin slow transforms in another process, where there may be one and it has a store to leave them in."""
        if not works or self.spread or not self.store.folder or processes(self.n_jobs) == 1:
            yield
            return
        with ahead(partial(keep, self.store, works)) as wait:
            self.begun.update(dict.fromkeys(works, wait))
            yield

    def to_begin(self, options: Any) -> dict[str, Callable[[], Answer]]:
        """List the slow transforms of an experiment that are not remembered, by their keys, with what transforms."""
        names = [name for _, shelf, name in shelved(options) if shelf == "transforms" and slow(name)]
        works = {self.remembered(name): partial(transformed, name, self.dataset.data) for name in names}
        return {key: work for key, work in works.items() if not self.store.has(key)}

    def features(self, transform: str) -> NDArray[Any]:
        """Transform the data; what says that it is ``SLOW`` is remembered, and may be at work in another process."""
        work = partial(transformed, transform, self.dataset.data)
        if not slow(transform):
            return work().arrays["features"]
        name = self.remembered(transform)
        self.begun.get(name, lambda: None)()
        return self.store.remember(name, work).arrays["features"]

    def remembered(self, transform: str) -> str:
        """Name what is remembered of a slow transform."""
        return digest("features", source(self.choice, ("transforms", transform)))

    @staticmethod
    def fit(method: str, data: NDArray[np.float64], **options: int) -> Partition:
        """Fit once; it belongs to no bench, so that it can be handed to another process."""
        partition: Partition = applied("methods", method, data, **options)
        return partition

    def runs(
        self, transform: str, method: str, *, n_clusters: int, random_states: Iterable[int], n_init: int = 1
    ) -> Runs:
        """Fit once for each seed, side by side."""
        options, states = {"n_clusters": n_clusters, "n_init": n_init}, [int(state) for state in random_states]
        name = digest("runs", source(self.choice, ("transforms", transform), ("methods", method)), options, states)
        data = accepted("methods", method, self.tools.features(transform))
        work = partial(fit_some, verb("methods", method), data, options)
        return Runs(**self.store.remember(name, lambda: Answer(arrays=joined(self.map(work, split(states))))).arrays)

    def map(self, function: Callable[[Any], Any], items: Iterable[Any]) -> list[Any]:
        """Call a function on each item, side by side, and say that time goes on."""
        made = []
        for one in self.spread(function, items) if self.spread else each(function, items, self.n_jobs):
            made.append(one)
            self.tick()
        return made
