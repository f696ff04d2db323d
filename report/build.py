"""The whole way once: study, figures, pages, site, check, publication in one move."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from digitclust.cluster import Spread
from digitclust.records import Results
from digitclust.study import load_study
from report import compose, downloads, pages, provenance
from report.answers import answer, damaged, left_out, marks
from report.citation.identity import Identity, identify
from report.citation.record import tables
from report.citation.work import figure
from report.fresh import Places
from report.language import Language
from report.plates import bundle, draw, spreadsheet
from report.plates.figure_pages import Display
from report.prepare import Report, prepare, refuse
from report.press import article
from report.progress import Progress
from report.proof import lock
from report.provenance import HERE
from report.stamps import contents, keyed, tidy
from report.web import check, explorer, generator, policy, publish, sharing, site

Tell = Callable[[str, float, float], None]  # what is at work, how many are done, how many there are


def build(places: Places, progress: Progress, spread: Spread | None = None) -> Results:
    """Make the report and publish it; return the results. What spreads the study over a cluster may be given."""
    store = places.build / "store"
    before = marks(store)
    report = prepare(places, progress.why)
    with progress.stage("study") as tell:
        study = load_study(places.study)
        for line in left_out(study, report.traits):
            progress.say(line)
        results = answer(study, store, report.stamps, before, tell, spread)
        for line in damaged(store, before):
            progress.say(line)
    plans = {language.code: plan(report, language, results) for language in report.languages}
    pages.agree(plans)
    with progress.stage("figures") as tell:
        drawn = draw_figures(report, plans, results, tell)
    outlook = article.outlook(report, results.held)
    with progress.stage("pages") as tell:
        spoken = [
            compose.speak(report, plans[one.code], results, one, draw.pictures(drawn, one), outlook)
            for one in report.languages
        ]
        records = compose.recorded(report, spoken)
        shown = [compose.display(report, vocabulary, records) for vocabulary in spoken]
        for done, display in enumerate(shown):
            code = display.language.code
            tell(code, done, len(shown))
            compose.write(report, plans[code], display)
    with progress.stage("article") as tell:
        printed = article.printed(report, outlook, spoken, tell)
    with progress.stage("site") as tell:
        htmls = render(report, tell)
    with progress.stage("check"):
        staging = stage(report, results, htmls, shown, printed)
        refuse(check.problems(staging, generator.root_path(report.publication)), "the finished site is not sound: ")
    with progress.stage("publish"):
        publish.exchange(staging, places.site)
        if outlook.state == "missing":
            progress.say(f"the article is left out: {outlook.engine}")
        if lock.update(results, places.lock):
            progress.say(f"{places.lock} says something new: a look at what changed tells whether it should")
    return results


def plan(report: Report, language: Language, results: Results) -> pages.Plan:
    """Choose the pages of one language."""
    return pages.plan(language.code, report.publication.pages, results.held.__contains__, report.environment)


def draw_figures(report: Report, plans: Mapping[str, pages.Plan], results: Results, tell: Tell) -> list[draw.Task]:
    """Write the data of every figure that stands on a page, and draw it; return its files, drawn now or before."""
    folder = report.places.work / "figures"
    stems = list(dict.fromkeys(stem for plan in plans.values() for stem in plan.shown("figure")))
    data = report.places.work / "data"
    tidy(data, set(downloads.write(results, stems, data, report.stamps)))
    identities = [known(report, stem, data) for stem in stems]
    wanted = draw.tasks(identities, results, report.languages, folder, report.places.paper)
    files = {file for task in wanted for file in task.files}
    for stem in stems if report.places.paper else ():
        files.update(spreadsheet.write(results, stem, report.languages, folder, report.stamps))
    tidy(folder, files)
    draw.draw(wanted, results, report.stamps, tell)
    return wanted


def known(report: Report, stem: str, data: Path) -> Identity:
    """Return who a figure is, as its files say it."""
    work = figure(stem, 0, report.languages, report.publication)
    return identify(work, tables(downloads.shown(stem), data))


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
    code = HERE / "report"
    shell = [HERE / "mkdocs.yml", HERE / "templates" / "theme", code / "web", *sorted(code.glob("*.py"))]
    shared = [other.words["site"] for other in report.languages]
    key = keyed(
        {
            "pages": contents([source]),
            "theme and code": contents(shell),
            "words of the site": shared,
            "publication data": report.publication.model_dump(),
            "installed packages": provenance.installed(),
            "date": report.epoch,
            "generator": report.places.generator,
        }
    )
    if not report.stamps.fresh(f"html/{language.code}", key, [html]):
        generator = report.places.generator
        site.render(language, report.languages, report.publication, source, html, config, report.epoch, generator)
        report.stamps.set(f"html/{language.code}", key, [html])
    return html


def stage(
    report: Report,
    results: Results,
    htmls: Mapping[str, Path],
    shown: Sequence[Display],
    printed: article.Printed,
) -> Path:
    """Put the whole site together beside the old one."""
    staging = publish.staging_for(report.places.site)
    values = json.dumps(results.values, ensure_ascii=False, indent=1).encode() + b"\n"
    folders = [report.places.work / name for name in ("figures", "data", "explorer")]
    tidy(folders[-1], set(explorer.write(results, report.languages, report.publication, folders[-1])))
    site.assemble(htmls, folders, report.publication, report.languages, staging, values)
    with publish.writing(staging):
        compose.publish(report, shown, staging)
        for display in shown if report.places.paper else ():
            records = list(display.records.values())
            bundle.write(records, display.language, report.languages, report.publication, staging / "figures")
        printed.publish(staging)
        policy.secure(staging)
        sharing.write(staging, report.publication, str(report.date))
    site.manifest(staging, {**record(report, results), **printed.facts})
    return staging


def record(report: Report, results: Results) -> dict[str, Any]:
    """Return what the manifest says beside the files."""
    return {
        "version": report.publication.version,
        "commit": report.origin.commit,
        "changed": list(report.origin.changed),
        "date": str(report.date),
        "data_digest": results.values.get("data.digest", ""),
        "engine": report.places.generator,
        "versions": provenance.versions(),
    }
