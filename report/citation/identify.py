"""Tells of a file which figure it is, whether its bytes are the published ones, and what has changed in its data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from digitclust.records import InputError
from report.citation.embed import read
from report.citation.identity import Description
from report.stamps import sha256


def identify(path: Path, site: Path) -> list[str]:
    """Tell in lines who a file is, held against a site.

    Parameters
    ----------
    path : Path
        An SVG, PDF or PNG, also one of an older build.
    site : Path
        A finished site; where there is none, the lines say so.

    Raises
    ------
    InputError
        When the file does not say that it is a figure of a report.
    """
    description = read(path)
    named = f"{description.identity.stem}: {description.title}"
    titles = description.identity.titles.items()
    others = [f"{title} ({code})" for code, title in titles if code != description.language]
    told = {
        "Figure": "; ".join([named, *others]),
        "Language": description.language,
        "Width": description.width,
        "Version": description.identity.version,
        "Key": description.identity.key,
        "Authors": "; ".join(description.identity.authors),
        "Licence": f"{description.identity.licence}, {description.identity.licence_address}",
        "Address": description.address or "none: the report was not published when the file was made",
        **against(path, description, site),
    }
    return [f"{name + ':':<10}{content}" for name, content in told.items()]


def against(path: Path, description: Description, site: Path) -> dict[str, str]:
    """Hold a file against a site, and against the released copy of its version in there."""
    version = description.identity.version
    folders = [site / "v" / version, site]
    known = {folder: read_manifest(folder) for folder in folders if (folder / "manifest.json").is_file()}
    if not known:
        return {"Bytes": f"cannot be compared: no report in {site}; `make report` builds one, --site names another"}
    own = sha256(path)
    places = [folder / name for folder, seen in known.items() for name, entry in seen.items() if entry["sha256"] == own]
    newest = known.get(site, {})
    return {"Bytes": bytes_told(description, path, places, newest), "Data": data_told(description, newest)}


def read_manifest(folder: Path) -> Mapping[str, Any]:
    """Return the files that a manifest lists."""
    try:
        files: Mapping[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))["files"]
    except (ValueError, KeyError, TypeError):
        raise InputError(f"{folder / 'manifest.json'}: damaged: it lists no files") from None
    return files


def bytes_told(description: Description, path: Path, places: list[Path], files: Mapping[str, Any]) -> str:
    """Tell whether the bytes of a file are published, and where."""
    if places:
        return f"the published ones, {places[0]}"
    stem, language = description.identity.stem, description.language
    name = f"figures/{stem}/{stem}-{language}-{description.width}{path.suffix.lower()}"
    if name in files:
        return f"not the published ones: {name} is another file now"
    return f"not the published ones: there is no {name}"


def data_told(description: Description, files: Mapping[str, Any]) -> str:
    """Tell which of the tables that a file shows have changed since it was made."""
    states: dict[str, list[str]] = {"changed": [], "no longer there": []}
    for name, digest in description.identity.tables.items():
        if name not in files:
            states["no longer there"].append(name)
        elif files[name]["sha256"] != digest:
            states["changed"].append(name)
    found = [f"{state}: {', '.join(names)}" for state, names in states.items() if names]
    return "; ".join(found) or f"unchanged: {', '.join(description.identity.tables)}"
