"""The clock: how long a study will take, from what experiments say of themselves and from the pace so far."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from formats import DIGITS

from digitclust import Store, clock, load_study, run
from digitclust.clock import TRUST, Clock
from digitclust.experiments import seeds
from digitclust.running import Bench
from digitclust.study import DatasetChoice, Sample

Told = list[tuple[str, float, float]]


class Hours:
    """A day in which time stands still until it is told to pass."""

    now = 0.0

    def perf_counter(self) -> float:
        """Return what the clock on the wall shows."""
        return self.now


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> Hours:
    """Return the time by which the clock goes."""
    day = Hours()
    monkeypatch.setattr(clock, "time", SimpleNamespace(perf_counter=day.perf_counter))
    return day


def test_before_anything_is_done_the_experiments_are_believed(hours: Hours) -> None:
    """The whole is the sum of what they say."""
    told: Told = []
    with Clock(lambda *step: told.append(step), {"seeds": 8.0, "order": 2.0}).at("seeds"):
        hours.now += 3

    assert told == [("seeds", 0.0, 10.0)]


def test_the_rest_goes_at_the_pace_so_far(hours: Hours) -> None:
    """On a machine of half the speed the rest comes to last nearly twice as long; what is done took what it took."""
    told: Told = []
    watch = Clock(lambda *step: told.append(step), {"seeds": 90.0, "order": 10.0})
    with watch.at("seeds"):
        hours.now += 180
    with watch.at("order"):
        pass

    stem, done, total = told[-1]
    assert (stem, done) == ("order", 180.0)
    assert total - done == pytest.approx(10 * (180 + TRUST) / (90 + TRUST))


def test_a_quick_start_does_not_promise_a_quick_end(hours: Hours) -> None:
    """An experiment that lasted a tenth of its second says little about ninety seconds."""
    told: Told = []
    watch = Clock(lambda *step: told.append(step), {"data": 1.0, "seeds": 90.0})
    with watch.at("data"):
        hours.now += 0.1
    with watch.at("seeds"):
        pass

    assert 80 < told[-1][2] < 91


def test_while_work_goes_on_the_time_left_shrinks_and_never_ends_too_early(hours: Hours) -> None:
    """Each tick tells more work done; an experiment that lasts longer than it said stays nearly done."""
    told: Told = []
    watch = Clock(lambda *step: told.append(step), {"seeds": 8.0})
    with watch.at("seeds"):
        for _ in range(20):
            hours.now += 1
            watch.tick()
    left = [total - done for _, done, total in told]

    assert left == sorted(left, reverse=True)
    assert left[4] == pytest.approx(4.0)
    assert left[-1] == pytest.approx(0.05 * 8)


def test_nothing_is_left_when_all_is_done(hours: Hours) -> None:
    """However wrong the experiments were about themselves."""
    watch = Clock(lambda *_: None, {"seeds": 8.0, "order": 2.0})
    for stem in ("seeds", "order"):
        with watch.at(stem):
            hours.now += 50

    assert watch.total == watch.took == 100.0


def test_what_is_remembered_foretells_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A study whose answers all lie in the store has no second of work; one of two leaves the other's alone."""
    store = Store(tmp_path_factory.mktemp("store"))
    first: Told = []
    second: Told = []
    third: Told = []
    run(load_study({"experiments": {"data": {}}}), store, lambda *step: first.append(step))
    run(load_study({"experiments": {"data": {}}}), store, lambda *step: second.append(step))
    both = load_study({"experiments": {"data": {}, "reference": {"n_clusters": 2}}})
    run(both, store, lambda *step: third.append(step))

    assert [total for *_, total in first] == [0.01]
    assert second == [("data", 0.0, 0.0)]
    assert third == [("data", 0.0, 0.05), ("reference", 0.0, 0.05)]


def test_larger_data_and_more_seeds_last_longer_in_proportion() -> None:
    """Twice the images and half the seeds of the default study come to what the experiment says; a sample to less."""
    twice = replace(DIGITS, data=np.tile(DIGITS.data, (2, 1)), target=np.tile(DIGITS.target, 2))
    bench = Bench(DatasetChoice(), Store(), lambda: None, 1, lambda: twice)
    half, usual = seeds.Options(n_runs=500), seeds.Options()

    assert bench.seconds("seeds", usual) == 2 * seeds.SECONDS
    assert bench.seconds("seeds", half) == seeds.SECONDS
    assert bench.of(Sample(size=len(DIGITS.data))).seconds("seeds", usual) == seeds.SECONDS
