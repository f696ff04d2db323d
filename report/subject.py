"""What the data are called: the prose speaks of digits, and of other data in words of their own.

The templates are written of digits. For any other data each language says in ``[subject.forms]`` which form of a word
stands for which: "digit" becomes "label" unless ``my.words.toml`` calls it a letter. Where the data are no images,
``[subject.measured]`` says the same of words such as "image". Only prose is touched, never what a template calls, an
address, an anchor, or code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from digitclust.discover import nearest
from digitclust.records import InputError
from digitclust.study import read_toml
from report.language import Language

# What is no prose: calls and statements, code, addresses of links, anchors, tags, keys of the front matter.
NO_PROSE = re.compile(
    r"(<<.*?>>|<%.*?%>|<#.*?#>|`[^`\n]*`|\]\([^)]*\)|\{#[^}]*\}|<[a-z/][^>]*>|^needs:[^\n]*$)", re.DOTALL | re.MULTILINE
)

TAG = re.compile(r"<[A-Za-z/!?]")


class Loader(FileSystemLoader):
    """Reads templates, and puts the words of the data in place of those of the digits."""

    def __init__(self, folder: Path, languages: Sequence[Language]) -> None:
        super().__init__(folder)
        self.forms = {language.code: language.forms for language in languages}

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return the text of a template, its file, and whether it is as it was."""
        text, file, fresh = super().get_source(environment, template)
        return said(text, self.forms.get(template.partition("/")[0], {})), file, fresh


def worded(language: Language, own: Path, traits: Collection[str]) -> Language:
    """Return a language with the words that a study has of its own, and for other data than digits with their forms.

    Parameters
    ----------
    language : Language
        As the report has it.
    own : Path
        ``my.words.toml``, a table of words for each language; it need not be there.
    traits : collection of str
        What the data have, see `digitclust.traits`.

    Raises
    ------
    InputError
        When it says a word that there is not, or HTML.
    """
    given = read_toml(own).get(language.code, {}) if own.is_file() else {}
    words = replaced(language.words, given, f"{own}: {language.code}")
    forms = words["subject"]["forms"] if "digits" not in traits or "subject" in given else {}
    if "pixels" not in traits:
        measured = words["subject"]["measured"]
        forms = measured | {form: said(other, measured) for form, other in forms.items()}
    return replace(language, words=changed(words, forms), forms=forms)


def replaced(words: Mapping[str, Any], given: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Put a study's words in the place of the report's."""
    out = dict(words)
    for name, value in given.items():
        if isinstance(value, Mapping) and isinstance(words.get(name), Mapping):
            out[name] = replaced(words[name], value, f"{where}.{name}")
        elif isinstance(value, str) and isinstance(words.get(name), str):
            out[name] = plain(value, f"{where}.{name}")
        else:
            raise InputError(f"{where}.{name}: there is no such word; {nearest(name, words)}")
    return out


def plain(word: str, where: str) -> str:
    """Refuse a word that would become a tag."""
    if TAG.search(word):
        raise InputError(f"{where}: a word is text, without HTML: write '&lt;' for '<'")
    return word


def changed(words: Mapping[str, Any], forms: Mapping[str, str]) -> dict[str, Any]:
    """Change every word of a catalogue; the forms themselves stay."""
    return {
        name: value
        if name in ("forms", "measured")
        else changed(value, forms)
        if isinstance(value, Mapping)
        else said(value, forms)
        for name, value in words.items()
    }


def said(text: str, forms: Mapping[str, str]) -> str:
    """Say a text of other data: each form in place of that of the digits, great letters kept."""
    if not forms:
        return text
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, sorted(forms, key=len, reverse=True)))})\b", re.IGNORECASE)
    parts = NO_PROSE.split(text)
    return "".join(part if i % 2 else pattern.sub(lambda m: form(m[0], forms), part) for i, part in enumerate(parts))


def form(found: str, forms: Mapping[str, str]) -> str:
    """Return the form that stands for another, with a great letter where that has one."""
    new = forms[found.lower()]
    return new[:1].upper() + new[1:] if found[:1].isupper() else new
