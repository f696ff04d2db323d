"""Draws what changed: each figure once per language and width, in parallel when there is much to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple, dataclass, replace
from functools import partial
from importlib import import_module
from operator import call
from pathlib import Path
from typing import Any

from digitclust.parallel import each
from digitclust.records import Results
from digitclust.store import digest_files
from report.citation.identity import Description, Identity
from report.language import Language
from report.pages import SHELVES, needs
from report.provenance import HERE, installed
from report.stamps import Stamps, keyed

WEB = ("85mm", "165mm")  # what a page shows: a column or a telephone, and a page
PAPER = (*WEB, "180mm")  # what journals and dissertations ask for
PLATES = ("plates/draw.py", "plates/slim.py", "plates/paper.py", "citation/identity.py", "citation/embed.py")
CODE = (*PLATES, "drawing.py", "language.py", "tabular.py", "figures/figures.mplstyle")
SHARED = [HERE / "report" / name for name in CODE]
FEW = 4  # below that a second process costs more than it saves


@dataclass(frozen=True)
class Task:
    """One figure in one language, to be drawn at every width; with paper, also as files for papers."""

    stem: str
    language: Language
    folder: Path
    paper: bool
    identity: Identity
    key: str

    @property
    def name(self) -> str:
        """Return its name, also that of its stamp."""
        return f"{self.stem}-{self.language.code}"

    @property
    def widths(self) -> tuple[str, ...]:
        """Return the names of the widths."""
        return PAPER if self.paper else WEB

    @property
    def files(self) -> list[Path]:
        """List the files that it makes."""
        kinds = ("svg", "pdf", "png") if self.paper else ("svg",)
        return [self.file(width, kind) for width in self.widths for kind in kinds]

    def file(self, width: str, kind: str) -> Path:
        """Return the place of one file."""
        return self.folder / self.stem / f"{self.name}-{width}.{kind}"

    def description(self, width: str) -> Description:
        """Return what a file of that width says of itself."""
        return Description(self.identity, self.language.code, width)


def tasks(
    identities: Iterable[Identity], results: Results, languages: Iterable[Language], folder: Path, paper: bool
) -> list[Task]:
    """List every figure in every language, with the key of all that it shows and says of itself."""
    languages = list(languages)
    shared = {"shared code": digest_files(SHARED), "installed packages": installed(), "files for papers": paper}
    return [
        Task(who.stem, language, folder, paper, who, keyed(shared | own | known | {"words": words(who.stem, language)}))
        for who in identities
        for own, known in [(source(who.stem, results), {"what its files say": astuple(who)})]
        for language in languages
    ]


def source(stem: str, results: Results) -> dict[str, str]:
    """Return the digest of a figure's code and the keys of the answers that it shows."""
    answers = {f"the answer {name}": results[name].key for name in needs("figure", stem)}
    return {"code": digest_files([SHELVES["figure"] / f"{stem}.py"]), **answers}


def words(stem: str, language: Language) -> Any:
    """Return the words that a figure may use: its own labels, and none of another's."""
    own = language.words.get("figures", {}).get(stem, {})
    drawn = {name: word for name, word in own.items() if name not in ("title", "caption", "alt")}
    shared = [language.words.get(name) for name in ("number", "transforms", "methods", "metrics")]
    return [language.code, shared, drawn]


def draw(wanted: list[Task], results: Results, stamps: Stamps, tell: Callable[[str, int, int], None]) -> int:
    """Draw the figures that are not fresh; return how many there were."""
    stale = [task for task in wanted if not stamps.fresh(f"figures/{task.name}", task.key, task.files)]
    for done, task in enumerate(drawn(stale, results), 1):
        stamps.set(f"figures/{task.name}", task.key, task.files)
        tell(task.name, done, len(stale))
    return len(stale)


def drawn(stale: list[Task], results: Results) -> Iterator[Task]:
    """Draw one by one, or side by side."""
    calls = [partial(draw_one, shown(results, task.stem), task) for task in stale]
    return each(call, calls, 1 if len(stale) < FEW else None)


def shown(results: Results, stem: str) -> Results:
    """Return only the answers that a figure says it shows: it must not show others, nor have them sent to it."""
    return replace(results, answers={name: results[name] for name in needs("figure", stem)})


def draw_one(results: Results, task: Task) -> Task:
    """Draw one figure at every width."""
    from report import drawing
    from report.citation import embed

    paint = import_module(f"report.figures.{task.stem}").draw
    (task.folder / task.stem).mkdir(parents=True, exist_ok=True)
    with written(task) as page:
        for width in task.widths:
            with drawing.styled(width):
                figure = paint(results, task.language, drawing.WIDTHS[width])
                svg = embed.in_svg(drawing.to_svg(figure), task.description(width))
                task.file(width, "svg").write_text(svg, encoding="utf-8", newline="\n")
                page(figure)
    return task


@contextmanager
def written(task: Task) -> Iterator[Callable[[Any], None]]:
    """Take the drawings of a figure, which have settled, and write its files for papers where they are asked for."""
    if not task.paper:
        yield lambda _: None
        return
    from report.citation import embed
    from report.plates import paper

    def write(pdfs: Iterable[Any]) -> None:
        for width, pdf in zip(task.widths, pdfs, strict=True):
            embed.in_pdf(pdf, task.description(width))
            task.file(width, "pdf").write_bytes(content := paper.to_bytes(pdf))
            task.file(width, "png").write_bytes(paper.to_png(content, embed.in_png(task.description(width))))

    with paper.pages(write) as page:
        yield page


def pictures(wanted: Iterable[Task], language: Language) -> Mapping[str, Mapping[str, tuple[str, int, int]]]:
    """Return for each figure in one language the files that a page shows, and their sizes in CSS pixels."""
    return {
        task.stem: {width: (path.name, *size(path)) for width in WEB for path in [task.file(width, "svg")]}
        for task in wanted
        if task.language.code == language.code
    }


def size(path: Path) -> tuple[int, int]:
    """Read width and height of an SVG from its head; a point is 4/3 of a CSS pixel."""
    with path.open(encoding="utf-8") as file:
        head = file.read(2000)
    width, height = (float(found) for found in re.findall(r' (?:width|height)="([\d.]+)pt"', head))
    return round(width * 4 / 3), round(height * 4 / 3)
