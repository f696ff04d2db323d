"""The command line: ``python -m report --help`` lists what there is."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from digitclust.records import InputError
from report.fresh import Places, inputs, reasons, remember, unchanged
from report.provenance import HERE, origin
from report.stamps import Key

STUDY = HERE / "report" / "study.toml"
PATH = click.Path(path_type=Path)
Command = Callable[..., Any]


def places(
    study: Path | None = None,
    build_folder: Path | None = None,
    site: Path | None = None,
    paper: bool = True,
    engine: str | None = None,
    generator: str = "mkdocs",
) -> Places:
    """Fill in what was not said: our study, ``build/``, and ``site/`` or for another study ``site-<stem>/``."""
    study = study or near(STUDY)
    name = "site" if study.resolve() == STUDY else f"site-{study.stem}"
    build_folder, site = build_folder or near(HERE / "build"), site or near(HERE / name)
    return Places(study, build_folder, site, paper, engine or "", generator)


def near(path: Path) -> Path:
    """Return a path as seen from the current folder where it lies below it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def located(command: Command) -> Command:
    """Give a command the options that say where a build reads and writes, and how much it makes."""
    options = (
        click.option("--study", type=PATH, help="The study file.  [report/study.toml]"),
        click.option("--build", "build_folder", type=PATH, help="Folder of generated things.  [build]"),
        click.option("--site", type=PATH, help="Folder of the published report.  [site, or site-<study>]"),
        click.option("--paper/--no-paper", default=True, help="Files for papers too, and the article.  [yes]"),
        click.option("--print-engine", "engine", help="What prints the article: pandoc or quarto.  [as published]"),
        click.option("--generator", default="mkdocs", show_default=True, help="What makes the HTML, or properdocs."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Build the report on clustered digits, in every language."""


@main.command()
@located
@click.option("--explain", is_flag=True, help="Say why each thing is made again.")
@click.option("--lock", type=PATH, help="The lock to write.  [beside the study]")
@click.option("--scheduler", default="", help="Dask cluster that answers the study, such as tcp://10.0.0.1:8786.")
def build(explain: bool, lock: Path | None, scheduler: str, **options: Any) -> None:
    """Build the report, unless nothing has changed."""
    where = replace(places(**options), aside=lock)
    key = inputs(where, origin())
    if unchanged(where, key):
        click.echo(f"Nothing to do: nothing has changed since {where.site / 'index.html'} was built.")
        return
    if explain:
        click.echo(f"{where.site}: {reasons(where, key)}")
    with spread_over(scheduler) as spread:
        make(where, key, explain, spread)


def spread_over(scheduler: str) -> AbstractContextManager[Any]:
    """Reach a Dask cluster, where one is named: nothing of it is imported otherwise."""
    if not scheduler:
        return nullcontext()
    from digitclust.cluster import workers

    return workers(scheduler)


def make(where: Places, key: Key, explain: bool, spread: Any = None) -> None:
    """Build; then tell the result, how long each stage took, and where the report is."""
    from report.build import build as make_report  # here, so that a build with nothing to do imports nothing
    from report.progress import progress
    from report.web.publish import alone, claim

    claim(where.site)
    with alone(where.build, where.site, click.echo), progress(explains=explain) as shown:
        results = make_report(where, shown, spread)
        remember(where, key)
    click.echo(f"Result: {headline(results.values)}")
    click.echo(f"Time:   {shown.timing()}")
    click.echo(f"Report: {where.site / 'index.html'}")


def headline(values: Mapping[str, Any]) -> str:
    """Tell the result in one line, as far as the study has it."""
    if "reference.accuracy" not in values:
        return f"{len(values)} values"
    correct, wrong = values["reference.correct"], values["reference.wrong"]
    return f"{correct} of {correct + wrong} images named correctly, {values['reference.accuracy']:.1%}"


@main.command(short_help="Write the files of a study of your own data.")
@click.argument("study", type=PATH)
@click.option("--data", type=PATH, required=True, help="A folder of pictures, or a file: IDX, npz, CSV, TSV, Parquet.")
@click.option("--labels", help="File of IDX, array or column with the labels; none for none.  [as they look]")
def new(study: Path, data: Path, labels: str | None) -> None:
    """Look at data, and write STUDY, who publishes it, and what the data are called."""
    from report.new import new as write

    click.echo("\n".join(write(study, data, labels)))


@main.command(short_help="Show the report in a browser, renewed while you write.")
@located
@click.option("--port", default=8000, show_default=True, help="Where the browser finds it on this machine.")
def serve(port: int, **options: Any) -> None:
    """Show the report in a browser; rebuild and reload whatever a saved file touches."""
    from report.web.serve import serve as show

    show(places(**options), port)


@main.command(short_help="Cite the report, or a figure by its name, in a style.")
@click.argument("stem", default="")
@click.option("--style", default="gost", show_default=True, help="Such as bibtex or apa; an unknown one lists all.")
@click.option("--lang", default="", help="Language of the citation.  [the first of the publication]")
@click.option("--study", type=PATH, help="The study file.  [report/study.toml]")
@click.option("--site", type=PATH, help="The report whose figure is cited.  [site, or site-<study>]")
def cite(stem: str, style: str, lang: str, study: Path | None, site: Path | None) -> None:
    """Print a citation; a day of access in it is today."""
    from report.citation.citing import cite as cites

    click.echo(cites(places(study, site=site), stem, style, lang, datetime.date.today()), nl=False)


@main.command(short_help="Build again from nothing and compare with the lock and a published copy.")
@located
@click.option("--against", default="", help="Folder or address of a published copy.  [the site that stands here]")
def verify(against: str, **options: Any) -> None:
    """Build again from nothing; exit code 1 when lock or copy say something else."""
    from report.proof.verify import verify as proves

    if not proves(places(**options), against, click.echo):
        sys.exit(1)


@main.command(short_help="Write the archive of the report, to be deposited.")
@located
def archive(**options: Any) -> None:
    """Write the report, its sources and where each figure comes from as one RO-Crate."""
    from report.proof.deposit import deposit

    click.echo(f"Archive: {deposit(places(**options))}")


@main.command(short_help="Write a copy of the report that opens from a disk.")
@located
def offline(**options: Any) -> None:
    """Write the report as a folder and a zip that open without a server, with search, switch and explorer."""
    from report.web.offline import offline as copies

    click.echo(f"Offline: {copies(places(**options))}, and the folder beside it")


@main.command(short_help="Draw one figure to measure.")
@click.argument("stem")
@click.option("--lang", default="", help="Its language.  [the first of the publication]")
@click.option("--width", default="165mm", show_default=True, help="85mm, 8.5cm.")
@click.option("--height", help="The same; left to the figure if not given.")
@click.option("--font-size", type=float, help="Points, at least 7.")
@click.option("--font", help="Family of letters, as it is installed.  [DejaVu Sans]")
@click.option("--grey", is_flag=True, help="Greys as light as the colours.")
@click.option("--format", "kind", help="svg, pdf or png.  [as the file is called, else pdf]")
@click.option("-o", "--output", type=PATH, help="The file to write.  [<stem>-<lang>-<width>.<format>]")
@click.option("--study", type=PATH, help="The study file.  [report/study.toml]")
@click.option("--build", "build_folder", type=PATH, help="Folder of generated things.  [build]")
def figure(**options: Any) -> None:
    """Draw one figure to measure, from the answers that are remembered."""
    from report.plates.redraw import command

    click.echo(command(places(options.pop("study"), options.pop("build_folder")), **options))


@main.command(short_help="Tell which figure a file is.")
@click.argument("file", type=PATH)
@click.option("--site", type=PATH, help="The report to hold it against.  [site]")
def identify(file: Path, site: Path | None) -> None:
    """Tell which figure a file is, whether its bytes are the published ones, and what has changed in its data."""
    from report.citation.identify import identify as told

    click.echo("\n".join(told(file, places(site=site).site)))


@main.command(short_help="Refuse a release that could not stay for ever; make release does the rest.")
@located
@click.argument("version")
def release(version: str, **options: Any) -> None:
    """Refuse to release what is not that version, is not committed, or is published already."""
    from report.proof.release import refuse

    refuse(version, places(**options).publication)


@main.command(short_help="Keep what a released version says, to compare later ones with it.")
@located
def keep(**options: Any) -> None:
    """Keep values and figures of the site that stands here; commit the file with the next version."""
    from report.proof.versions import keep as keeps
    from report.publication import load_publication

    where = places(**options)
    kept = keeps(where.site, load_publication(where.publication), where.released)
    click.echo(f"Commit {kept} with the next version: its page of changes compares with it")


@main.command(short_help="Tell which numbers an upgrade moved.")
@located
@click.argument("answer", type=PATH)
@click.argument("packages", type=PATH)
def moved(answer: Path, packages: Path, **options: Any) -> None:
    """Compare the lock with an older ANSWER, and the versions with older PACKAGES."""
    from report.proof.release import moved as tell_moved

    tell_moved(answer, packages, places(**options).lock, click.echo)


if __name__ == "__main__":
    try:
        main()
    except InputError as error:
        click.echo(f"digitclust: {error}", err=True)
        sys.exit(2)
    except OSError as error:
        what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        click.echo(f"digitclust: {what}", err=True)
        sys.exit(2)
