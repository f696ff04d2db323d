"""Pictures of a figure for print: the drawing itself, and pixels of it where a format takes no drawing."""

from __future__ import annotations

import shutil
from pathlib import Path

from report.provenance import installed
from report.stamps import Stamps, keyed, sha256

PAGE = '#set page(width: auto, height: auto, margin: 0pt, fill: white)\n#image("{name}")\n'
PIXELS = 220.0  # to the inch


def copies(svg: Path, target: Path, stamps: Stamps) -> None:
    """Put ``<target>.svg`` and ``<target>.png`` there, unless they are fresh."""
    drawing, pixels = target.with_suffix(".svg"), target.with_suffix(".png")
    key = keyed({"drawing": sha256(svg), "code": sha256(Path(__file__)), "installed packages": installed()})
    name = f"article/pictures/{target.parent.parent.name}-{target.name}"
    if stamps.fresh(name, key, [drawing, pixels]):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(svg, drawing)
    rasterize(drawing, pixels)
    stamps.set(name, key, [drawing, pixels])


def rasterize(svg: Path, png: Path) -> None:
    """Make pixels of a drawing."""
    import typst

    page = svg.with_suffix(".typ")
    page.write_text(PAGE.format(name=svg.name), encoding="utf-8")
    typst.compile(page, output=png, root=svg.parent, format="png", ppi=PIXELS, ignore_system_fonts=True)
    page.unlink()
