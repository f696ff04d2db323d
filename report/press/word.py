"""The look of the Word file: pandoc's own reference document on A4, with a serif and a number on each page."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO

from report.archive import packed

SERIF = "Times New Roman"  # on nearly every machine, with Cyrillic
FOOTER = "word/footer1.xml"
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
NUMBER = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:ftr {SPACES}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>'
)
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer"
PAGE = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rIdFooter1"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1418" w:right="1276" w:bottom="1418" w:left="1276" w:header="709" w:footer="709" w:gutter="0"/>'
)
SMALL = '<w:rPr><w:sz w:val="20"/></w:rPr>'
# File: what is changed in it, in order. Colours of headings and links are ink and a blue that prints well.
CHANGES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "[Content_Types].xml": (("</Types>", f'<Override PartName="/{FOOTER}" ContentType="{KIND}"/></Types>'),),
    "word/_rels/document.xml.rels": (
        ("</Relationships>", f'<Relationship Id="rIdFooter1" Type="{RELATION}" Target="footer1.xml"/></Relationships>'),
    ),
    "word/document.xml": ((r"<w:sectPr>", PAGE),),
    "word/theme/theme1.xml": ((r'(<a:latin typeface=")Aptos( Display)?"[^>]*', rf'\1{SERIF}"/'),),
    "word/styles.xml": (
        (r'(<w:rPrDefault>.*?<w:sz w:val=)"24"', r'\1"22"'),
        (r'<w:color w:val="0F4761"[^>]*/>', '<w:color w:val="1F2328"/>'),
        # Cells and captions are smaller than the text, and a row or a caption stays on one page.
        (r'(w:styleId="Compact">.*?<w:pPr>)(.*?</w:pPr>)', rf"\1<w:keepLines/>\2{SMALL}"),
        (r'(w:styleId="Caption">.*?<w:pPr>)(.*?<w:rPr>.*?<w:i />)', r'\1<w:keepLines/>\2<w:sz w:val="20"/>'),
        (r'(w:styleId="Title">.*?<w:sz w:val=)"56"', r'\1"40"'),
        (r'(w:styleId="Heading1">.*?<w:sz w:val=)"40"', r'\1"28"'),
        (r'(w:styleId="Heading2">.*?<w:sz w:val=)"32"', r'\1"24"'),
    ),
}


def reference(given: bytes) -> bytes:
    """Return pandoc's reference document with our look; the same bytes each time."""
    with zipfile.ZipFile(BytesIO(given)) as old:
        parts = {name: changed(name, old.read(name)) for name in old.namelist()}
    return packed({**parts, FOOTER: NUMBER.encode()})


def changed(name: str, content: bytes) -> bytes:
    """Make the changes that a file of the document needs."""
    text = content.decode("utf-8") if name in CHANGES else ""
    for pattern, replacement in CHANGES.get(name, ()):
        text = re.sub(pattern, replacement, text, count=0 if "styleId" not in pattern else 1, flags=re.DOTALL)
    return text.encode() if text else content
