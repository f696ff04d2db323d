"""Markdown pages in, a whole site out: render each language, then put the tree together."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from digitclust.records import InputError
from report import templates
from report.language import Language
from report.provenance import HERE
from report.publication import Publication
from report.typography import hold
from report.web import explorer
from report.web.generator import generate, root_path, write_config
from report.web.lean import lighten
from report.web.mend import mend_pages
from report.web.publish import writing
from report.web.search import mend_search

ASSETS = HERE / "report" / "assets"
LEFT_OUT = ("404.html", "sitemap.xml", "sitemap.xml.gz")  # the whole site has one of each


def render(
    language: Language,
    languages: Sequence[Language],
    publication: Publication,
    pages: Path,
    html: Path,
    config: Path,
    epoch: int,
    generator: str = "mkdocs",
) -> None:
    """Turn one language's Markdown pages into finished HTML. Languages may be rendered in parallel.

    Parameters
    ----------
    language : Language
        The language of these pages.
    languages : sequence of Language
        All of them, in order, this one included: each page links to itself in the others.
    publication : Publication
        Title, authors, address, order of pages.
    pages : Path
        Folder of ``<stem>.md``.
    html : Path
        Folder to write, replaced.
    config : Path
        Where to write the configuration for MkDocs.
    epoch : int
        Date of the build in seconds, the commit's.
    generator : str
        What makes the HTML, see `report.web.generator`.

    Raises
    ------
    InputError
        With the generator's own complaints, or if the theme is not the one known here.
    """
    aside = html.with_name(f"{html.name}.{os.getpid()}.part")  # what a killed build's MkDocs still writes is not ours
    with writing(html):
        for leftover in (html, *html.parent.glob(f"{html.name}.*.part")):
            shutil.rmtree(leftover, ignore_errors=True)
        write_config(language, languages, publication, pages, aside, config)
        generate(generator, config, epoch)
        mend_search(aside)
        lighten(aside, [other.code for other in languages])
        mend_pages(aside, language.word("site.table_scrolls"))
        aside.rename(html)


def assemble(
    htmls: Mapping[str, Path],
    folders: Sequence[Path],
    publication: Publication,
    languages: Sequence[Language],
    staging: Path,
    values: bytes,
) -> None:
    """Put the whole site together in an empty folder.

    Parameters
    ----------
    htmls : mapping of str to Path
        Finished HTML by language code.
    folders : sequence of Path
        Folders of ``<stem>/<files>`` that keep their names, figures and data; what is absent is left out.
    publication, languages
        As for `render`.
    staging : Path
        Folder to fill, see `report.web.publish.staging_for`.
    values : bytes
        Content of ``values.json``.
    """
    with writing(staging):
        copy(ASSETS, staging / "assets", explorer.STEM)
        copy(explorer.ASSETS, staging / "assets" / explorer.STEM, *explorer.parts())
        for folder in filter(Path.is_dir, folders):
            copy(folder, staging / folder.name)
        for code, html in htmls.items():
            copy(html, staging / code, *LEFT_OUT)
            join_styles(staging / code / "assets" / "stylesheets", staging / "assets" / "report.css")
        (staging / ".nojekyll").write_bytes(b"")
        (staging / "values.json").write_bytes(values)
        write_shared_pages(publication, languages, staging)


def join_styles(theme: Path, target: Path) -> None:
    """Put the theme's style sheets before ours: a page waits for one file, which all languages share.

    Raises
    ------
    InputError
        If the theme is not the one known here.
    """
    sheets = sorted(theme.glob("*"))
    if [sheet.name.partition(".")[0] for sheet in sheets] != ["main", "palette"]:
        raise InputError(f"the theme's style sheets are not the ones known here: {', '.join(s.name for s in sheets)}")
    target.write_bytes(b"\n".join(sheet.read_bytes() for sheet in (*sheets, ASSETS / "report.css")))
    shutil.rmtree(theme)


def copy(source: Path, target: Path, *names: str) -> None:
    """Copy a folder without the named files and folders, hidden files and the copied files' dates."""
    shutil.copytree(source, target, copy_function=shutil.copyfile, ignore=shutil.ignore_patterns(".*", *names))


def write_shared_pages(publication: Publication, languages: Sequence[Language], staging: Path) -> None:
    """Write the pages that speak every language: the start page and the one for a missing address."""
    environment = templates.environment()
    environment.filters["held"] = lambda text: Markup(hold(str(escape(text))))
    context = {"publication": publication, "languages": languages, "root": root_path(publication)}
    for template, name in (("start.html", "index.html"), ("missing.html", "404.html")):
        text = environment.get_template(template).render(context)
        (staging / name).write_bytes(text.encode() + b"\n")


def manifest(staging: Path, facts: Mapping[str, Any]) -> None:
    """Write ``manifest.json``: digest and size of every other file, beside what is known of the build."""
    with writing(staging):
        files = {
            path.relative_to(staging).as_posix(): {
                "bytes": path.stat().st_size,
                "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            }
            for path in staging.rglob("*")
            if path.is_file() and path != staging / "manifest.json"
        }
        content = {**facts, "files": files}
        text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
        (staging / "manifest.json").write_bytes(text.encode() + b"\n")
