"""Everything that a paper needs of the figures, in one file for each language: ``figures-<lang>.zip``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from report.archive import packed
from report.citation.latex import DISSERTATION, JOURNAL, caption_setup, figure
from report.citation.record import Record
from report.language import Language
from report.publication import Publication

WIDTH = "165mm"  # what the ready environments include


def write(
    records: Sequence[Record],
    language: Language,
    languages: Iterable[Language],
    publication: Publication,
    figures: Path,
) -> Path:
    """Write the bundle of one language beside the figures; the same bytes each time.

    Parameters
    ----------
    records : sequence of Record
        The records of the figures, in reading order.
    language, languages : Language
        The language of the bundle, and all of them.
    publication : Publication
        Who publishes the report.
    figures : Path
        The folder ``figures/`` of the site: holds each figure's files, data and citations.
    """
    name = f"figures-{language.code}"
    parts = {part: text.encode() for part, text in papers(records, language, publication, figures).items()}
    for record in records:
        own = figures / record.stem
        parts |= {f"pdf/{path.name}": path.read_bytes() for path in own.glob(f"{record.stem}-{language.code}-*.pdf")}
        parts |= {f"data/{path.name}": path.read_bytes() for path in tables(own, language, languages)}
    target = figures / f"{name}.zip"
    target.write_bytes(packed({f"{name}/{part}": parts[part] for part in sorted(parts)}))
    return target


def tables(folder: Path, language: Language, languages: Iterable[Language]) -> list[Path]:
    """List the data of a figure: for programs, and for the spreadsheets of this language."""
    others = tuple(f"-{one.code}.csv" for one in languages if one.code != language.code)
    return [path for path in folder.glob("*.csv") if not path.name.endswith(others)]


def papers(records: Iterable[Record], language: Language, publication: Publication, figures: Path) -> dict[str, str]:
    """Return the texts of the bundle by their names."""
    records, code = list(records), language.code
    ready = [figure(one.stem, one.caption[code], one.key, f"pdf/{one.stem}-{code}-{WIDTH}.pdf") for one in records]
    told = language.fill(
        "bundle.readme",
        title=publication.title[code],
        version=publication.version,
        authors=language.listing(publication.names),
        licence=publication.licence,
        licence_address=publication.licence_address,
    )
    return {
        "README.txt": told,
        "LICENCE.txt": f"{publication.licence}\n{publication.licence_address}\n",
        "figures.bib": gathered(records, f"-{code}.bib", figures),
        "figures.biblatex.bib": gathered(records, f"-{code}.biblatex.bib", figures),
        "figures.tex": "\n".join(ready),
        "captions-journal.tex": caption_setup(JOURNAL, language.word("bundle.journal")) + "\n",
        "captions-dissertation.tex": caption_setup(DISSERTATION, language.word("bundle.dissertation")) + "\n",
    }


def gathered(records: Iterable[Record], end: str, figures: Path) -> str:
    """Join the citations of all figures in one format."""
    return "\n".join((figures / one.stem / f"{one.stem}{end}").read_text("utf-8") for one in records)
