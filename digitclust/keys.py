"""What an answer depends on, as the key under which it is remembered."""

from __future__ import annotations

from pathlib import Path

from digitclust.discover import constant
from digitclust.opening import identity
from digitclust.store import digest, digest_files, versions
from digitclust.study import SHELVES, DatasetChoice, Study, shelved

HERE = Path(__file__).parent
GROUND = sorted([*HERE.glob("*.py"), *(HERE / "statistics").glob("*.py")])
DISTRIBUTIONS = ("numpy", "scipy", "scikit-learn", "pandas")


def key(study: Study, stem: str) -> str:
    """Digest all that an answer depends on: sources, options, data set, versions."""
    options = study.experiments[stem]
    things = [("experiments", stem), *((shelf, name) for _, shelf, name in shelved(options))]
    return digest(source(study.seen_by(stem), *things), options.model_dump())


def source(dataset: DatasetChoice, *things: tuple[str, str]) -> str:
    """Digest the data set's choice, the code of things on shelves, the ground they stand on, and the versions.

    A thing that needs a package of its own names its distribution in ``PACKAGES``.
    """
    files = [SHELVES[shelf] / f"{name.partition(':')[0]}.py" for shelf, name in (("datasets", dataset.name), *things)]
    codes = [digest_files(GROUND), *(digest_files([file, *beside(file)]) for file in files)]
    packages = [name for file in files for name in constant(file, "PACKAGES") or ()]
    sample = dataset.sample and dataset.sample.model_dump()
    return digest(codes, dataset.name, identity(dataset), sample, things, versions(*DISTRIBUTIONS, *packages))


def beside(file: Path) -> list[Path]:
    """List the data that lie beside a thing on a shelf under its name."""
    return sorted(path for path in file.parent.glob(f"{file.stem}.*") if path.suffix in (".csv", ".json"))
