"""Who a figure is, as its files say it: written into each as one RDF description, and read back.

It holds no commit and no date: an unchanged figure keeps its bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from digitclust.records import InputError
from report.citation.record import File, digest_of
from report.citation.work import Work

OURS = "urn:digitclust:figure#"
SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "digitclust": OURS,
}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
FOREIGN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 has no way to hold
DESCRIPTION = re.compile(rb"<rdf:RDF\b.*?</rdf:RDF\s*>", re.DOTALL)
Names = dict[str, str]


@dataclass(frozen=True)
class Identity:
    """What a file says of the figure that it shows.

    Attributes
    ----------
    stem, key : str
        The figure's name for ever, and its citation key.
    titles : Mapping
        Language code to title.
    authors : tuple of str
        Names, as a sentence has them.
    version, licence, licence_address : str
        Of the report.
    addresses : Mapping
        Language code to the address of the figure's page; empty texts while the report is unpublished.
    tables : Mapping
        What it shows, as a path within the site to the SHA-256 of that file.
    """

    stem: str
    key: str
    titles: Mapping[str, str]
    authors: tuple[str, ...]
    version: str
    licence: str
    licence_address: str
    addresses: Mapping[str, str]
    tables: Mapping[str, str]

    @property
    def data_digest(self) -> str:
        """Return one digest of all that it shows, that of its record."""
        return digest_of(File(path=path, bytes=0, sha256=digest) for path, digest in self.tables.items())


@dataclass(frozen=True)
class Description:
    """One file of a figure: whose, in which language, how wide, with the title in every language."""

    identity: Identity
    language: str
    width: str

    @property
    def title(self) -> str:
        """Return the title in the language of the file."""
        return self.identity.titles[self.language]

    @property
    def address(self) -> str:
        """Return the address of the figure's page in that language; "" while there is none."""
        return self.identity.addresses[self.language]


def identify(work: Work, tables: Iterable[File]) -> Identity:
    """Return who a figure is: from the work that is cited, and the tables that it shows."""
    return Identity(
        stem=work.stem,
        key=work.key,
        titles=dict(work.titles),
        authors=tuple(author.whole for author in work.authors),
        version=work.publication.version,
        licence=work.publication.licence,
        licence_address=work.publication.licence_address,
        addresses={language: work.address(language) for language in work.titles},
        tables={table.path: table.sha256 for table in tables},
    )


def to_rdf(description: Description) -> str:
    """Write a description as RDF/XML, in the terms of Dublin Core and XMP where they have one.

    Raises
    ------
    InputError
        When a text holds a character that no XML can.
    """
    own = description.identity
    titles = {"x-default": description.title, **own.titles}
    parts = {
        "dc:title": bag("Alt", titles.values(), titles),
        "dc:creator": bag("Seq", own.authors),
        "dc:identifier": text(own.key),
        "dc:language": bag("Bag", [description.language]),
        "dc:source": text(description.address),
        "dc:rights": bag("Alt", [own.licence], ["x-default"]),
        "xmpRights:WebStatement": text(own.licence_address),
        "digitclust:stem": text(own.stem),
        "digitclust:width": text(description.width),
        "digitclust:version": text(own.version),
        "digitclust:addresses": bag("Bag", [f"{code} {found}" for code, found in own.addresses.items() if found]),
        "digitclust:data": bag("Seq", [f"{digest}  {path}" for path, digest in own.tables.items()]),
        "digitclust:dataDigest": text(own.data_digest),
    }
    spaces = " ".join(f'xmlns:{name}="{space}"' for name, space in SPACES.items())
    lines = "".join(f"<{name}>{content}</{name}>\n" for name, content in parts.items() if content)
    return f'<rdf:RDF {spaces}>\n<rdf:Description rdf:about="">\n{lines}</rdf:Description>\n</rdf:RDF>'


def text(content: str) -> str:
    """Escape a text for XML; line ends stay what they are."""
    if found := FOREIGN.search(content):
        raise InputError(f"{content!r} holds the character {found.group()!r}, which no file can carry")
    return escape(content, {"\r": "&#13;"})


def bag(kind: str, contents: Iterable[str], languages: Iterable[str] = ()) -> str:
    """Write several texts as an RDF container, each in its language if these are given; "" for none."""
    codes = iter(languages)
    items = [f"<rdf:li{mark(next(codes, ''))}>{text(content)}</rdf:li>" for content in contents]
    return f"<rdf:{kind}>{''.join(items)}</rdf:{kind}>" if items else ""


def mark(language: str) -> str:
    """Write the attribute that tells the language of a text."""
    return f" xml:lang={quoteattr(language)}" if language else ""


def from_rdf(content: bytes) -> Description | None:
    """Read a description back from bytes that hold it anywhere; None where there is none of ours."""
    for found in DESCRIPTION.findall(content):
        try:
            tree = ElementTree.fromstring(found)  # of a part without a document type: nothing to expand or to fetch
            if tree.find(f".//{{{OURS}}}stem") is not None:
                return described(tree)
        except (ElementTree.ParseError, ValueError, KeyError, StopIteration):
            continue
    return None


def described(tree: ElementTree.Element) -> Description:
    """Turn a parsed description into a record; raises what is missing."""

    def every(name: str) -> Iterator[tuple[str, str]]:
        (space, _, local) = name.partition(":")
        for element in tree.iterfind(f".//{{{SPACES[space]}}}{local}"):
            items = list(element.iter(f"{{{SPACES['rdf']}}}li"))
            yield from ((item.get(LANGUAGE, ""), item.text or "") for item in items or [element])

    def one(name: str, otherwise: str | None = None) -> str:
        return next((content for _, content in every(name)), otherwise) or absent(name, otherwise)

    pairs: dict[str, Any] = {
        "addresses": dict(content.split(" ", 1) for _, content in every("digitclust:addresses")),
        "tables": {path: digest for _, line in every("digitclust:data") for digest, path in [line.split("  ", 1)]},
    }
    titles = {code: title for code, title in every("dc:title") if code != "x-default"}
    identity = Identity(
        stem=one("digitclust:stem"),
        key=one("dc:identifier"),
        titles=titles,
        authors=tuple(name for _, name in every("dc:creator")),
        version=one("digitclust:version"),
        licence=one("dc:rights", ""),
        licence_address=one("xmpRights:WebStatement", ""),
        addresses={code: pairs["addresses"].get(code, "") for code in titles},
        tables=pairs["tables"],
    )
    return Description(identity, one("dc:language"), one("digitclust:width"))


def absent(name: str, otherwise: str | None) -> str:
    """Return what stands for a part that is not there, or raise."""
    if otherwise is None:
        raise KeyError(name)
    return otherwise
