"""Words, plurals and numbers of one language.

Numbers follow explicit Babel patterns, because the defaults misfire: ``format_percent(0.744)`` prints 74 %, and
1797 prints with a separator that an English reader may take for a decimal one.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from digitclust.discover import nearest
from digitclust.records import InputError, Value

if TYPE_CHECKING:
    from babel import Locale

NO_BREAK = "\u00a0"
MINUS = "\u2212"
DASH = "\u2013"
MISSING = "\u2014"
# Digits after the decimal mark, by unit; a share is printed as a percentage.
DECIMALS = {"count": 0, "share": 1, "score": 3, "squared": 0, "p_value": 3}
LEAST = 0.001  # a p-value below that is printed as such
SHELVED = ("transform", "method", "metric")  # units of what is the name of a thing on a shelf
OWN = ("counts.", "subject.forms.", "subject.measured.")  # plural and other forms differ by nature
GROUPED_FROM = 10_000  # 1797, but 70 000: nobody shall read 1,797 as a fraction


@dataclass(frozen=True)
class Language:
    """One language: its code and its catalogue of words.

    Attributes
    ----------
    code : str
        As in ``templates/<code>/``; an IETF tag that Babel knows.
    words : Mapping
        The catalogue ``words.toml``, nested as written.
    source : str
        The file it was read from, for messages.
    forms : Mapping
        What the prose says of digits, to what it says of other data instead, see `report.subject`.
    """

    code: str
    words: Mapping[str, Any]
    source: str = "words.toml"
    forms: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def locale(self) -> Locale:
        """Babel's locale of the language."""
        from babel import Locale

        return Locale.parse(self.code)

    @property
    def comma(self) -> bool:
        """Tell whether decimals have a comma."""
        return "," in self.number(0.5, 1)

    def word(self, key: str) -> str:
        """Return the word of a dotted key; a missing one is an error, never a fallback."""
        found: Any = self.words
        for part in key.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        if not isinstance(found, str):
            raise InputError(f"{self.source}: the word '{key}' is missing")
        return found

    def fill(self, key: str, **fields: object) -> str:
        """Return the word of a key with its ``{fields}`` filled in."""
        try:
            return self.word(key).format(**fields)
        except (LookupError, ValueError):
            raise InputError(f"{self.source}: {key}: the fields are {', '.join(f'{{{f}}}' for f in fields)}") from None

    def called(self, shelf: str, name: str) -> str:
        """Return what a thing on a shelf is called: ``pca:16`` fills the word ``transforms.pca.name``.

        An argument that is a word itself has a name of its own: ``methods.agglomerative.ward``.
        """
        stem, _, argument = name.partition(":")
        if argument in self.words.get(shelf, {}).get(stem, {}):
            return self.word(f"{shelf}.{stem}.{argument}")
        return self.fill(f"{shelf}.{stem}.name", argument=argument)

    def number(self, value: float, decimals: int = 0) -> str:
        """Print a number with a fixed count of decimals; groups of three from five digits on."""
        from babel.numbers import format_decimal

        whole = "#,##0" if abs(round(value, decimals)) >= GROUPED_FROM else "0"
        pattern = f"{whole}.{'0' * decimals}" if decimals else whole
        return format_decimal(value, pattern, self.locale).replace("-", MINUS)

    def percent(self, share: float, decimals: int = 1) -> str:
        """Print a share as a percentage: 74,4 % in Russian, 74.4% in English."""
        from babel.numbers import format_percent

        sign = self.locale.percent_formats[None].pattern.removeprefix("#,##0")
        pattern = f"0.{'0' * decimals}{sign}" if decimals else f"0{sign}"
        return format_percent(share, pattern, self.locale).replace("-", MINUS)

    def show(self, value: Value, unit: str, decimals: int | None = None) -> str:
        """Print a value as its unit asks; what is not defined is a dash."""
        if isinstance(value, tuple):
            shown = [self.show(item, unit, decimals) for item in value]
            return self.listing(shown) if unit in ("text", "label", *SHELVED) else self.series(shown)
        if unit in SHELVED:
            return self.called(f"{unit}s", str(value))
        if unit == "date":
            return self.date(datetime.date.fromisoformat(str(value)))
        if isinstance(value, str) or unit in ("text", "label"):
            return str(value)
        if value != value:  # nan
            return MISSING
        if unit == "p_value" and value < LEAST:
            return f"<{NO_BREAK}{self.number(LEAST, DECIMALS[unit])}"
        places = DECIMALS[unit] if decimals is None else decimals
        return self.percent(value, places) if unit == "share" else self.number(value, places)

    def interval(self, low: float, high: float, unit: str, decimals: int | None = None) -> str:
        """Print an interval: [0,72; 0,76] in Russian, [0.72, 0.76] in English."""
        mark = self.word("number.interval_separator")
        return f"[{self.show(low, unit, decimals)}{mark}{NO_BREAK}{self.show(high, unit, decimals)}]"

    def series(self, numbers: list[str]) -> str:
        """Join numbers so that no decimal comma is taken for a separator."""
        return f"{self.word('number.interval_separator')} ".join(numbers) or MISSING

    def listing(self, items: list[str]) -> str:
        """Join items as a list in a sentence."""
        from babel.lists import format_list

        return format_list(items, locale=self.locale) if items else MISSING

    def plural(self, number: float) -> str:
        """Return the CLDR plural category of a number as it is printed: one, few, many, other."""
        return str(self.locale.plural_form(number))

    def count(self, number: int, noun: str) -> str:
        """Print a number with its noun in the right form, held together by a no-break space."""
        return f"{self.number(number)}{NO_BREAK}{self.word(f'counts.{noun}.{self.plural(number)}')}"

    def date(self, date: datetime.date) -> str:
        """Print a date in full words."""
        from babel.dates import format_date

        return format_date(date, format="long", locale=self.word("number.dates"))


def load_language(folder: Path, known: tuple[str, ...] = ()) -> Language:
    """Read the words of one language: ``words.toml``, and by topic ``words/*.toml``.

    Raises
    ------
    InputError
        When the folder or its catalogue is not there, is not valid TOML, or says a word twice.
    """
    path = folder / "words.toml"
    if not path.is_file():
        raise InputError(f"{path}: no such language; {nearest(folder.name, known)}")
    words: dict[str, Any] = {}
    for file in (path, *sorted((folder / "words").glob("*.toml"))):
        merge(words, read_words(file), str(file))
    return Language(folder.name, words, str(path))


def read_words(path: Path) -> dict[str, Any]:
    """Read one file of words."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not valid TOML: {error}") from None


def merge(words: dict[str, Any], more: Mapping[str, Any], source: str, path: str = "") -> None:
    """Add the words of one more file; none may stand twice."""
    for name, value in more.items():
        if isinstance(value, Mapping) and isinstance(words.setdefault(name, {}), dict):
            merge(words[name], value, source, f"{path}{name}.")
        elif name in words:
            raise InputError(f"{source}: the word '{path}{name}' stands in another file already")
        else:
            words[name] = value


def keys(words: Mapping[str, Any], path: str = "") -> dict[str, str]:
    """Flatten a catalogue into dotted keys."""
    flat: dict[str, str] = {}
    for name, value in words.items():
        flat |= keys(value, f"{path}{name}.") if isinstance(value, Mapping) else {f"{path}{name}": value}
    return flat


def compare(languages: list[Language]) -> list[str]:
    """Say which catalogue lacks which key that another has; plural forms differ by nature."""
    flat = {each.source: {k for k in keys(each.words) if not k.startswith(OWN)} for each in languages}
    every = set().union(*flat.values())
    return [f"{source}: the word '{key}' is missing" for source, own in flat.items() for key in sorted(every - own)]
