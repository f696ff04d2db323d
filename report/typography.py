"""The last touch on a page: formulas that need no script, names that do not break at their hyphen."""

from __future__ import annotations

import re
from collections.abc import Callable

from latex2mathml.converter import convert

from digitclust.records import InputError

# Where nothing is touched; each pattern has one group, so that a split keeps what it found.
CODE = re.compile(r"(\A---\n.*?\n---\n|^```.*?^```$|`[^`\n]+`|<code>.*?</code>)", re.DOTALL | re.MULTILINE)
TAG = re.compile(r"(<math.*?</math>|<[^>]+>|\]\([^)]*\)|\{#[^}]*\})", re.DOTALL)
FORMULA = re.compile(r"\$\$(.+?)\$\$|\$([^$\n]+)\$([,.;:)]*)", re.DOTALL)
LETTER_AND_HYPHEN = re.compile(r"\b\w-\w+")


def finish(text: str) -> str:
    """Finish a page in Markdown."""
    return elsewhere(CODE, text, lambda part: elsewhere(TAG, formulas(part), hold))


def elsewhere(pattern: re.Pattern[str], text: str, change: Callable[[str], str]) -> str:
    """Change a text where the pattern does not stand."""
    return "".join(part if i % 2 else change(part) for i, part in enumerate(pattern.split(text)))


def formulas(text: str) -> str:
    """Turn LaTeX between dollars into MathML."""
    return FORMULA.sub(lambda m: block(m[1]) if m[1] else inline(m[2], m[3]), text)


def inline(latex: str, mark: str) -> str:
    """Set a formula within a line, held to the mark that follows it."""
    formula = mathml(latex, "inline")
    return f'<span class="nowrap">{formula}{mark}</span>' if mark else formula


def block(latex: str) -> str:
    """Set a formula on a line of its own."""
    return f'<div class="formula">{mathml(latex.strip(), "block")}</div>'


def mathml(latex: str, display: str) -> str:
    """Convert one formula, or tell that it cannot be read; the converter has a fault of its own for each mistake."""
    try:
        return str(convert(latex, display=display))
    except Exception as error:
        raise InputError(f"the formula {latex!r} cannot be read: {type(error).__name__}") from None


def hold(text: str) -> str:
    """Keep names whole that begin with a letter and a hyphen, as K-Means does."""
    return LETTER_AND_HYPHEN.sub(r'<span class="nowrap">\g<0></span>', text)
