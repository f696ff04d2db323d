"""Finished citations by styles of the Citation Style Language, set by pandoc: one call for each style and language."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from markupsafe import escape

from digitclust.records import InputError
from report import bibliography
from report.citation import csl
from report.citation.work import ACCESSED, Work
from report.language import Language

STYLES: Mapping[str, tuple[str, Callable[[Work, Language], csl.Item]]] = {
    "gost": ("gost-r-7-0-5-2008", csl.for_gost),
    "apa": ("apa", csl.for_apa),
    "ieee": ("ieee", csl.for_ieee),
}
# With one group of authors and one year all works look alike to a style, which would then number them 2026a, 2026b.
SUFFIX = re.compile(r' disambiguate-add-(?:year-suffix|names|givenname)="true"')
# The GOST style as published prints of a web page title and address alone. As the standard's own examples have it:
# Title [kind] : what belongs to it // Site. Version. Publisher, year. URL: address (day).
WEB_PAGE = re.compile(r'(<else-if type="webpage post-weblog"[^>]*>).*?(</else-if>)', re.DOTALL)
COMPLETED = r"""\1
  <group delimiter=". ">
    <group delimiter=" // ">
      <text variable="title" prefix=" "/>
      <text variable="container-title"/>
    </group>
    <text variable="version"/>
    <group delimiter=", "><text variable="publisher"/><text macro="year-date"/></group>
    <text variable="DOI" prefix="DOI: "/>
    <group delimiter=" ">
      <text variable="URL" prefix="URL: "/>
      <group prefix="(" suffix=")" delimiter=": ">
        <text term="accessed"/>
        <date variable="accessed"><date-part name="year"/></date>
      </group>
    </group>
  </group>
\2"""
# What pandoc would take for markup or quotes passes it in disguise.
DISGUISE = {sign: chr(0xE000 + place) for place, sign in enumerate("<>&\"'*_`$@#[]{}\\~^|")}
NUMBER = re.compile(r"^(?:\d+\. |\[\d+\]\s*)")
TAG = re.compile(r"</?(?:span|div|a)\b[^>]*>")


def finished(works: Iterable[Work], language: Language) -> dict[str, dict[str, str]]:
    """Return style to stem to citation: HTML with nothing but ``em`` in it, and a mark for the reader's day."""
    known = list(works)
    with ThreadPoolExecutor() as pool:
        found = pool.map(lambda style: set_by(style, known, language), STYLES)
        return dict(zip(STYLES, found, strict=True))


def set_by(style: str, works: list[Work], language: Language) -> dict[str, str]:
    """Set every work by one style."""
    name, make = STYLES[style]
    items = [disguised(make(work, language)) | {"id": f"{work.stem}-", **accessed(work, language)} for work in works]
    with TemporaryDirectory() as folder:
        sources, sheet = Path(folder) / "works.json", Path(folder) / "style.csl"
        sources.write_text(json.dumps(items), encoding="utf-8")
        sheet.write_text(completed(name), encoding="utf-8")
        page = bibliography.pandoc('---\nnocite: "@*"\n---\n', sources, sheet, language.word("citations.locale"))
    return {key.removesuffix("-"): cleaned(entry) for key, entry in bibliography.ENTRY.findall(page)}


def completed(name: str) -> str:
    """Return the text of a style: without suffixes to years, and that of GOST with all that a web page needs."""
    path = bibliography.named(name)
    text = SUFFIX.sub("", path.read_text("utf-8"))
    if name != STYLES["gost"][0]:
        return text
    text, patched = WEB_PAGE.subn(COMPLETED, text)
    if patched != 1:
        raise InputError(f"{path}: the style is not the one that report/citation/finished.py completes")
    return text


def disguised(value: Any) -> Any:
    """Hide in every text of an item what pandoc might take for markup, and keep the capitals of titles."""
    if isinstance(value, dict):
        return {
            key: f'<span class="nocase">{hidden}</span>' if key in ("title", "container-title") else hidden
            for key, one in value.items()
            for hidden in [one if key in ("type", "language", "URL", "DOI") else disguised(one)]
        }
    if isinstance(value, list):
        return [disguised(one) for one in value]
    return "".join(DISGUISE.get(sign, sign) for sign in value) if isinstance(value, str) else value


def accessed(work: Work, language: Language) -> dict[str, Any]:
    """Return the mark for the reader's day where there is an address."""
    return {"accessed": {"literal": ACCESSED}} if work.address(language.code) else {}


def cleaned(entry: str) -> str:
    """Return an entry without its number and without links; disguises are taken off, as HTML."""
    text = NUMBER.sub("", TAG.sub("", entry).strip())
    for sign, disguise in DISGUISE.items():
        text = text.replace(disguise, str(escape(sign)))
    return text
