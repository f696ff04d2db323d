"""Templates: where they lie, what they need, which calls they make; and errors that name file and line."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateError, nodes

from digitclust.records import InputError

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
# Jinja's own delimiters break on {#anchor}, on Quarto's shortcodes and on the braces of LaTeX.
DELIMITERS = {
    "variable_start_string": "<<",
    "variable_end_string": ">>",
    "block_start_string": "<%",
    "block_end_string": "%>",
    "comment_start_string": "<#",
    "comment_end_string": "#>",
}
FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
MOST = 4096  # texts that are kept as Jinja understood them: more than a report has, and no more for each renewal


@dataclass(frozen=True)
class Source:
    """A page template in one language.

    Attributes
    ----------
    language, stem : str
        Its folder and its name.
    path : Path
        Its file.
    needs : tuple of str
        Experiments without which the page is left out.
    title : str
        For navigation.
    """

    language: str
    stem: str
    path: Path
    needs: tuple[str, ...]
    title: str


def environment(folder: Path = TEMPLATES) -> Environment:
    """Return Jinja with the house's delimiters; what is undefined is an error."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        **DELIMITERS,  # type: ignore[arg-type]  # a mapping of words to options
    )


def load(language: str, stem: str, folder: Path = TEMPLATES, suffix: str = ".md") -> Source:
    """Read the front matter of a template of a page, or of the article; InputError where there is none."""
    path = folder / language / f"{stem}{suffix}"
    try:
        found = FRONT.match(path.read_text("utf-8"))
        front = yaml.safe_load(found[1]) if found else {}
        return Source(language, stem, path, tuple(front["needs"]), str(front["title"]))
    except OSError as error:
        raise InputError(f"{path}: no such page template: {error.strerror}") from None
    except (KeyError, TypeError, yaml.YAMLError) as error:
        raise InputError(f"{path}: the front matter needs 'title' and 'needs: [...]': {error}") from None


def calls(environment: Environment, source: Source, function: str) -> list[tuple[int, str]]:
    """List line and first argument of each call of a function that names a thing, in the order of the template."""
    found = parse(environment, source).find_all(nodes.Call)
    named = [call for call in found if isinstance(call.node, nodes.Name) and call.node.name == function]
    return [(call.lineno, str(getattr(call.args[0], "value", "")) if call.args else "") for call in named]


def parse(environment: Environment, source: Source) -> nodes.Template:
    """Parse a template, or tell file and line of what is wrong."""
    try:
        return understood(environment, source.path.read_text("utf-8"))
    except TemplateError as error:
        raise InputError(f"{source.path}:{getattr(error, 'lineno', 1)}: {error}") from None


@lru_cache(MOST)
def understood(environment: Environment, text: str) -> nodes.Template:
    """Parse a text, once however often it is asked about."""
    return environment.parse(text)


@lru_cache(MOST)
def compiled(environment: Environment, text: str) -> Template:
    """Compile a text, once however often it is spoken."""
    return environment.from_string(text)


def render(environment: Environment, template: Template | str, vocabulary: Mapping[str, Any], place: str) -> str:
    """Fill a template, or the text of one; an error in it is told with its place, and its line in a file."""
    try:
        whole = compiled(environment, template) if isinstance(template, str) else template
        return whole.render(vocabulary)
    except Exception as error:  # a template may do whatever an expression can: each of its faults is bad input
        line = "" if isinstance(template, str) else "".join(f":{line}" for line in [*lines(error)][-1:])
        what = str(error) if isinstance(error, InputError | TemplateError) else f"{type(error).__name__}: {error}"
        raise InputError(f"{place}{line}: {what}") from None


def lines(error: Exception) -> Iterator[int]:
    """List the lines of the template itself in a traceback; Jinja names its code after the function ``root``."""
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.name in ("top-level template code", "root") or frame.name.startswith("block "):
            yield frame.lineno or 0
