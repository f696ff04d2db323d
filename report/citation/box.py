"""The box that shows how to cite a work: each citation with its name, a file, and a button for whoever has scripts."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from report.citation.cited import SUFFIXES, Citations, day_of
from report.citation.work import ACCESSED
from report.language import Language

FOLDED = ("ris", "csl-json")  # nobody reads them
BOX = Markup('<div class="cite" data-months="{months}" data-search-exclude="true">\n{draft}{entries}\n</div>\n')
DRAFT = Markup('<p class="cite__draft">{}</p>\n')
ENTRY = Markup(
    '<div class="cite__entry" id="cite-{form}"><div class="cite__head"><strong class="cite__name">{name}</strong> '
    '<button class="cite__copy" type="button" data-copied="{copied}" aria-label="{copy}: {name}" hidden>{copy}</button>'
    "{file}</div>\n{text}</div>"
)
FILE = Markup(' <a href="{address}" download="{name}">{suffix}</a>')
DAY = Markup('<mark class="cite__day" data-day="{pattern}">{blank}</mark>')
CODE = Markup('<pre class="cite__text" tabindex="0" role="group" aria-label="{name}"><code>{text}</code></pre>')
SENTENCE = Markup('<p class="cite__text">{text}</p>')
FOLD = Markup("<details><summary>{name}</summary>\n{text}</details>")


def box(citations: Citations, language: Language, files: str, draft: bool) -> Markup:
    """Show every citation of a work.

    Parameters
    ----------
    citations : mapping
        Format to citation.
    language : Language
        Its word ``citations.order`` tells in which order.
    files : str
        Address of the citations' files up to the language code.
    draft : bool
        Whether the work can be found nowhere yet.
    """
    warning = DRAFT.format(language.word("citations.draft")) if draft else ""
    shown = Markup("\n").join(entries(citations, language, files))
    return BOX.format(months=language.word("citations.months"), draft=warning, entries=shown)


def entries(citations: Citations, language: Language, files: str) -> Iterator[Markup]:
    """Show the citations one by one."""
    for form in language.word("citations.order").split():
        name = language.word(f"citations.names.{form}")
        suffix = SUFFIXES.get(form, ".txt")
        address = f"{files}-{language.code}{suffix}"
        file = FILE.format(address=address, name=address.rpartition("/")[2], suffix=suffix)
        yield ENTRY.format(
            form=form,
            name=name,
            copy=language.word("citations.copy"),
            copied=language.word("citations.copied"),
            file=file,
            text=shown(citations[form], form, name, language),
        )


def shown(citation: Markup, form: str, name: str, language: Language) -> Markup:
    """Show one citation; a blank is marked where its reader's day will stand."""
    day = DAY.format(pattern=day_of(form, language), blank=language.word("citations.blank"))
    # No dollar and no backtick: the page would take them for a formula or for code.
    text = Markup(citation.strip().replace(ACCESSED, day).replace("$", "&#36;").replace("`", "&#96;"))
    if form not in SUFFIXES:
        return SENTENCE.format(text=text)
    code = CODE.format(name=name, text=text)
    return FOLD.format(name=language.word("citations.show"), text=code) if form in FOLDED else code
