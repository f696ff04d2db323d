"""Draws what changed: each figure once per language and width, in parallel when there is much to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from digitclust.parallel import each
from digitclust.records import Results
from digitclust.store import digest, digest_files
from report.language import Language
from report.pages import SHELVES, needs
from report.provenance import installed
from report.stamps import Stamps

HERE = Path(__file__).parent
WIDTHS = ("85mm", "165mm")
SHARED = [HERE / name for name in ("draw.py", "drawing.py", "language.py", "tabular.py", "figures/figures.mplstyle")]
FEW = 6  # below that a second process costs more than it saves


@dataclass(frozen=True)
class Task:
    """One file to be drawn."""

    stem: str
    language: Language
    width: str
    path: Path
    key: str

    @property
    def name(self) -> str:
        """Return the name of its stamp."""
        return f"figures/{self.path.stem}"


def tasks(stems: Iterable[str], results: Results, languages: Iterable[Language], folder: Path) -> list[Task]:
    """List every file of every figure, with the key of all that it shows."""
    languages = list(languages)
    shared = [digest_files(SHARED), installed()]
    return [
        Task(stem, language, width, file, digest(shared, source(stem, results), words(stem, language), width))
        for stem in stems
        for language in languages
        for width in WIDTHS
        for file in [folder / stem / f"{stem}-{language.code}-{width}.svg"]
    ]


def source(stem: str, results: Results) -> list[str]:
    """Return the digest of a figure's code and the keys of the answers that it shows."""
    return [digest_files([SHELVES["figure"] / f"{stem}.py"]), *(results[name].key for name in needs("figure", stem))]


def words(stem: str, language: Language) -> Any:
    """Return the words that a figure may use: its own labels, and none of another's."""
    own = language.words.get("figures", {}).get(stem, {})
    drawn = {name: word for name, word in own.items() if name not in ("title", "caption", "alt")}
    shared = [language.words.get(name) for name in ("number", "transforms", "methods", "metrics")]
    return [language.code, shared, drawn]


def draw(wanted: list[Task], results: Results, stamps: Stamps, tell: Callable[[str, int, int], None]) -> int:
    """Draw the files that are not fresh; return how many there were."""
    stale = [task for task in wanted if not stamps.fresh(task.name, task.key, [task.path])]
    for done, task in enumerate(drawn(stale, results), 1):
        stamps.set(task.name, task.key, [task.path])
        tell(task.path.stem, done, len(stale))
    return len(stale)


def drawn(stale: list[Task], results: Results) -> Iterator[Task]:
    """Draw one by one, or side by side."""
    return each(partial(draw_one, results), stale, 1 if len(stale) < FEW else None)


def draw_one(results: Results, task: Task) -> Task:
    """Draw one file, from the answers that the figure says it shows."""
    from report import drawing

    results = replace(results, answers={name: results[name] for name in needs("figure", task.stem)})

    with drawing.styled(task.width):
        figure = import_module(f"report.figures.{task.stem}").draw(results, task.language, drawing.WIDTHS[task.width])
        svg = drawing.to_svg(figure)
    task.path.parent.mkdir(parents=True, exist_ok=True)
    task.path.write_text(svg, encoding="utf-8", newline="\n")
    return task


def pictures(wanted: Iterable[Task], language: Language) -> Mapping[str, Mapping[str, tuple[str, int, int]]]:
    """Return for each figure in one language its files and their sizes in CSS pixels."""
    found: dict[str, dict[str, tuple[str, int, int]]] = {}
    for task in wanted:
        if task.language.code == language.code:
            found.setdefault(task.stem, {})[task.width] = (task.path.name, *size(task.path))
    return found


def size(path: Path) -> tuple[int, int]:
    """Read width and height of an SVG from its head; a point is 4/3 of a CSS pixel."""
    with path.open(encoding="utf-8") as file:
        head = file.read(2000)
    width, height = (float(found) for found in re.findall(r' (?:width|height)="([\d.]+)pt"', head))
    return round(width * 4 / 3), round(height * 4 / 3)
