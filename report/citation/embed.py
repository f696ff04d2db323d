"""Writes into a figure's file who it is, and reads it: SVG metadata, XMP and Info of a PDF, iTXt of a PNG."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image, UnidentifiedImageError
from PIL.PngImagePlugin import PngInfo

from digitclust.records import InputError
from report.citation.identity import Description, from_rdf, to_rdf

XMP = "XML:com.adobe.xmp"  # the keyword under which a PNG holds a packet of XMP
METADATA = re.compile(r"<metadata>.*?</metadata>", re.DOTALL)
UNREADABLE = (pikepdf.PdfError, UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError)


def packet(description: Description) -> str:
    """Wrap a description as a packet of XMP."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        f'{to_rdf(description)}\n</x:xmpmeta>\n<?xpacket end="r"?>'
    )


def in_svg(svg: str, description: Description) -> str:
    """Put a description in the place of the metadata that an SVG has."""
    return METADATA.sub(lambda _: f"<metadata>\n{to_rdf(description)}\n</metadata>", svg, count=1)


def in_pdf(pdf: pikepdf.Pdf, description: Description) -> None:
    """Give a PDF its description as XMP, and the same in short as its Info."""
    stream = pdf.make_stream(packet(description).encode())
    stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root.Metadata = stream
    pdf.Root.Lang = pikepdf.String(description.language)
    own = description.identity
    told = {
        "/Title": description.title,
        "/Author": "; ".join(own.authors),
        "/Subject": description.address,
        "/Keywords": own.key,
        "/Copyright": own.licence,
    }
    for name, content in told.items():
        if content:
            pdf.docinfo[name] = content


def in_png(description: Description) -> PngInfo:
    """Return the texts of a PNG: the packet, and for plain readers title, author, licence and address."""
    texts, own = PngInfo(), description.identity
    texts.add_itxt(XMP, packet(description))
    for language, title in own.titles.items():
        texts.add_itxt("Title", title, language)
    texts.add_itxt("Author", "; ".join(own.authors))
    texts.add_itxt("Copyright", own.licence)
    if description.address:
        texts.add_itxt("Source", description.address)
    return texts


def read(path: Path) -> Description:
    """Read who a file is.

    Raises
    ------
    InputError
        When it is no SVG, PDF or PNG, is damaged, or says nothing of a figure of ours.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    try:
        found = from_rdf(held(content))
    except UNREADABLE:
        raise InputError(f"{path}: damaged: it cannot be read as what it begins as") from None
    if found is None:
        raise InputError(f"{path}: no figure of a report: it does not say which it is")
    return found


def held(content: bytes) -> bytes:
    """Return the part of a file that holds its description, by the format that its first bytes tell."""
    if content.startswith(b"%PDF"):
        return from_pdf(content)
    if content.startswith(b"\x89PNG"):
        with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
            texts: dict[str, Any] = getattr(image, "text", {})
            return str(texts.get(XMP, "")).encode()
    return content if b"<svg" in content[:4096] else b""


def from_pdf(content: bytes) -> bytes:
    """Return the XMP of a PDF."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        metadata = pdf.Root.get("/Metadata")
        return metadata.read_bytes() if isinstance(metadata, pikepdf.Stream) else b""
