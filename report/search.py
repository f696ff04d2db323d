"""Make the theme's search find word forms, and words written without their diaeresis."""

from __future__ import annotations

from pathlib import Path

from digitclust.records import InputError

# What stands in the built worker, exactly once each, and what takes its place.
PATCHES = (
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
    """Patch the search worker of one language's finished HTML, in place.

    Raises
    ------
    InputError
        If the theme's worker is not the one that the patches were made for.
    """
    workers = sorted((html / "assets" / "javascripts" / "workers").glob("search.*.js"))
    if len(workers) != 1:
        raise InputError(f"{html}: expected one search worker of the theme, found {len(workers)}")
    script = workers[0].read_text(encoding="utf-8")
    workers[0].write_bytes(patched(script).encode())


def patched(script: str) -> str:
    """Apply every patch to the worker's script."""
    for old, new in PATCHES:
        if script.count(old) != 1:
            raise InputError(f"search worker: expected {old} once, found {script.count(old)}: see report/search.py")
        script = script.replace(old, new)
    return script
