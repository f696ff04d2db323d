"""Draws one figure to measure: any width, height, letters, font, in colour or grey, as SVG, PDF or PNG."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from digitclust.discover import nearest, stems
from digitclust.records import InputError, Results
from digitclust.running import run
from digitclust.store import Store
from digitclust.study import load_study
from report import downloads
from report.citation.identity import Description, identify
from report.citation.record import tables
from report.citation.work import figure
from report.fresh import Places
from report.pages import SHELVES, needs, shows
from report.prepare import Report, prepare
from report.progress import progress
from report.publication import load_publication
from report.stamps import Stamps
from report.web.publish import writing

KINDS = ("svg", "pdf", "png")
SLACK = 0.03  # inches by which a box may stand out: it has margins that hold no ink
LEAST = 7.0  # points: no smaller letter is legible in print


@dataclass(frozen=True)
class Measure:
    """How a figure is to be drawn: lengths in millimetres, letters in points; None leaves it to the figure."""

    width: float
    height: float | None = None
    font_size: float | None = None
    font: str | None = None
    grey: bool = False


def command(
    places: Places,
    stem: str,
    lang: str,
    width: str,
    height: str | None,
    kind: str | None,
    output: Path | None,
    **look: Any,
) -> str:
    """Do what the command line says, and tell what was written."""
    ending = output.suffix.removeprefix(".").lower() if output else ""
    kind = kind or ending or "pdf"
    if ending in KINDS and kind != ending:
        raise InputError(f"{output} would hold {kind}: call it .{kind}, or leave --format out")
    lang = lang or load_publication(places.publication).languages[0]
    measure = Measure(millimetres(width), millimetres(height) if height else None, **look)
    content = redraw(places, stem, lang, measure, kind)
    output = output or Path(f"{stem}-{lang}-{measure.width:g}mm.{kind}")
    with writing(output):
        output.write_bytes(content)
    return f"Figure: {output}"


def redraw(places: Places, stem: str, language: str, measure: Measure, kind: str) -> bytes:
    """Draw a figure of a study from the answers that are remembered; what is not is computed.

    Raises
    ------
    InputError
        When there is no such figure, language, format or font: the line lists what there is.
    """
    report = prepare(places, lambda *_: None)
    pick(stem, stems(SHELVES["figure"]), "figure")
    pick(language, report.publication.languages, "language")
    pick(kind, KINDS, "format")
    results = answers(places, stem)
    description = described(report, results, stem, language, measure)
    with drawn(report, results, description, measure) as made:
        return written(made, description, kind)


def pick(name: str, known: Any, what: str) -> None:
    """Refuse a name that is not known, and list those that are."""
    if name not in known:
        raise InputError(f"no {what} is called '{name}'; known: {', '.join(sorted(known))}")


def answers(places: Places, stem: str) -> Results:
    """Answer as much of a study as a figure needs."""
    study = load_study(places.study)
    missing = [name for name in needs("figure", stem) if name not in study.experiments]
    if missing:
        raise InputError(f"the figure '{stem}' needs the experiment '{missing[0]}', which {places.study} lacks")
    asked = {name: options for name, options in study.experiments.items() if name in needs("figure", stem)}
    with progress(aside=True) as shown, shown.stage("study") as tell:
        results = run(study.model_copy(update={"experiments": asked}), Store(places.build / "store"), tell)
    lacks = [name for name in shows("figure", stem) if name not in results.held]
    if lacks:
        raise InputError(f"the figure '{stem}' shows {lacks[0]}, which the data of {places.study} do not give")
    return results


def described(report: Report, results: Results, stem: str, language: str, measure: Measure) -> Description:
    """Return what the file will say of itself: the tables that it shows have the digests of the published ones."""
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        downloads.write(results, [stem], data, Stamps(Path(folder) / "stamps"))
        work = figure(stem, 0, report.languages, report.publication)
        return Description(identify(work, tables(downloads.shown(stem), data)), language, f"{measure.width:g}mm")


@contextmanager
def drawn(report: Report, results: Results, description: Description, measure: Measure) -> Iterator[Any]:
    """Draw a figure, and hold its style until it is written."""
    from report import drawing
    from report.plates.grey import turn_grey

    (language,) = [one for one in report.languages if one.code == description.language]
    paint = partial(import_module(f"report.figures.{description.identity.stem}").draw, results, language)
    near = min(drawing.WIDTHS, key=lambda name: abs(drawing.WIDTHS[name] - measure.width))
    with drawing.styled(near, settings(measure)):
        made = paint(measure.width)
        if measure.height:
            made.set_figheight(measure.height * drawing.MM)
        if measure.grey:
            turn_grey(made)
        refuse_outside(made)
        yield made


def refuse_outside(made: Any) -> None:
    """Refuse a drawing of which something lies outside the paper, and would be cut off."""
    from report import drawing

    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", UserWarning)  # by which matplotlib tells that nothing is left for the axes
        drawing.settle(made)  # as often as for the report, else the same measure gives another drawing
        made.draw_without_rendering()
    box, (width, height) = made.get_tightbbox(), made.get_size_inches()
    if told or min(box.x0, box.y0) < -SLACK or box.x1 > width + SLACK or box.y1 > height + SLACK:
        raise InputError("not everything finds room on that paper; ask for more of it, or for smaller letters")


def settings(measure: Measure) -> dict[str, Any]:
    """Return what a measure says of letters, as matplotlib calls it."""
    from matplotlib import font_manager

    wanted: dict[str, Any] = {}
    if measure.font_size:
        if measure.font_size < LEAST:
            raise InputError(f"letters of {measure.font_size:g} pt cannot be read in print; the least is {LEAST:g} pt")
        wanted["font.size"] = measure.font_size
    if measure.font:
        known = sorted(set(font_manager.get_font_names()))
        if measure.font not in known:
            raise InputError(f"no font is called '{measure.font}'; {nearest(measure.font, known)}")
        wanted["font.family"] = measure.font
    return wanted


def written(made: Any, description: Description, kind: str) -> bytes:
    """Write a drawing in one format, with what it says of itself."""
    from report import drawing
    from report.citation import embed
    from report.plates import paper

    svg = embed.in_svg(drawing.to_svg(made), description)
    if kind == "svg":
        return svg.encode()
    found: list[bytes] = []

    def keep(pdfs: Iterator[Any]) -> None:
        for pdf in pdfs:
            embed.in_pdf(pdf, description)
            found.append(paper.to_bytes(pdf))

    with paper.pages(keep) as page:
        page(made)
    return found[0] if kind == "pdf" else paper.to_png(found[0], embed.in_png(description))


def millimetres(text: str) -> float:
    """Read a length such as 85mm, 8.5cm or 85; InputError tells what is wrong."""
    number = text.strip().lower()
    factor = 10.0 if number.endswith("cm") else 1.0
    try:
        length = float(number.removesuffix("mm").removesuffix("cm")) * factor
    except ValueError:
        raise InputError(f"'{text}' is no length; write it as 85mm or 8.5cm") from None
    if not 40 <= length <= 1000:
        raise InputError(f"{text} is no size for a figure: between 40mm and 1000mm can be drawn")
    return length
