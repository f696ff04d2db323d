"""Runs the study, and tells why an answer is computed anew: what it rests on has changed, or the store was damaged."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from digitclust.cluster import Spread
from digitclust.keys import DISTRIBUTIONS, GROUND, beside
from digitclust.records import Results
from digitclust.running import run
from digitclust.store import Store, digest_files, versions
from digitclust.study import SHELVES, Study, shelved
from digitclust.traits import lacking
from report.stamps import Key, Stamps, keyed


def answer(
    study: Study,
    folder: Path,
    stamps: Stamps,
    before: Mapping[str, int],
    tell: Callable[[str, float, float], None],
    spread: Spread | None = None,
) -> Results:
    """Run a study, as far as its answers are not remembered.

    Parameters
    ----------
    study : Study
        The question.
    folder : Path
        The store.
    stamps : Stamps
        What the answers rested on; they are told why one is computed anew.
    before : mapping of str to int
        What the store held, see `marks`.
    tell : callable
        Told what is at work.
    spread : callable, optional
        What has a function called by the workers of a cluster.

    Returns
    -------
    Results
        The answers, in the order of the study.
    """
    results = run(study, Store(folder), tell, spread=spread)
    for stem, known in results.answers.items():
        explain(f"answers/{stem}", rests_on(study, stem), known.key in before, stamps)
    return results


def left_out(study: Study, traits: Collection[str]) -> Iterator[str]:
    """Tell in a line each which experiments the data do not allow, by what these lack."""
    lacks = {stem: lacking(stem, traits)[:1] for stem in study.experiments}
    for want in dict.fromkeys(want for lack in lacks.values() for want in lack):
        stems = ", ".join(stem for stem, lack in lacks.items() if want in lack)
        yield f"left out for lack of {want}: {stems}"


def marks(folder: Path) -> Mapping[str, int]:
    """Return for each thing in a store a number that is another one when that is written anew."""
    return {path.name: path.stat().st_ino for path in folder.glob("*") if path.is_dir() and not path.suffix}


def damaged(folder: Path, before: Mapping[str, int]) -> Iterator[str]:
    """Tell in a line of each thing remembered that could not be read."""
    after = marks(folder)
    for name in sorted(name for name in before if name in after and after[name] != before[name]):
        yield f"{folder / name} was damaged: it has been computed anew"


def explain(name: str, key: Key, remembered: bool, stamps: Stamps) -> None:
    """Tell why an answer that was not remembered is computed, and note what it rests on now."""
    if not remembered and stamps.fresh(name, key, []):
        stamps.why(name, "it is no longer in the store")
    stamps.set(name, key, [])


def rests_on(study: Study, stem: str) -> Key:
    """Name what an answer rests on."""
    options = study.experiments[stem]
    things = [("experiments", stem), ("datasets", study.dataset.name), *((s, n) for _, s, n in shelved(options))]
    files = {SHELVES[shelf] / f"{name.partition(':')[0]}.py" for shelf, name in things}
    return keyed(
        {
            **{f"{file.parent.name}/{file.name}": digest_files([file, *beside(file)]) for file in sorted(files)},
            "the modules of digitclust/": digest_files(GROUND),
            "the data set": study.seen_by(stem).model_dump(),
            "the options in the study": options.model_dump(),
            **{f"the version of {name}": version for name, version in versions(*DISTRIBUTIONS).items()},
        }
    )
