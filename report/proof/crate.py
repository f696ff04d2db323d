"""What an archive of the report holds, in the terms of RO-Crate 1.1 and of its profile for runs of processes.

References
----------
Soiland-Reyes et al., "Packaging research artefacts with RO-Crate", Data Science 5 (2022), and the specifications at
https://w3id.org/ro/crate/1.1 and https://w3id.org/ro/wfrun/process/0.5
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from report.citation.head import TYPES, agent, present, suffix
from report.citation.record import printed
from report.publication import Publication

NAME = "ro-crate-metadata.json"
CRATE = "https://w3id.org/ro/crate/1.1"
PROCESS = "https://w3id.org/ro/wfrun/process/0.5"
MIT = "https://spdx.org/licenses/MIT"
LOCK, ENVIRONMENT, SBOM = "code/requirements.lock", "environment.json", "sbom.cdx.json"
KINDS = {
    **TYPES,
    ".json": "application/json",
    ".py": "text/x-python",
    ".toml": "application/toml",
    ".lock": "text/plain",
}
# What the parts are, for whoever opens the archive in years; of each figure and script its record tells.
PARTS = {
    "site/": "The report as it is published, in every language: open index.html",
    "site/figures/": "Every figure, with its data and citations",
    "site/manifest.json": "SHA-256 of every file of the report, commit, versions",
    "site/values.json": "Every value of the report by its id",
    "code/": "The sources of that commit: library, report, templates, tests",
    "code/digitclust/": "The library that computes every number",
    "code/report/": "What makes the report of numbers and words",
    "code/templates/": "The words of the report",
    LOCK: "The packages by exact version, with the digests of their files",
    ENVIRONMENT: "Python, packages and processor that built this copy",
    SBOM: "The packages as a software bill of materials (CycloneDX)",
}
Entity = dict[str, Any]


def describe(
    publication: Publication, study: str, figures: Iterable[Mapping[str, Any]], names: Collection[str]
) -> bytes:
    """Return the metadata of the archive.

    Parameters
    ----------
    publication : Publication
        Authors, title, licence; what it does not say is left out.
    study : str
        The study file within the archive.
    figures : iterable of mapping
        Records of the figures, as ``figures/index.json`` has them.
    names : collection of str
        Every file of the archive.
    """
    runs = [computing(study, names), *map(drawing, figures), telling()]
    scripts = [run["instrument"]["@id"] for run in runs]
    used = [one["@id"] for run in runs for part in ("object", "result") for one in run[part]]
    parts = [part(name, scripts, publication.version) for name in sorted({*used, *scripts, *PARTS})]
    entities = [about(), root(publication, parts, runs), *terms(publication), *people(publication)]
    graph = [single(entity) for entity in (*entities, *parts, *runs)]
    return printed({"@context": f"{CRATE}/context", "@graph": graph})


def about() -> Entity:
    """Say what this file is."""
    return {"@id": NAME, "@type": "CreativeWork", "conformsTo": {"@id": CRATE}, "about": {"@id": "./"}}


def root(publication: Publication, parts: Iterable[Entity], runs: Iterable[Entity]) -> Entity:
    """Describe the archive as a whole."""
    first = "en" if "en" in publication.languages else publication.languages[0]
    return present(
        {
            "@id": "./",
            "@type": "Dataset",
            "conformsTo": {"@id": PROCESS},
            "name": publication.title[first],
            "description": publication.description[first],
            "version": publication.version,
            "datePublished": str(publication.date),
            "inLanguage": list(publication.languages),
            "license": {"@id": publication.licence_address or "#licence"},
            "author": named(people(publication)[: len(publication.authors)]),
            "publisher": publication.publisher and {"@id": "#publisher"},
            "identifier": publication.doi and f"https://doi.org/{publication.doi}",
            "url": publication.home,
            "hasPart": named(parts),
            "mentions": named(runs),
        }
    )


def terms(publication: Publication) -> Iterator[Entity]:
    """Name the licences, and the profile that the archive keeps to."""
    address, licence = publication.licence_address or "#licence", publication.licence
    yield {"@id": address, "@type": "CreativeWork", "name": licence, "description": f"Text and figures: {licence}"}
    yield {"@id": MIT, "@type": "CreativeWork", "name": "MIT", "description": "Code: MIT License"}
    yield {"@id": PROCESS, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"}


def people(publication: Publication) -> list[Entity]:
    """Name the authors, and behind them whoever publishes where that is somebody else."""
    publisher = {"@id": "#publisher", "@type": "Organization", "name": publication.publisher}
    authors = [{"@id": f"#author-{place}", **agent(one)} for place, one in enumerate(publication.authors, 1)]
    return [*authors, *([publisher] if publication.publisher else [])]


def computing(study: str, names: Iterable[str]) -> Entity:
    """Say how the numbers came about: the library answered the study."""
    tables = sorted(name for name in names if name.startswith("site/data/"))
    return run("study", "The study is computed", "code/digitclust/", [study, LOCK], ["site/values.json", *tables])


def drawing(figure: Mapping[str, Any]) -> Entity:
    """Say how a figure came about: its script drew tables."""
    shown, files = (sorted(f"site/{one['path']}" for one in figure[key]) for key in ("tables", "files"))
    title = figure["title"].get("en") or next(iter(figure["title"].values()))
    return run(f"figure-{figure['stem']}", title, f"code/{figure['script']['path']}", shown, files)


def telling() -> Entity:
    """Say how the pages came about: of words, values and figures."""
    used = ["code/templates/", "site/values.json", "site/figures/"]
    return run("report", "The report is put together", "code/report/", used, ["site/"])


def run(name: str, title: str, script: str, used: Iterable[str], made: Iterable[str]) -> Entity:
    """Describe a run of a script."""
    links = {"instrument": {"@id": script}, "object": linked(used), "result": linked(made)}
    return {"@id": f"#{name}", "@type": "CreateAction", "name": title, **links}


def part(name: str, scripts: Collection[str], version: str) -> Entity:
    """Describe a file or folder of the archive."""
    return present(
        {
            "@id": name,
            "@type": ["Dataset" if name.endswith("/") else "File", *["SoftwareSourceCode"] * (name in scripts)],
            "name": name,
            "description": PARTS.get(name),
            "version": name in scripts and version,
            "license": name.startswith("code/") and {"@id": MIT},
            "encodingFormat": KINDS.get(suffix(name)),
        }
    )


def single(entity: Entity) -> Entity:
    """Write a list of one thing as that thing, as the specification would have it."""
    return {key: said[0] if isinstance(said, list) and len(said) == 1 else said for key, said in entity.items()}


def linked(names: Iterable[str]) -> list[dict[str, str]]:
    """Return references to entities by their names."""
    return [{"@id": name} for name in names]


def named(entities: Iterable[Entity]) -> list[dict[str, str]]:
    """Return references to entities."""
    return linked(entity["@id"] for entity in entities)
