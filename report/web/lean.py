"""Take out of finished HTML what the generator brings along and no page of it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

# Where a script or style sheet says what it was made from; without that file, a browser's tools would ask in vain.
MENTION = re.compile(r"\s*(?://# sourceMappingURL=\S+|/\*# sourceMappingURL=.*?\*/)\s*\Z")
SEGMENTERS = {"ja": "tinyseg.js", "hi": "wordcut.js", "th": "wordcut.js"}  # languages that set no blanks between words


def lighten(html: Path, codes: Iterable[str]) -> None:
    """Take maps of sources, stemmers of other languages and a picture that ours replaces out of a folder, in place.

    Parameters
    ----------
    html : Path
        What MkDocs wrote for one language.
    codes : iterable of str
        Languages that can be searched for.
    """
    for path in html.rglob("*.map"):
        path.unlink()
    for path in (*html.rglob("*.js"), *html.rglob("*.css")):
        path.write_bytes(MENTION.sub("\n", path.read_text(encoding="utf-8")).encode())
    kept = set(stemmers(codes))
    for path in (html / "assets" / "javascripts" / "lunr").rglob("*.js"):
        if path.name not in kept:
            path.unlink()
    (html / "assets" / "images" / "favicon.png").unlink(missing_ok=True)


def stemmers(codes: Iterable[str]) -> Iterable[str]:
    """Yield the names of the files that the theme's search loads for these languages."""
    yield from ("lunr.stemmer.support.min.js", "lunr.multi.min.js")
    for code in codes:
        yield f"lunr.{code}.min.js"
        yield SEGMENTERS.get(code, "")
