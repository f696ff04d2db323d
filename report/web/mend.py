"""Mend in finished HTML what neither Markdown nor the theme's blocks can say."""

from __future__ import annotations

import re
from pathlib import Path

# The Nu checker: a checkbox takes no autocomplete.
CHECKBOX = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')
# The Nu checker: the theme's head of a part has a place in the order of the keyboard that is no number.
PLACELESS = re.compile(r'(<label class="md-nav__link"[^>]*?) tabindex=""')
# A page outside the navigation has no switch for its table of contents, though a label that leads to it.
SWITCH, LEADING = 'id="__toc"', ' for="__toc"'
# Markdown's aligned cells: the attribute is obsolete, a style attribute would need a hole in the policy.
ALIGNED = re.compile(r'<(t[hd]) align="(left|right|center)"')
TABLE = re.compile(r"(?:<div class=\"table\"[^>]*>\s*)?<table\b.*?</table>", re.DOTALL)
UNNAMED = re.compile(r"<table(?![^>]* class=)")
# What a caption says, as one element that can keep to the box while the columns scroll beneath it.
CAPTION = re.compile(r"(<caption\b[^>]*>)(.*?)(</caption>)", re.DOTALL)
VOID = re.compile(r"<((?:br|hr|img)\b[^>]*?)\s*/>")
# The table of contents loses the no-break space that a heading has before its dash.
DASH = re.compile(r"(?<=\S) \u2014(?= )")
# What lies elsewhere gets no hold of the page that led there; some links say already what they are.
OUTWARD = re.compile(r'<a\b(?=[^>]* href="https?://)(?![^>]*\bnoopener\b)(?:([^>]* rel=")|)')
FORMULA = re.compile(r'<div class="formula"(?![^>]*tabindex)')


def mend_pages(html: Path, label: str) -> None:
    """Mend every page of one language in place.

    Parameters
    ----------
    html : Path
        What MkDocs wrote.
    label : str
        What a screen reader says of the box that a table scrolls in.
    """
    for page in sorted(html.rglob("*.html")):
        page.write_bytes(mended(page.read_text(encoding="utf-8"), label).encode())


def mended(page: str, label: str) -> str:
    """Mend the text of one page."""
    page = CHECKBOX.sub(r"\1", page)
    if SWITCH not in page:
        page = page.replace(LEADING, "")
    page = PLACELESS.sub(r"\1", page)
    page = ALIGNED.sub(r'<\1 class="align-\2"', page)
    page = VOID.sub(r"<\1>", page)
    page = DASH.sub("\u00a0\u2014", page)
    page = OUTWARD.sub(lambda link: f"<a{link[1]}noopener " if link[1] else '<a rel="noopener"', page)
    page = FORMULA.sub('<div class="formula" tabindex="0"', page)
    return TABLE.sub(lambda table: boxed(table.group(), label), page)


def boxed(table: str, label: str) -> str:
    """Put a table in a box of its own that can be scrolled with the keyboard, unless it stands in one."""
    table = CAPTION.sub(r'\1<span class="caption">\2</span>\3', table)
    # The class keeps the theme's script from putting the table into a second box.
    table = UNNAMED.sub('<table class="plain"', table)
    if not table.startswith("<table"):
        return table
    return f'<div class="table" role="group" aria-label="{label}" tabindex="0">{table}</div>'
