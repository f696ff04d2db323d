"""A drawn figure as files for papers: PDF at each width, and PNG made of the PDF.

The pages of one figure are written together and then taken apart, because what costs most in a PDF is to choose the
letters of its fonts: so it is done once for all widths. Of a font only shapes and widths are kept, since its letters
are chosen and placed already. A PNG holds a palette: the commonest colours exactly, so that
every area and line keeps its own, and the blends at their edges as near to them as the eye can tell.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import matplotlib as mpl
import numpy as np
import pikepdf
import pypdfium2
from fontTools import subset
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from numpy.typing import NDArray
from PIL import Image
from PIL.PngImagePlugin import PngInfo

DPI = 600
COLOURS = 256  # of a palette
RGB = np.uint32(0xFFFFFF)  # where a pixel has its three colours
CHOOSING = ("GDEF", "GPOS", "GSUB")  # tables of a font by which letters are chosen and placed
OPTIONS = subset.Options


@contextmanager
def pages(receive: Callable[[Iterator[pikepdf.Pdf]], object]) -> Iterator[Callable[[Figure], None]]:
    """Gather figures whose layout has settled as pages, then hand over a PDF of each, in their order."""
    whole = io.BytesIO()

    with (
        mpl.rc_context({"pdf.fonttype": 42}),
        patch.object(subset, "Options", shapes),  # matplotlib itself keeps all tables: most of what a PDF would cost
        PdfPages(whole, metadata={"CreationDate": None}) as book,
    ):
        yield book.savefig
    receive(apart(whole))


def shapes(**given: Any) -> subset.Options:
    """Return what is to be kept of a font."""
    options = OPTIONS(**given)
    options.drop_tables += CHOOSING
    return options


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
        codes = np.ascontiguousarray(page.to_numpy()).view(np.uint32)[..., 0]
        image = painted(codes)
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(DPI, DPI), pnginfo=texts)
    return out.getvalue()


def painted(codes: NDArray[np.uint32]) -> Image.Image:
    """Turn colours of shape (height, width), red in the lowest byte, into a picture with a palette."""
    flat = codes.ravel()
    starts = np.concatenate([[0], np.flatnonzero(flat[1:] != flat[:-1]) + 1])  # of runs of one colour: few in a drawing
    lengths = np.diff(starts, append=flat.size)
    found, places = np.unique(flat[starts] & RGB, return_inverse=True)
    common = found[np.argsort(-np.bincount(places, lengths), kind="stable")[:COLOURS]]
    painting = nearest(channels(found), channels(common)).astype(np.uint8)[places]
    image = Image.fromarray(np.repeat(painting, lengths).reshape(codes.shape))
    image.putpalette(channels(common).astype(np.uint8).tobytes())
    return image


def channels(codes: NDArray[np.uint32]) -> NDArray[np.float32]:
    """Return red, green and blue of colours, of shape (colours, 3)."""
    return np.stack([codes & 255, codes >> 8 & 255, codes >> 16 & 255], axis=-1).astype(np.float32)


def nearest(colours: NDArray[np.float32], among: NDArray[np.float32]) -> NDArray[np.intp]:
    """Return for each colour the place of the nearest one among some."""
    squares = (among**2).sum(axis=1) - 2 * colours @ among.T
    places: NDArray[np.intp] = squares.argmin(axis=1)
    return places
