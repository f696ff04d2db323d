"""What machines read in the head of a page: Highwire tags, schema.org as JSON-LD, Open Graph."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from report.citation.record import Record
from report.citation.work import Work
from report.language import Language
from report.publication import Author

META = Markup('<meta name="{}" content="{}">')
PROPERTY = Markup('<meta property="{}" content="{}">')
LINKED = Markup('<script type="application/ld+json">{}</script>')
TYPES = {".svg": "image/svg+xml", ".pdf": "application/pdf", ".png": "image/png", ".csv": "text/csv"}


def head(work: Work, language: Language, record: Record | None = None, article: str = "") -> Markup:
    """Return the tags of the page of a work; a figure brings its record, the report the name of its printed article."""
    linked = image(work, language, record) if record else report(work, language)
    lines = [*highwire(work, language, record, article), *graph(work, language, record), script(linked)]
    return Markup("\n").join(lines)


def highwire(work: Work, language: Language, record: Record | None, article: str = "") -> Iterable[Markup]:
    """Return the tags that Zotero reads: as a web page, the one type whose address GOST styles print."""
    publication, address = work.publication, work.address(language.code)
    pdf = [file.path for file in record.files if file.path.endswith(f"-{language.code}-165mm.pdf")] if record else []
    pdf += [f"{language.code}/{article}"] if article else []
    tags = [
        ("z:itemType", "webpage"),
        ("citation_title", work.titles[language.code]),
        *(("citation_author", inverted(author)) for author in work.authors),
        ("citation_publication_date", publication.date.strftime("%Y/%m/%d")),
        ("citation_language", language.code),
        ("citation_doi", publication.doi),
        ("citation_public_url", address),
        ("citation_pdf_url", publication.home and pdf and f"{publication.home}{pdf[0]}"),
    ]
    return [META.format(name, content) for name, content in tags if content]


def inverted(author: Author) -> str:
    """Return a name as Highwire has it: a person's family name first."""
    return author.name or ", ".join(filter(None, (author.family, author.given)))


def graph(work: Work, language: Language, record: Record | None) -> Iterable[Markup]:
    """Return Open Graph of a figure; nothing while it has no address. Other pages have theirs from the theme."""
    address, code = work.address(language.code), language.code
    if not address or not record:
        return []
    pictures = [file.path for file in record.files if file.path.endswith(".png")]
    own = sorted((path for path in pictures if f"-{code}-" in path), key=lambda path: "165mm" not in path)
    tags = [
        ("og:type", "article"),
        ("og:site_name", work.reports[code]),
        ("og:title", work.titles[code]),
        ("og:description", record.alternative[code]),
        ("og:url", address),
        ("og:locale", language.word("citations.locale").replace("-", "_")),
        ("og:image", own and f"{work.publication.home}{own[0]}"),
        ("og:image:alt", own and record.alternative[code]),
    ]
    return [PROPERTY.format(name, content) for name, content in tags if content]


def report(work: Work, language: Language) -> dict[str, Any]:
    """Return the report in the terms of schema.org."""
    publication, address = work.publication, work.publication.home
    return present(
        {
            "@type": "Report",
            "@id": address,
            "url": work.publication.home and f"{address}{language.code}/",
            "name": tongues(work.reports),
            "version": publication.version,
            "datePublished": str(publication.date),
            "inLanguage": list(work.reports),
            "license": publication.licence_address,
            "author": [agent(author) for author in work.authors],
            "publisher": publication.publisher and {"@type": "Organization", "name": publication.publisher},
            "identifier": publication.doi and f"https://doi.org/{publication.doi}",
        }
    )


def image(work: Work, language: Language, record: Record) -> dict[str, Any]:
    """Return a figure in the terms of schema.org: an image in a report, based on data."""
    home, code = work.publication.home, language.code
    creators = [agent(author) for author in work.authors]
    rights = {"creator": creators, "license": work.publication.licence_address}
    files = [file for file in record.files if f"-{code}" in file.path and suffix(file.path) in TYPES]
    return present(
        {
            "@type": "ImageObject",
            "@id": work.address(code),
            "url": work.address(code),
            "identifier": record.key,
            "name": tongues(record.title),
            "caption": record.caption[code],
            "description": record.alternative[code],
            "inLanguage": code,
            "version": record.version,
            "datePublished": record.published,
            **rights,
            "creditText": ", ".join(work.publication.names),
            "isPartOf": report(Work("", 0, work.reports, work.reports, work.publication), language),
            "isBasedOn": [
                {**dataset(table.path, home, table.sha256), "name": table.path, "license": rights["license"]}
                for table in record.tables
            ],
            "associatedMedia": [
                {
                    "@type": "MediaObject",
                    **place(file.path, home),
                    "encodingFormat": TYPES[suffix(file.path)],
                    "sha256": file.sha256,
                }
                for file in files
            ],
        }
    )


def dataset(path: str, home: str, sha256: str) -> dict[str, Any]:
    """Return a table as what a figure is based on."""
    file = {"@type": "DataDownload", **place(path, home), "encodingFormat": "text/csv", "sha256": sha256}
    return {"@type": "Dataset", "distribution": file}


def place(path: str, home: str) -> dict[str, str]:
    """Return where a file lies: its address where there is one, and its name in any case."""
    return {"name": path, **({"contentUrl": f"{home}{path}"} if home else {})}


def suffix(path: str) -> str:
    """Return the end of a file's name."""
    return path[path.rfind(".") :]


def tongues(texts: Mapping[str, str]) -> list[dict[str, str]]:
    """Return a text in every language."""
    return [{"@value": text, "@language": code} for code, text in texts.items()]


def agent(author: Author) -> dict[str, str]:
    """Return an author; a person by ORCID where one is given."""
    if author.name:
        return {"@type": "Organization", "name": author.name}
    person = {"@type": "Person", "name": author.whole, "familyName": author.family, "givenName": author.given}
    return present({**person, "@id": author.orcid and f"https://orcid.org/{author.orcid}"})


def present(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what there is not."""
    return {name: value for name, value in fields.items() if value}


def script(linked: Mapping[str, Any]) -> Markup:
    """Write JSON-LD so that nothing in it can end the script."""
    text = json.dumps({"@context": "https://schema.org", **linked}, ensure_ascii=False)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return LINKED.format(Markup(text))
