"""A drawn figure as files for papers: PDF at each width, and PNG made of the PDF.

The pages of one figure are written together and then taken apart, because what costs most in a PDF is to choose the
letters of its fonts: so it is done once for all widths. A PNG holds a palette: the commonest colours exactly, so that
every area and line keeps its own, and the blends at their edges as near to them as the eye can tell.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import matplotlib as mpl
import numpy as np
import pikepdf
import pypdfium2
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from numpy.typing import NDArray
from PIL import Image
from PIL.PngImagePlugin import PngInfo

DPI = 600
COLOURS = 256  # of a palette
RGB = np.uint32(0xFFFFFF)  # where a pixel has its three colours


@contextmanager
def pages(receive: Callable[[Iterator[pikepdf.Pdf]], object]) -> Iterator[Callable[[Figure], None]]:
    """Gather figures whose layout has settled as pages, then hand over a PDF of each, in their order."""
    whole = io.BytesIO()

    def page(figure: Figure) -> None:
        figure.set_layout_engine(None)  # not "none": with any engine, also that one, all is drawn twice
        book.savefig(figure)

    with mpl.rc_context({"pdf.fonttype": 42}), PdfPages(whole, metadata={"CreationDate": None}) as book:
        yield page
    receive(apart(whole))


def apart(whole: io.BytesIO) -> Iterator[pikepdf.Pdf]:
    """Yield each page as a document of its own, with nothing that only another page uses."""
    with pikepdf.open(whole) as book:
        for page in book.pages:
            with pikepdf.new() as single:
                single.pages.append(page)
                single.remove_unreferenced_resources()
                yield single


def to_bytes(pdf: pikepdf.Pdf) -> bytes:
    """Write a PDF: the same bytes each time."""
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, min_version="1.4")
    return out.getvalue()


def to_png(pdf: bytes, texts: PngInfo) -> bytes:
    """Make a PNG at 600 dpi of the first page of a PDF, on white."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].render(scale=DPI / 72, rev_byteorder=True, prefer_bgrx=True)
        codes = np.ascontiguousarray(page.to_numpy()).view(np.uint32)[..., 0] & RGB
    out = io.BytesIO()
    painted(codes).save(out, "PNG", dpi=(DPI, DPI), pnginfo=texts)
    return out.getvalue()


def painted(codes: NDArray[np.uint32]) -> Image.Image:
    """Turn colours of shape (height, width), red in the lowest byte, into a picture with a palette."""
    known = np.zeros(1 << 24, dtype=bool)
    known[codes] = True
    found = np.flatnonzero(known)
    table = np.empty(1 << 24, dtype=np.uint32)  # only what is found is written and read: quick
    table[found] = np.arange(len(found))
    counts = np.bincount(table[codes[::2, ::2]].ravel(), minlength=len(found))  # a quarter of the pixels will do
    common = found[np.argsort(-counts, kind="stable")[:COLOURS]]
    table[found] = nearest(channels(found), channels(common))
    image = Image.fromarray(table[codes].astype(np.uint8))
    image.putpalette(channels(common).astype(np.uint8).tobytes())
    return image


def channels(codes: NDArray[np.intp]) -> NDArray[np.float32]:
    """Return red, green and blue of colours, of shape (colours, 3)."""
    return np.stack([codes & 255, codes >> 8 & 255, codes >> 16 & 255], axis=-1).astype(np.float32)


def nearest(colours: NDArray[np.float32], among: NDArray[np.float32]) -> NDArray[np.intp]:
    """Return for each colour the place of the nearest one among some."""
    squares = (among**2).sum(axis=1) - 2 * colours @ among.T
    places: NDArray[np.intp] = squares.argmin(axis=1)
    return places
