"""Archives whose bytes do not change: their files have no date, and look alike whatever system packed them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

FIRST = (1980, 1, 1, 0, 0, 0)  # the date of every file: zip has none earlier
UNIX = 3
FILE, SCRIPT, FOLDER = 0o644 << 16, 0o755 << 16, 0o40755 << 16 | 0x10  # rights, kind, and what DOS calls a folder


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip of files, in the order given; a name that ends in a slash is an empty folder."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, FIRST)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, UNIX
            entry.external_attr = FOLDER if entry.is_dir() else SCRIPT if content.startswith(b"#!") else FILE
            archive.writestr(entry, content, compresslevel=9)
    return out.getvalue()
