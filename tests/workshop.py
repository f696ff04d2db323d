"""What several tests work with: the checkout, a tiny study, a build as a person runs it, pages as they are written."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from digitclust import Results
from digitclust.records import Value
from report import bibliography, pages
from report.bibliography import Reference
from report.language import load_language
from report.plates import figure_pages
from report.proof import changes
from report.publication import load_publication
from report.stamps import Stamps
from report.templates import environment

ROOT = Path(__file__).resolve().parent.parent
PUBLICATION = load_publication(ROOT / "report" / "publication.toml")
STUDY = ROOT / "report" / "study.toml"
JINJA = environment()  # it knows a template that it has compiled
# Whoever is root may write everywhere, unless that is taken away (util-linux).
ROOTED = getattr(os, "geteuid", lambda: 1)() == 0
MORTAL = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search") if ROOTED else ()
TINY = """
[dataset]
name = "digits"

[experiments.data]
n_shown = 2

[experiments.reference]
n_clusters = 3
n_extremes_shown = 2
n_confusions_shown = 2
n_misread_shown = 2
"""


def build(*options: object, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``python -m report build`` as a person would."""
    command = [sys.executable, "-m", "report", "build", *map(str, options)]
    known = {"PYTHONUTF8": "1", "COLUMNS": "400", **os.environ, **environment}
    return subprocess.run(command, cwd=cwd, env=known, capture_output=True, encoding="utf-8", check=False)


def tiny(folder: Path, *options: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build the tiny study of a checkout; files for papers take longest and are made where they matter."""
    return build("--study", "tiny.toml", "--no-paper", *options, cwd=folder, **environment)


def files(folder: Path) -> dict[str, str]:
    """Return the digest of every file of a folder."""
    found = sorted(p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in found}


TOLD = ("title", "authors", "year", "licence", "version", "commit", "date", "python", "print_engine")
FACTS: dict[str, Value] = {
    **{f"build.{name}": "x" for name in TOLD},
    **{f"build.data_{name}": "" for name in ("source", "licence", "licence_address", "citation")},
    "build.paper": True,
    "build.labelled": True,
    "build.pixels": True,
    "build.article": "made",
    "build.article_name": "digitclust-xx",
}
PICTURE = {"85mm": ("narrow.svg", 300, 200), "165mm": ("wide.svg", 600, 400)}


def written(results: Results, code: str, **facts: str) -> dict[str, str]:
    """Write the pages of one language for these results, in Markdown; facts are of the build."""
    language = load_language(ROOT / "templates" / code)
    plan = pages.plan(code, PUBLICATION.pages, results.held.__contains__, JINJA)
    pictures = dict.fromkeys(plan.shown("figure"), PICTURE)
    known = FACTS | {f"build.{name}": fact for name, fact in facts.items()}
    words = pages.vocabulary(plan, results, language, JINJA, pictures, references(code), known, "")
    # What figures and citations are shown as is another module's: here they are nothing.
    return pages.write(plan, words, lambda _: dict.fromkeys((*figure_pages.CALLS, *changes.CALLS), str))


@cache
def references(code: str) -> dict[str, Reference]:
    """Set the sources of a language, once."""
    with TemporaryDirectory() as folder:
        return bibliography.load(
            load_language(ROOT / "templates" / code), Path(folder), Stamps(Path(folder) / "stamps")
        )
