"""Hand finished Markdown pages to a generator: one generated configuration and one process per language.

The generator is MkDocs, or a program that reads its configuration and its themes, such as its continuation ProperDocs.
"""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from digitclust.records import InputError
from report.language import Language
from report.provenance import HERE
from report.publication import Publication

WORDS = (
    "site.both",
    "site.error",
    "site.newest",
    "site.next",
    "site.previous",
    "site.scheme_dark",
    "site.scheme_light",
    "site.scheme_system",
    "site.unpublished",
    "site.version",
)
GENERATORS = {"mkdocs": "MkDocs", "properdocs": "ProperDocs"}
COMPLAINT = re.compile(r"^(?:WARNING|ERROR)\s+-\s+(.*)$", re.MULTILINE)
# Material's own Russian pipeline does not stem; report/web/search.py makes the worker fit for stems.
PIPELINE = ("stemmer", "stopWordFilter", "trimmer")


def root_path(publication: Publication) -> str:
    """Path of the site on its host, with a slash at both ends; ``/`` while it has no address."""
    return urlsplit(publication.address).path or "/"


def generate(generator: str, config: Path, epoch: int) -> None:
    """Build one language strictly.

    Raises
    ------
    InputError
        With what the generator complains of, in one line; or when there is none of that name.
    """
    if generator not in GENERATORS:
        raise InputError(f"no generator is called {generator!r}; there are {', '.join(GENERATORS)}")
    if not importlib.util.find_spec(generator):
        raise InputError(f"the generator {generator} is not installed: pip install {generator}")
    # Never with --quiet: MkDocs then returns 0 in spite of --strict.
    command = [sys.executable, "-m", generator, "build", "--strict", "--clean", "--config-file", str(config)]
    environment = os.environ | {
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": str(epoch),
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(
        command,
        env=environment,
        cwd=HERE,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise InputError(f"{GENERATORS[generator]}, {config.stem}: {complaints(done.stderr)}")


def complaints(log: str) -> str:
    """Tell what a log of MkDocs complains of, in one line; its last line if it does not say."""
    found = COMPLAINT.findall(log) or log.strip().splitlines()[-1:]
    return "; ".join(dict.fromkeys(line.strip() for line in found)) or "failed without a word"


def write_config(
    language: Language,
    languages: Sequence[Language],
    publication: Publication,
    pages: Path,
    html: Path,
    config: Path,
) -> None:
    """Write the file that adds one language to ``mkdocs.yml``."""
    content = {
        "INHERIT": str(HERE / "mkdocs.yml"),
        "site_name": publication.title[language.code],
        "site_description": publication.description[language.code],
        "site_url": publication.address and f"{publication.address}{language.code}/",
        "docs_dir": str(pages.resolve()),
        "site_dir": str(html.resolve()),
        "nav": navigation(publication.parts, language, pages),
        "theme": {"language": language.code, "custom_dir": str(HERE / "templates" / "theme")},
        # A page names things in other languages too: with its own alone, the search would drop their letters.
        "plugins": {"search": {"lang": [other.code for other in languages], "pipeline": list(PIPELINE)}},
        "markdown_extensions": {
            "toc": {"permalink_title": language.word("site.permalink")},
            "footnotes": {"BACKLINK_TITLE": language.word("site.backlink")},
        },
        "extra": extra(language, languages, publication),
    }
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def extra(language: Language, languages: Sequence[Language], publication: Publication) -> dict[str, Any]:
    """Gather what the theme's own templates ask for."""
    return {
        "address": publication.address,
        # True, not a list: Material would write a list into the head, with the same address on every page.
        "alternate": len(languages) > 1,
        "authors": ", ".join(publication.names),
        "languages": [switch(other) for other in languages],
        "errors": publication.errors,
        "licence": publication.licence,
        "licence_address": publication.licence_address,
        "released": publication.released,
        "scope": root_path(publication),  # light or dark is chosen for all languages at once
        "version_printed": publication.version,  # extra.version would ask for a version selector
        "words": {key: language.word(key) for key in WORDS},
        "year": publication.date.year,
    }


def switch(language: Language) -> dict[str, str]:
    """How a page in another language names this one, in its own words."""
    return {
        "code": language.code,
        "name": language.word("site.language"),
        "switch": language.word("site.switch"),
    }


def navigation(parts: Mapping[str, Sequence[str]], language: Language, pages: Path) -> list[dict[str, Any]]:
    """Titles and files in order, under the title of their part; the first part's stand above all without one.

    A page that was left out for want of results is left out here, and so is a part without pages.
    """
    start, *others = parts
    told = [(language.word(f"parts.{part}"), entries(parts[part], pages)) for part in others]
    return [*entries(parts[start], pages), *({title: found} for title, found in told if found)]


def entries(stems: Sequence[str], pages: Path) -> list[dict[str, Any]]:
    """Titles and files of the pages that are there; one that retired keeps its address, and no place among them."""
    files = [pages / f"{stem}.md" for stem in stems]
    found = [(file, front_matter(file)) for file in files if file.is_file()]
    return [{str(front.get("title", file.stem)): file.name} for file, front in found if not front.get("retired")]


def front_matter(file: Path) -> Mapping[str, Any]:
    """Read the YAML block that opens a page; empty when it has none."""
    parts = file.read_text(encoding="utf-8").split("---\n", 2)
    if len(parts) < 3 or parts[0].strip():
        return {}
    try:
        return yaml.safe_load(parts[1]) or {}
    except yaml.YAMLError as error:
        raise InputError(f"{file}: {' '.join(str(error).split())}") from error
