"""A study: the question, read and validated (``load_study``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from digitclust.discover import constant, nearest, stems
from digitclust.records import InputError

HERE = Path(__file__).parent
SHELVES = {name: HERE / name for name in ("datasets", "transforms", "methods", "metrics", "experiments")}


class Strict(BaseModel):
    """A frozen record that refuses unknown keys and wrong types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Sample(Strict):
    """From how many images on experiments work on a sample of them; an experiment that says ``WHOLE`` takes all.

    Attributes
    ----------
    size : int
        Images in the sample; where there are no more, all are taken.
    random_state : int
        Seed of the draw.
    """

    size: int = Field(ge=100)
    random_state: int = Field(default=0, ge=0)


class DatasetChoice(Strict):
    """Which data set, and what its loader is told.

    Attributes
    ----------
    name : str
        A file of ``datasets/``.
    digest : str, optional
        SHA-256 that pins the data, as the experiment ``data`` tells it: other data are refused.
    options : model
        The ``Options`` of the loader.
    sample : Sample, optional
        The sample that is meant, for what does not take all images.
    """

    name: str = "digits"
    digest: str | None = Field(default=None, pattern="^sha256:[0-9a-f]{64}$")
    options: Any = None
    sample: Sample | None = None


class Study(Strict):
    """A validated study.

    Attributes
    ----------
    dataset : DatasetChoice
        Where the images come from.
    sample : Sample, optional
        From how many images on experiments work on a sample; without it they take all.
    experiments : dict
        Stem of an experiment to its ``Options``, in the order in which they answer.
    """

    dataset: DatasetChoice = Field(default_factory=DatasetChoice)
    sample: Sample | None = None
    experiments: dict[str, Any]

    def seen_by(self, stem: str) -> DatasetChoice:
        """Return the data that an experiment is handed: all, or the sample."""
        whole = constant(SHELVES["experiments"] / f"{stem}.py", "WHOLE")
        return self.dataset if whole else self.dataset.model_copy(update={"sample": self.sample})


def load_study(source: Path | str | Mapping[str, Any]) -> Study:
    """Read and validate a study.

    Parameters
    ----------
    source : path or mapping
        A TOML file, or what such a file would hold.

    Raises
    ------
    InputError
        When the file cannot be read, or a key, a type or a name in it is wrong.
    """
    where, folder = ("study", Path()) if isinstance(source, Mapping) else (str(source), Path(source).parent)
    record = source if isinstance(source, Mapping) else read_toml(Path(source))
    given = record.get("dataset", {})
    choice = load_choice(given, where, folder) if isinstance(given, Mapping) else given
    study: Study = validate(Study, {**record, "dataset": choice}, where)
    options = {stem: load_options(stem, given, where) for stem, given in study.experiments.items()}
    return study.model_copy(update={"experiments": options})


def load_choice(given: Mapping[str, Any], where: str, folder: Path) -> DatasetChoice:
    """Validate what a study says of its data: name and digest, and all else as the loader's options."""
    own = {key: value for key, value in given.items() if key in ("name", "digest")}
    choice: DatasetChoice = validate(DatasetChoice, own, f"{where}: dataset")
    pick_stem("datasets", choice.name, f"{where}: dataset.name")
    rest = {key: value for key, value in given.items() if key not in own}
    options = validate(fetch("datasets", choice.name).Options, rest, f"{where}: dataset", folder)
    return choice.model_copy(update={"options": options})


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file, or tell in one line why not."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not valid TOML: {error}") from None


def load_options(stem: str, given: Any, where: str) -> Any:
    """Validate what a study says of one experiment, the names of shelved things included."""
    place = f"{where}: experiments.{stem}"
    pick_stem("experiments", stem, f"{where}: experiments")
    options = validate(fetch("experiments", stem).Options, given, place)
    for option, shelf, name in shelved(options):
        pick_stem(shelf, name, f"{place}.{option}")
    return options


def shelved(options: BaseModel) -> list[tuple[str, str, str]]:
    """List what an experiment takes from shelves, as option, shelf and stem: an option is called like its shelf."""
    asked = [
        (option, shelf) for shelf in SHELVES for option in (shelf, shelf.removesuffix("s")) if hasattr(options, option)
    ]
    return [
        (option, shelf, name)
        for option, shelf in asked
        for given in [getattr(options, option)]
        for name in ((given,) if isinstance(given, str) else given)
    ]


def pick_stem(shelf: str, name: str, where: str) -> None:
    """Refuse a name that is not on its shelf, an argument that the thing does not take, and one that it lacks."""
    stem, colon, argument = name.partition(":")
    known = stems(SHELVES[shelf])
    if stem not in known:
        raise InputError(f"{where}: unknown {shelf.removesuffix('s')} '{stem}'; {nearest(stem, known)}")
    parameter = constant(SHELVES[shelf] / f"{stem}.py", "PARAMETER")
    if colon and not parameter:
        raise InputError(f"{where}: '{name}': {stem} takes no such argument; write '{stem}'")
    if parameter and not argument:
        raise InputError(f"{where}: '{name}': which {parameter}? write '{stem}:' and the {parameter} after it")


def validate(model: type[Any], record: Any, where: str, folder: Path | None = None) -> Any:
    """Build a model from a record, or tell the first thing that is wrong with it; paths are relative to the folder."""
    try:
        return model.model_validate(record, context={"folder": folder})
    except ValidationError as error:
        raise InputError(explain(error, model, where)) from None


def explain(error: ValidationError, model: type[BaseModel], where: str) -> str:
    """Turn the first complaint of pydantic into one line: where, what, and what to do."""
    first = error.errors()[0]
    path = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"{where}: unknown key '{path}'; {nearest(str(first['loc'][-1]), fields(model, first['loc'][:-1]))}"
    if first["type"] == "missing":
        return f"{where}: the key '{path}' is missing"
    message = first["msg"].removeprefix("Value error, ")
    return f"{where}: {path or 'the whole'}: {message[0].lower()}{message[1:]}, got {first['input']!r}"


def fields(model: Any, path: tuple[Any, ...]) -> list[str]:
    """List the keys that a model knows at a path."""
    for part in path:
        annotation = model.model_fields[part].annotation
        model = next((a for a in get_args(annotation) if hasattr(a, "model_fields")), annotation)
    return list(model.model_fields)


def fetch(shelf: str, stem: str) -> Any:
    """Import one thing from a shelf; that its name is there was seen when the study was read."""
    return import_module(f"digitclust.{shelf}.{stem}")
