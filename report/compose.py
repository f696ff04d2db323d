"""Composes what the pages of each language say, and the records of the figures on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from digitclust.records import Results, Value
from report import bibliography, pages, provenance
from report.citation import cited, gather, record, work
from report.citation.record import Record
from report.language import Language
from report.plates import figure_pages
from report.plates.figure_pages import Display
from report.prepare import Report
from report.press.article import Outlook
from report.proof import changes
from report.stamps import tidy
from report.vocabulary import Vocabulary

Pictures = Mapping[str, Any]


def facts_of(report: Report, language: Language, outlook: Outlook) -> dict[str, Value]:
    """Return what pages may say of the build: in words of the language, and not among the study's values."""
    origin = report.origin
    commit = origin.commit[:12] or language.word("site.unknown")
    if origin.changes(language.code):
        commit = f"{commit} {language.word('site.changed')}"
    publication = report.publication
    return {
        "build.title": publication.title[language.code],
        "build.authors": language.listing(publication.names),
        "build.year": str(publication.date.year),
        "build.licence": publication.licence,
        "build.licence_address": publication.licence_address,
        **{f"build.data_{name}": said for name, said in publication.data.model_dump().items()},
        "build.version": publication.version,
        "build.commit": commit,
        "build.date": language.date(report.date),
        "build.python": provenance.versions()["Python"],
        "build.paper": report.places.paper,
        "build.labelled": "labels" in report.traits,
        "build.pixels": "pixels" in report.traits,
        "build.article": outlook.state,
        "build.article_name": f"{publication.key}-{language.code}",
        "build.print_engine": outlook.engine,
    }


def speak(
    report: Report,
    plan: pages.Plan,
    results: Results,
    language: Language,
    pictures: Pictures,
    outlook: Outlook,
) -> Vocabulary:
    """Return what the pages of one language may say."""
    facts, study = facts_of(report, language, outlook), report.places.study.read_text("utf-8")
    references = bibliography.load(language, report.places.work / "references", report.stamps)
    return pages.vocabulary(plan, results, language, report.environment, pictures, references, facts, study)


def display(report: Report, vocabulary: Vocabulary, records: Sequence[Record]) -> Display:
    """Return what the pages of one language show of the report and its figures as works to be cited."""
    works = {
        "": work.whole(report.publication),
        **{r.stem: work.figure(r.stem, r.number, report.languages, report.publication) for r in records},
    }
    citations = cited.load(works.values(), vocabulary.language, report.places.work / "citations", report.stamps)
    return Display(works, {r.stem: r for r in records}, citations, vocabulary, report.places.work)


def write(report: Report, plan: pages.Plan, shown: Display) -> None:
    """Write the pages of one language and drop those that are no longer there."""
    folder = report.places.work / "pages" / shown.language.code
    (folder / "figures").mkdir(parents=True, exist_ok=True)

    def calls(root: str) -> dict[str, Any]:
        return {**shown.calls(root), **changes.calls(shown, report.earlier, root)}

    drawn = {**figure_pages.write(shown), **changes.write(shown, report.earlier)}
    written = {**pages.write(plan, shown.vocabulary, calls), **drawn}
    tidy(folder, {folder / f"{stem}.md" for stem in written})
    for stem, text in written.items():
        (folder / f"{stem}.md").write_text(text, encoding="utf-8")


def recorded(report: Report, spoken: Sequence[Vocabulary]) -> list[Record]:
    """Make the record of every figure, in reading order."""
    source = {"commit": report.origin.commit, "changed": report.origin.changed, "date": report.date}
    return gather.records(spoken, report.publication, report.places.work, source)


def publish(report: Report, shown: Sequence[Display], staging: Path) -> None:
    """Write the records of all figures and the citations of all works into the site."""
    (staging / "cite").mkdir()
    for display in shown:
        for stem, citations in display.citations.items():
            folder = staging / "figures" / stem if stem else staging / "cite"
            for name, text in cited.files(citations, display.language, stem or "report").items():
                (folder / name).write_text(text, encoding="utf-8", newline="\n")
    record.write(shown[0].records.values(), report.publication.version, staging / "figures")
