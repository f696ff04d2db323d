"""Holds the sources of the article to what every engine understands, and their references to what there is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from digitclust.discover import nearest
from digitclust.records import InputError

# Quarto runs or lays out what plain pandoc prints as it stands.
REFUSED = {
    "a shortcode": re.compile(r"\{\{<"),
    "an executable cell": re.compile(r"^\s*(```+|~~~+)\s*\{(?![.#])|`\{\w+\} "),
    "a layout": re.compile(r"\{[^}]*\blayout(-\w+)?="),
    "a div other than a callout or the list of sources": re.compile(r"^\s*:::+\s*(?!\{\.callout-|\{#refs\}|:*\s*$)\S"),
    "raw code of one format": re.compile(r"\{=\w+\}"),
}
DEFINED = re.compile(r"\{#((?:fig|tbl|eq|sec)-[\w-]+)")
REFERRED = re.compile(r"(?<![\w\\/.])@([A-Za-z](?:[\w-]*\w)?)")
CODE = re.compile(r"^```.*?^```$|`[^`\n]+`", re.DOTALL | re.MULTILINE)
CROSS = ("fig-", "tbl-", "eq-", "sec-")


def check(template: Path, filled: Path, sources: Collection[str]) -> None:
    """Refuse what is not in the subset, or leads nowhere.

    Parameters
    ----------
    template : Path
        The template of the article.
    filled : Path
        What it became.
    sources : collection of str
        Keys that can be cited.

    Raises
    ------
    InputError
        With file and line of the first fault.
    """
    for path in (template, filled):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            for what, pattern in REFUSED.items():
                if pattern.search(line):
                    raise InputError(f"{path}:{number}: {what} is not understood by every print engine")
    for line_number, name, known in unresolved(filled.read_text("utf-8"), sources):
        raise InputError(
            f"{place(template, filled, line_number, name)}: '@{name}' leads nowhere; {nearest(name, known)}"
        )


def unresolved(text: str, sources: Collection[str]) -> Iterator[tuple[int, str, Collection[str]]]:
    """List the references that lead nowhere: line, name, and what there is."""
    prose = CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), text)
    defined = DEFINED.findall(prose)
    for found in REFERRED.finditer(prose):
        known = defined if found[1].startswith(CROSS) else sources
        if found[1] not in known:
            yield prose.count("\n", 0, found.start()) + 1, found[1], known


def place(template: Path, filled: Path, line: int, name: str) -> str:
    """Return file and line of a reference: of the template, where it can be found there."""
    stem = re.compile(rf"@{re.escape(name)}\b|ref\([\"']{re.escape(name.partition('-')[2] or name)}[\"']")
    for number, text in enumerate(template.read_text("utf-8").splitlines(), 1):
        if stem.search(text):
            return f"{template}:{number}"
    return f"{filled}:{line}"
