"""The explorer's data and words as classic scripts, so that a page opened from a file has them too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitclust.records import Answer, InputError, Results
from report.language import Language
from report.provenance import HERE
from report.publication import Publication

STEM = "explorer"
ASSETS = HERE / "report" / "assets" / STEM
# The page's scripts, each after those that it asks: put together, they compress to two thirds.
SCRIPTS = (
    *("pace", "digest", "starts", "lloyd", "naming", "check", "words", "page", "data", "runs", "state", "colours"),
    *("camera", "map", "detail", "hands", "filters", "matrix", "gallery", "charts", "glance", "lever", "course"),
    *("proof", "draw", "drawn", "chunk", "save", "start"),
)
WORKER = ("worker", "lloyd", "naming", "digest", "check")  # are asked for by themselves
COMMENT = re.compile(r"^ *//.*\n", re.MULTILINE)  # readers find them in the sources
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
PLACES = 1023  # a map is a thousand places wide: finer than any screen shows a point
COUNTED = ("images", "seeds")  # nouns that the page counts
Words = Mapping[str, Any]


def write(results: Results, languages: Iterable[Language], publication: Publication, folder: Path) -> list[Path]:
    """Write data, scripts, and the words of each language; nothing where the study has no explorer."""
    if STEM not in results.answers:
        return []
    folder.mkdir(parents=True, exist_ok=True)
    scripts = {folder / "data.js": script("data", data(results)), folder / "explorer.js": joined()}
    for language in languages:
        scripts[folder / f"words-{language.code}.js"] = script("words", words(results, language, publication))
    for path, text in scripts.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return list(scripts)


def script(name: str, content: Mapping[str, Any]) -> str:
    """Return a script that hands a record to those of the page."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f"(window.digitclust = window.digitclust || {{}}).{name} = {text};\n"


def joined() -> str:
    """Put the page's scripts together, without comments: the first sets the pace, and has each other in its turn."""
    first, *others = [COMMENT.sub("", (ASSETS / f"{name}.js").read_text("utf-8")) for name in SCRIPTS]
    return first + "".join(f"digitclust.later(() => {{\n{text}}});\n" for text in others)


def parts() -> set[str]:
    """Return the names of the files that no page asks for, since it asks for all of them as one."""
    return {f"{name}.js" for name in SCRIPTS if name not in WORKER}


def data(results: Results) -> dict[str, Any]:
    """Gather what the page draws and computes with; numbers as letters, as short as they compress."""
    answer = results[STEM]
    levels, height, width = answer.arrays["levels"].tolist()
    images, checks = answer.tables["images"], answer.tables["checks"]
    labels = sorted(set(images["label"].tolist()))
    return {
        "height": height,
        "width": width,
        "levels": levels,
        "pixels": pixels(answer.arrays["pixels"], levels),
        "labels": labels,
        "digits": pairs(np.searchsorted(labels, images["label"].to_numpy())),
        "images": [] if len(images) == answer.values["n_samples"] else images["image"].tolist(),
        "maps": dict(zip(names(answer), map(places, answer.arrays["coordinates"]), strict=True)),
        "k": answer.values["n_clusters"],
        "starts": pairs(answer.arrays["starts"]),
        "correct": checks["correct"].tolist(),
        "ties": checks["ties"].tolist(),
        "digests": "".join(checks["digest"]),
        "seed": answer.values["random_state"],
    }


def names(answer: Answer) -> list[str]:
    """Return the stems of the maps, as they stand in an address."""
    transforms = answer.values["transforms"]
    if not isinstance(transforms, tuple):
        raise InputError("experiments.explorer.transforms: no list")
    return [str(transform).replace(":", "-") for transform in transforms]


def pixels(levels: NDArray[np.int64], most: int) -> str:
    """Write grey levels as a letter each, or as two where there are too many of them."""
    return "".join(LETTERS[level] for level in levels.ravel()) if most < len(LETTERS) else pairs(levels)


def pairs(numbers: NDArray[np.int64]) -> str:
    """Write whole numbers below 4096 as two letters each."""
    return "".join(LETTERS[number >> 6] + LETTERS[number & 63] for number in numbers.ravel())


def places(coordinates: NDArray[np.float64]) -> str:
    """Write the coordinates of a map, across and then upwards, on one scale that spans the wider of the two."""
    low, high = coordinates.min(axis=0), coordinates.max(axis=0)
    scale = PLACES / max(float((high - low).max()), np.finfo(float).tiny)
    middle = (PLACES - (high - low) * scale) / 2
    return pairs(np.rint((coordinates - low) * scale + middle).astype(np.int64).T)


def words(results: Results, language: Language, publication: Publication) -> dict[str, Any]:
    """Gather the words of the page in one language, and what a citation of it says."""
    answer = results[STEM]
    maps = zip(names(answer), answer.values["transforms"], strict=True)  # type: ignore[arg-type]  # a tuple, see names
    own = language.words.get("explorer")
    if not isinstance(own, Mapping):
        raise InputError(f"{language.source}: the words 'explorer' are missing")
    return {
        **own,
        "language": language.code,
        "counts": {noun: language.words["counts"][noun] for noun in COUNTED},
        "maps": {stem: language.called("transforms", str(transform)) for stem, transform in maps},
        "citation": citation(language, publication),
    }


def citation(language: Language, publication: Publication) -> str:
    """Say what to cite: authors, title, version, year; the page adds its own address."""
    return language.fill(
        "explorer.cited",
        authors=language.listing([author.whole for author in publication.authors]),
        title=publication.title[language.code],
        version=publication.version,
        year=publication.date.year,
    )
