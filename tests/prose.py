"""What a reader reads of a finished page: its blocks of text, without code, formulas and what is marked as foreign."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest

DICTIONARIES = {"ru": "ru_RU", "en": "en_GB"}
LEFT_OUT = {"code", "pre", "script", "style", "math", "svg", "noscript", "kbd", "samp"}
BLOCKS = {"p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption", "summary", "dd", "dt"}
BLOCKS |= {"blockquote", "button", "label", "title", "div", "nav", "article", "section", "option", "table", "tr", "a"}
VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
NOTHING = "\ufffc"
READ = ("alt", "title", "aria-label", "placeholder")


@dataclass
class Reader(HTMLParser):
    """Gathers the blocks of one page that are in its own language; U+FFFC stands for what is left out of a line."""

    blocks: list[str] = field(default_factory=list)
    open: list[tuple[str, bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""

    @property
    def silent(self) -> bool:
        """Tell whether what comes now is no text of the page's language."""
        return bool(self.open) and self.open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, and read what an element says in its attributes."""
        given = {name: value or "" for name, value in attrs}
        if tag in BLOCKS - {"a"}:
            self.finish()
        silent = self.silent or tag in LEFT_OUT or ("lang" in given and tag != "html") or "download" in given
        silent = silent or bool({"sources", "data", "cite__text"} & set(given.get("class", "").split()))
        if not silent:
            self.blocks += [given[name] for name in READ if given.get(name)]
        if tag not in VOID:
            self.open.append((tag, silent))
        elif tag == "br":
            self.text += " "

    def handle_endtag(self, tag: str) -> None:
        """End a block."""
        while self.open and self.open.pop()[0] != tag:
            pass
        if tag in BLOCKS - {"a"}:
            self.finish()

    def handle_data(self, data: str) -> None:
        """Gather text."""
        if not self.silent:
            self.text += data
        elif data.strip():
            self.text += NOTHING

    def finish(self) -> None:
        """Keep a block that says something."""
        if self.text.strip():
            self.blocks.append(re.sub(r"[ \n]+", " ", self.text).strip(" "))
        self.text = ""


def read(page: Path) -> list[str]:
    """Return the blocks of text of one page."""
    reader = Reader()
    reader.feed(page.read_text("utf-8"))
    reader.close()
    return reader.blocks


def hunspell(option: str, words: Iterable[str], code: str) -> list[str]:
    """Ask the dictionary of a language about words: ``-l`` lists those that it lacks, ``-s`` gives each its stems."""
    if not shutil.which("hunspell"):
        assert not os.environ.get("CI"), "Debian: apt install hunspell hunspell-ru hunspell-en-gb"
        pytest.skip("no hunspell: Debian: apt install hunspell hunspell-ru hunspell-en-gb")
    command = ["hunspell", "-d", DICTIONARIES[code], "-i", "utf-8", option]
    told = subprocess.run(command, input="\n".join(words), capture_output=True, check=True, encoding="utf-8")
    return told.stdout.splitlines()
