"""Make the theme's search find word forms, and words without their diaeresis; and wait until it is asked for."""

from __future__ import annotations

from pathlib import Path

from digitclust.records import InputError

Patches = tuple[tuple[str, str], ...]

# What stands in the theme's script of every page, exactly once each, and what takes its place. It fetches the index
# when a page opens, more than all the rest of the page: fetch it when the search is, or when there is to be marked
# on a page what a search found there.
WAITING: Patches = (
    ('L($(location.protocol!=="file:"),Je("search"))', 'L($(!1),Je("search"))'),
    ("return z([t,r.pipe(Q(we()),g(o=>", 'return z([we().searchParams.get("h")?t:tt,r.pipe(Q(we()),g(o=>'),
)
# The same of the built worker.
PATCHES: Patches = (
    # Every term of a query gets a `*`, which switches its stemming off: ask for the stem as well.
    ("`${r}*`", "`${r} ${r}*`"),
    # People type U+0435 for U+0451; the stemmer keeps them apart. Folded where words are read from the
    # pages and where the query comes in, so that what is shown keeps its spelling.
    ("g.slice(l,m).toLowerCase()", r'g.slice(l,m).toLowerCase().replace(/\u0451/g,"\u0435")'),
    ("search(e){if(e=e.replace(", r'search(e){if(e=e.replace(/[\u0401\u0451]/g,"\u0435").replace('),
    # A result says which terms it lacks, comparing them with stems: compare what both begin with.
    (
        "e[s].startsWith(o.term)&&",
        "(e[s].startsWith(o.term)||e[s].length>2&&o.term.startsWith(e[s]))&&",
    ),
)


def mend_search(html: Path) -> None:
    """Patch the scripts of one language's finished HTML, in place.

    Raises
    ------
    InputError
        If the theme's scripts are not those that the patches were made for.
    """
    scripts = html / "assets" / "javascripts"
    for name, patches in (("bundle.*.js", WAITING), ("workers/search.*.js", PATCHES)):
        found = sorted(scripts.glob(name))
        if len(found) != 1:
            raise InputError(f"{html}: expected one {name} of the theme, found {len(found)}")
        found[0].write_bytes(patched(found[0].read_text(encoding="utf-8"), patches).encode())


def patched(script: str, patches: Patches) -> str:
    """Apply every patch to a script."""
    for old, new in patches:
        if script.count(old) != 1:
            raise InputError(f"search: expected {old} once, found {script.count(old)}: see report/web/search.py")
        script = script.replace(old, new)
    return script
