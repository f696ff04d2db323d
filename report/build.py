"""The whole way once: study, figures, pages, site, check, publication in one move."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment

from digitclust.records import InputError, Results, Value
from digitclust.running import run
from digitclust.store import Store, digest
from digitclust.study import load_study
from report import bibliography, check, downloads, draw, generator, lock, pages, provenance, publish, site, templates
from report.fresh import Places
from report.language import Language, compare, load_language
from report.progress import Progress
from report.provenance import HERE, Origin
from report.publication import Publication, load_publication
from report.stamps import Stamps, contents

Tell = Callable[[str, float, float], None]  # what is at work, how many are done, how many there are
Pictures = Mapping[str, Any]


@dataclass(frozen=True)
class Report:
    """What every stage of a build is handed."""

    places: Places
    publication: Publication
    origin: Origin
    languages: tuple[Language, ...]
    environment: Environment
    stamps: Stamps

    @property
    def date(self) -> datetime.date:
        """Return the date of the commit, else of the version."""
        return self.origin.date or self.publication.date

    @property
    def epoch(self) -> int:
        """Return the same in seconds since 1970, for SOURCE_DATE_EPOCH: never 0."""
        midnight = datetime.datetime.combine(self.publication.date, datetime.time(), datetime.UTC)
        return self.origin.epoch or int(midnight.timestamp())


def prepare(places: Places) -> Report:
    """Read what the report is made of, and refuse what cannot become one."""
    publication = load_publication(places.publication)
    known = tuple(sorted(path.parent.name for path in templates.TEMPLATES.glob("*/words.toml")))
    languages = tuple(load_language(templates.TEMPLATES / code, known) for code in publication.languages)
    refuse(compare(list(languages)))
    downloads.demand()
    origin = provenance.origin()
    return Report(places, publication, origin, languages, templates.environment(), Stamps(places.work / "stamps"))


def build(places: Places, progress: Progress) -> Results:
    """Make the report and publish it; return the results."""
    report = prepare(places)
    with progress.stage("study") as tell:
        results = run(load_study(places.study), Store(places.build / "store"), tell)
    plans = {language.code: plan(report, language, results) for language in report.languages}
    pages.agree(plans)
    with progress.stage("figures") as tell:
        drawn = draw_figures(report, plans, results, tell)
    with progress.stage("pages") as tell:
        for done, language in enumerate(report.languages):
            tell(language.code, done, len(report.languages))
            write_pages(report, plans[language.code], results, language, draw.pictures(drawn, language))
    with progress.stage("site") as tell:
        htmls = render(report, tell)
    with progress.stage("check"):
        staging = stage(report, results, htmls)
        refuse(check.problems(staging, generator.root_path(report.publication)), "the finished site is not sound: ")
    with progress.stage("publish"):
        publish.exchange(staging, places.site)
        if lock.update(results, places.lock):
            progress.say(f"{places.lock} says something new: a look at what changed tells whether it should")
    return results


def plan(report: Report, language: Language, results: Results) -> pages.Plan:
    """Choose the pages of one language."""
    return pages.plan(language.code, report.publication.pages, results.answers, report.environment)


def draw_figures(report: Report, plans: Mapping[str, pages.Plan], results: Results, tell: Tell) -> list[draw.Task]:
    """Draw every figure that stands on a page, write its data beside it; return its files, drawn now or before."""
    folder = report.places.work / "figures"
    stems = list(dict.fromkeys(stem for plan in plans.values() for stem in plan.shown("figure")))
    wanted = draw.tasks(stems, results, report.languages, folder)
    tidy(folder, {task.path for task in wanted})
    draw.draw(wanted, results, report.stamps, tell)
    data = report.places.work / "data"
    tidy(data, set(downloads.write(results, stems, data, report.stamps)))
    return wanted


def write_pages(report: Report, plan: pages.Plan, results: Results, language: Language, pictures: Pictures) -> None:
    """Write the pages of one language and drop those that are no longer there."""
    folder = report.places.work / "pages" / language.code
    folder.mkdir(parents=True, exist_ok=True)
    facts, study = facts_of(report, language), report.places.study.read_text("utf-8")
    references = bibliography.load(language, report.places.work / "references", report.stamps)
    written = pages.write(plan, results, language, report.environment, pictures, references, facts, study)
    tidy(folder, {folder / f"{stem}.md" for stem in written})
    for stem, text in written.items():
        (folder / f"{stem}.md").write_text(text, encoding="utf-8")


def tidy(folder: Path, keep: set[Path]) -> None:
    """Delete files of an earlier build that this one does not make."""
    for path in folder.rglob("*"):
        if path.is_file() and path not in keep:
            path.unlink()


def facts_of(report: Report, language: Language) -> dict[str, Value]:
    """Return what pages may say of the build: in words of the language, and not among the study's values."""
    origin = report.origin
    commit = origin.commit[:12] or language.word("site.unknown")
    if origin.changes(language.code):
        commit = f"{commit} {language.word('site.changed')}"
    publication = report.publication
    return {
        "build.title": publication.title[language.code],
        "build.authors": language.listing(list(publication.authors)),
        "build.year": str(publication.date.year),
        "build.licence": publication.licence,
        "build.version": publication.version,
        "build.commit": commit,
        "build.date": language.date(report.date),
        "build.python": provenance.versions()["Python"],
    }


def render(report: Report, tell: Tell) -> dict[str, Path]:
    """Turn the pages of each language into HTML, where they changed; all languages at once."""
    with ThreadPoolExecutor() as pool:
        folders = pool.map(lambda language: render_one(report, language), report.languages)
        htmls: dict[str, Path] = {}
        for language in report.languages:
            tell(language.code, len(htmls), len(report.languages))
            htmls[language.code] = next(folders)
        return htmls


def render_one(report: Report, language: Language) -> Path:
    """Build one language's HTML unless it is fresh."""
    work = report.places.work
    source, html, config = (
        work / "pages" / language.code,
        work / "html" / language.code,
        work / f"{language.code}.yml",
    )
    shell = [HERE / "mkdocs.yml", HERE / "templates" / "theme", *sorted((HERE / "report").glob("*.py"))]
    shared = [other.words["site"] for other in report.languages]
    key = digest(
        contents([source, *shell]), shared, report.publication.model_dump(), provenance.installed(), report.epoch
    )
    if not report.stamps.fresh(f"html/{language.code}", key, [html]):
        site.render(language, report.languages, report.publication, source, html, config, report.epoch)
        report.stamps.set(f"html/{language.code}", key, [html])
    return html


def stage(report: Report, results: Results, htmls: Mapping[str, Path]) -> Path:
    """Put the whole site together beside the old one."""
    staging = publish.staging_for(report.places.site)
    values = json.dumps(results.values, ensure_ascii=False, indent=1).encode() + b"\n"
    folders = [report.places.work / name for name in ("figures", "data")]
    site.assemble(htmls, folders, report.publication, report.languages, staging, values)
    site.manifest(staging, record(report, results))
    return staging


def record(report: Report, results: Results) -> dict[str, Any]:
    """Return what the manifest says beside the files."""
    return {
        "version": report.publication.version,
        "commit": report.origin.commit,
        "changed": list(report.origin.changed),
        "date": str(report.date),
        "data_digest": results.values.get("data.digest", ""),
        "engine": "mkdocs",
        "versions": provenance.versions(),
    }


def refuse(problems: list[str], opening: str = "") -> None:
    """Stop before publication when something has a fault: the first three in one line."""
    if problems:
        more = f"; and {len(problems) - 3} more" if problems[3:] else ""
        raise InputError(f"{opening}{'; '.join(problems[:3])}{more}")
