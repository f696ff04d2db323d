"""The printed article: its template is filled like a page, checked, and handed to the engine that prints it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml

from digitclust.discover import nearest, stems
from digitclust.records import InputError
from report import bibliography, templates
from report.archive import packed
from report.engines import pandoc
from report.prepare import Report
from report.press import picture, subset, word
from report.provenance import HERE, installed
from report.stamps import contents, keyed, sha256, tidy
from report.targets.article import Article
from report.vocabulary import Vocabulary

STEM = "article"
KINDS = ("pdf", "docx", "zip")
PLAIN = ("README.txt", "article.qmd", "references.bib", "style.csl", pandoc.FILTER.name)  # files of the source
SHOWN = re.compile(r"\]\(figures/(\w+)\)\{#fig-")
ENGINES = HERE / "report" / "engines"
CODE = [ENGINES, HERE / "report" / "press", HERE / "report" / "archive.py"]


@dataclass(frozen=True)
class Outlook:
    """Whether there will be an article.

    Attributes
    ----------
    state : str
        ``made``; ``off``, because nobody wants it; ``missing``, because its engine cannot; ``none``, because the
        study does not hold what it tells of.
    engine : str
        What makes it, with versions; or what is missing, in one line.
    """

    state: str
    engine: str = ""


@dataclass(frozen=True)
class Printed:
    """The article as it was printed: the folder of its files by language, and the engine that made them."""

    folders: Mapping[str, Path]
    engine: str = ""

    @property
    def facts(self) -> dict[str, str]:
        """Return what the manifest says of it."""
        return {"print_engine": self.engine} if self.engine else {}

    def publish(self, staging: Path) -> None:
        """Put the files into the folders of their languages."""
        for code, folder in self.folders.items():
            shutil.copytree(folder, staging / code, copy_function=shutil.copyfile, dirs_exist_ok=True)


def outlook(report: Report, held: frozenset[str]) -> Outlook:
    """Tell whether there will be an article."""
    sources = [templates.load(language.code, STEM, suffix=".qmd") for language in report.languages]
    foreign = any(language.forms for language in report.languages)  # the article argues about the digits alone
    sampled = any(name.endswith(".sample_size") for name in held)  # and about all images
    if foreign or sampled or any(not set(source.needs) <= held for source in sources):
        return Outlook("none")
    if not report.places.paper:
        return Outlook("off")
    program = engine(report)
    missing = str(program.missing()) or unstyled(report)
    return Outlook("missing", missing) if missing else Outlook("made", str(program.version()))


def unstyled(report: Report) -> str:
    """Say which style of citing is not there, if any: pages may do with sources that an earlier build has set."""
    try:
        for language in report.languages:
            bibliography.style(language)
    except InputError as error:
        return f"the article cannot cite: {error}"
    return ""


def engine(report: Report) -> Any:
    """Return the engine that is named; InputError when there is none of that name."""
    name = report.places.engine or report.publication.print_engine
    known = stems(ENGINES)
    if name not in known:
        raise InputError(f"no print engine is called '{name}'; {nearest(name, known)}")
    return import_module(f"report.engines.{name}")


def printed(
    report: Report, outlook: Outlook, spoken: Sequence[Vocabulary], tell: Callable[[str, float, float], None]
) -> Printed:
    """Print the article in every language at once, where there is to be one."""
    if outlook.state != "made":
        return Printed({})
    with ThreadPoolExecutor() as pool:
        folders: dict[str, Path] = {}
        for vocabulary, folder in zip(spoken, pool.map(lambda one: make(report, one), spoken), strict=True):
            folders[vocabulary.language.code] = folder
            tell(vocabulary.language.code, len(folders), len(spoken))
    return Printed(folders, outlook.engine)


def make(report: Report, vocabulary: Vocabulary) -> Path:
    """Print the article in one language, unless it is fresh; return the folder of its files."""
    code, program = vocabulary.language.code, engine(report)
    folder, out = report.places.work / STEM / code, report.places.work / STEM / "site" / code
    files = gather(report, vocabulary, folder)
    made = {kind: out / vocabulary.article(kind) for kind in KINDS}
    tidy(out, set(made.values()))
    key = keyed(
        {
            **{file: sha256(folder / file) for file in files},
            "code of the article": contents(CODE),
            "print engine": program.__name__,
            "date of the commit": report.epoch,
            "installed packages": installed(),
        }
    )
    if not report.stamps.fresh(f"{STEM}/{code}", key, made.values()):
        program.render(folder, report.epoch)
        out.mkdir(parents=True, exist_ok=True)
        for kind in ("pdf", "docx"):
            shutil.copyfile(folder / f"{STEM}.{kind}", made[kind])
        made["zip"].write_bytes(packed({name: (folder / name).read_bytes() for name in files}))
        report.stamps.set(f"{STEM}/{code}", key, made.values())
    return out


def gather(report: Report, vocabulary: Vocabulary, folder: Path) -> list[str]:
    """Write the source and all that it needs into a folder of their own; return their names."""
    folder.mkdir(parents=True, exist_ok=True)
    source = templates.load(vocabulary.language.code, STEM, suffix=".qmd")
    filled = fill(report, vocabulary, source)
    (folder / "article.qmd").write_text(filled, encoding="utf-8", newline="\n")
    subset.check(source.path, folder / "article.qmd", vocabulary.references)
    shutil.copyfile(bibliography.SOURCES, folder / "references.bib")
    style = bibliography.on_paper(bibliography.style(vocabulary.language))
    (folder / "style.csl").write_text(style, encoding="utf-8", newline="\n")
    shutil.copyfile(pandoc.FILTER, folder / pandoc.FILTER.name)
    readme = vocabulary.language.word("article.readme").strip()
    (folder / "README.txt").write_text(f"{readme}\n", encoding="utf-8", newline="\n")
    (folder / "reference.docx").write_bytes(word.reference(pandoc.default("reference.docx")))
    shown = SHOWN.findall(filled)
    for stem in shown:
        svg = report.places.work / "figures" / stem / vocabulary.shelf.pictures[stem]["165mm"][0]
        picture.copies(svg, folder / "figures" / stem, report.stamps)
    pictures = [f"figures/{stem}.{kind}" for stem in shown for kind in ("svg", "png")]
    return [*PLAIN, "reference.docx", *pictures]


def fill(report: Report, vocabulary: Vocabulary, source: templates.Source) -> str:
    """Fill the template, and put what every engine has to know into its front matter."""
    code, address = vocabulary.language.code, report.publication.home
    target = Article(vocabulary.language, f"{address}{code}/" if address else "")
    calls = replace(vocabulary, target=target, asked={}).calls()
    template = vocabulary.environment.get_template(f"{code}/{STEM}.qmd")
    text = templates.render(vocabulary.environment, template, calls, str(source.path))
    found = templates.FRONT.match(text)
    front = yaml.safe_load(found[1]) if found else {}
    front.pop("needs")
    whole = yaml.safe_dump({**front, **settings(report, vocabulary)}, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{whole}---\n{text[found.end() if found else 0 :]}"


def settings(report: Report, vocabulary: Vocabulary) -> dict[str, Any]:
    """Return the front matter that is not the template's: who and when, how to refer and cite, and the formats."""
    language = vocabulary.language
    return {
        "author": report.publication.names,
        "date": report.date.isoformat(),
        "date-format": "long",
        "date-text": language.date(report.date),
        "running": f"{language.word('site.version')} {report.publication.version}",
        "abstract-title": language.word("article.abstract"),
        "keywords-title": language.word("article.keywords"),
        "lang": language.code,
        "engine": "markdown",
        "bibliography": "references.bib",
        "csl": "style.csl",
        "citeproc": True,
        "link-citations": True,
        "number-sections": True,
        "crossref": {
            "title-delim": ".",
            "fig-title": language.word("site.figure_label"),
            "fig-prefix": language.word("site.figure"),
            "tbl-title": language.word("site.table_label"),
            "tbl-prefix": language.word("site.table"),
            "eq-prefix": language.word("article.equation"),
            "sec-prefix": language.word("article.section"),
        },
        "format": {
            "typst": {"papersize": "a4", "mainfont": "Libertinus Serif", "default-image-extension": "svg"},
            "docx": {"reference-doc": "reference.docx", "default-image-extension": "png"},
            "html": {"embed-resources": True, "default-image-extension": "svg"},
        },
    }
