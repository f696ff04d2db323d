"""Remembers answers by content, so that nothing is computed twice.

The key of an answer is the SHA-256 of canonical JSON that begins with a version byte. The promise: the same
parts give the same key in every process, on every machine, under every release of Python; a key changes when
any part changes. Values lie as JSON, tables as CSV, arrays as npz, in a folder named by the key that is
written aside and renamed. What cannot be read is as good as absent. There is no pickle.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from digitclust.records import Answer

VERSION = 1


def digest(*parts: Any) -> str:
    """Return the SHA-256 of parts that JSON can hold."""
    text = json.dumps([VERSION, *parts], sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def digest_files(files: Iterable[Path]) -> str:
    """Return one digest of the names and contents of files, wherever their folder lies."""
    return digest([[f.name, hashlib.sha256(f.read_bytes()).hexdigest()] for f in sorted(files)])


def versions(*distributions: str) -> dict[str, str | None]:
    """Return the versions of distributions by name; None for what is not installed."""
    found: dict[str, str | None] = dict.fromkeys(distributions)
    for name in found:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


@dataclass(frozen=True)
class Store:
    """A folder of answers; without a folder nothing is remembered."""

    folder: Path | None = None

    def has(self, key: str) -> bool:
        """Tell whether an answer of that key lies there, be it sound or not."""
        return self.folder is not None and (self.folder / key).is_dir()

    def remember(self, key: str, compute: Callable[[], Answer]) -> Answer:
        """Return the answer of that key, computed only if it is not there or cannot be read."""
        if self.folder is None:
            return replace(compute(), key=key)
        try:
            return read(self.folder / key, key)
        except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile):
            write(compute(), self.folder / key)
            return read(self.folder / key, key)


def write(answer: Answer, folder: Path) -> None:
    """Write an answer aside, then give it its name in one step."""
    import numpy as np

    aside = folder.with_name(f"{folder.name}.{os.getpid()}.part")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    for name, table in answer.tables.items():
        table.to_csv(aside / f"{name}.csv", index=False, lineterminator="\n")
    np.savez_compressed(aside / "arrays.npz", **answer.arrays)  # type: ignore[arg-type]  # stubs take flags only
    record: dict[str, Any] = {"values": dict(answer.values), "units": dict(answer.units)}
    record["axes"] = {name: list(axes) for name, axes in answer.axes.items()}
    record["tables"] = {name: texts(table) for name, table in answer.tables.items()}
    record["files"] = digest_files(aside.iterdir())
    signed = {"record": record, "digest": digest(record)}
    (aside / "answer.json").write_text(json.dumps(signed, ensure_ascii=False), encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        aside.rename(folder)
    except OSError:  # another process has just written the same answer
        shutil.rmtree(aside)


def read(folder: Path, key: str) -> Answer:
    """Read an answer back; raises what reading raises when it is absent, ValueError when it is damaged."""
    signed = json.loads((folder / "answer.json").read_text("utf-8"))
    record = signed["record"]
    files = digest_files(path for path in folder.iterdir() if path.name != "answer.json")
    if (record["files"], signed["digest"]) != (files, digest(record)):
        raise ValueError(f"{folder} is damaged")
    values = {name: tuple(v) if isinstance(v, list) else v for name, v in record["values"].items()}
    tables = {name: read_table(folder / f"{name}.csv", text) for name, text in record["tables"].items()}
    axes = {name: tuple(names) for name, names in record["axes"].items()}
    return Answer(values, record["units"], tables, read_arrays(folder / "arrays.npz"), key, axes)


def texts(table: Any) -> list[str]:
    """List the columns that hold text, even if it looks like numbers."""
    from pandas.api.types import infer_dtype

    return [str(column) for column in table.columns if infer_dtype(table[column]) == "string"]


def read_table(path: Path, text: list[str]) -> Any:
    """Read a table; floats come back to the last bit, text as text."""
    import pandas as pd

    return pd.read_csv(path, keep_default_na=False, na_values=[""], dtype=dict.fromkeys(text, str))


def read_arrays(path: Path) -> dict[str, Any]:
    """Read arrays; pickled objects are refused by NumPy's own default."""
    import numpy as np

    with path.open("rb") as raw, np.load(raw) as file:
        return {name: file[name] for name in file.files}
