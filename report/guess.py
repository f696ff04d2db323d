"""Looks at data and guesses how a study would name them: the reader, and what that must be told."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from digitclust.datasets import images, table
from digitclust.datasets.npz import FAULTS, head
from digitclust.records import InputError
from digitclust.sources import buffered, demand, members, read

Options = dict[str, Any]
LABELS = ("label", "labels", "target", "class", "species", "digit", "letter", "y")  # what labels are called most often
FEW = 100  # different whole numbers in the last column that may still be labels
PAPER = 0.5  # share of the greatest level from which on a border is that of dark ink on bright paper


def guess(path: Path, labels: str | None) -> Options:
    """Return what ``[dataset]`` of a study would say of a file or folder.

    Parameters
    ----------
    path : Path
        The data.
    labels : str, optional
        Where the labels are: a file of IDX, an array of npz, a column of a table; "none" for nowhere.

    Raises
    ------
    InputError
        When it is nothing that a reader reads.
    """
    for known, look in KINDS:
        if known(path):
            return look(path, labels)
    raise InputError(
        f"{path}: neither a folder of pictures, IDX, npz, nor a table; tables are called .csv, .tsv, .data or .parquet"
    )


def is_idx(path: Path) -> bool:
    """Tell whether a file begins as IDX does."""
    return buffered(path)[:2] == b"\0\0"


def is_npz(path: Path) -> bool:
    """Tell whether a file is an archive of NumPy."""
    return path.suffix.lower() == ".npz"


def is_table(path: Path) -> bool:
    """Tell whether a file is called like a table."""
    names = [suffix.lower() for suffix in path.suffixes if suffix.lower() != ".gz"]
    return bool(names) and names[-1] in (*table.SUFFIXES, ".csv", ".txt", ".data", ".tra", ".tes", ".all")


def pictures(path: Path, labels: str | None) -> Options:
    """Look at a folder of pictures: whether they are of one size, and bright at the border."""
    if labels:
        raise InputError(f"{path}: the labels of pictures are the folders that they lie in; say no --labels")
    files = [file for file in members(path) if file.suffix.lower() in images.SUFFIXES]
    if not files:
        raise InputError(f"{path}: there is no PNG or JPEG in it, nor in the folders in it")
    options = images.Options(folder=path)
    found = [images.picture(file, options) for file in files]
    sizes = Counter(picture.shape for picture in found)
    edge = np.concatenate([np.concatenate([one[0], one[-1], one[:, 0], one[:, -1]]) for one in found])
    more: Options = {"size": list(sizes.most_common(1)[0][0])} if len(sizes) > 1 else {}
    bright = bool(np.median(edge) > PAPER * max(one.max() for one in found))
    return {"name": "images", "folder": path, **more, **({"inverted": True} if bright else {})}


def idx(path: Path, labels: str | None) -> Options:
    """Look for the labels beside the images, called as those of MNIST are."""
    beside = path.with_name(path.name.replace("images", "labels").replace("idx3", "idx1"))
    if labels is None and beside != path and beside.is_file():
        labels = str(beside)
    named = {} if labels in (None, "none") else {"labels": demand(Path(str(labels)))}
    return {"name": "idx", "images": path, **named}


def archive(path: Path, labels: str | None) -> Options:
    """Look at the arrays of an archive: images have several axes, labels one, and there are as many."""
    demand(path)
    try:
        with zipfile.ZipFile(path) as file:
            names = [member.removesuffix(".npy") for member in file.namelist()]
            shapes = {name: shape(file, name) for name in names}
    except FAULTS as error:
        raise InputError(f"{path}: not a sound archive of NumPy: {error}") from None
    data = max((name for name in shapes if len(shapes[name]) > 1), key=lambda name: np.prod(shapes[name]), default="")
    if not data:
        raise InputError(f"{path}: no array in it has a row for each image; there is: {', '.join(names)}")
    fitting = [name for name in names if shapes[name] == shapes[data][:1]]
    found = labels or next((name for name in LABELS if name in fitting), fitting[0] if len(fitting) == 1 else "none")
    return {"name": "npz", "file": path, "data": data, "labels": "" if found == "none" else found}


def shape(file: zipfile.ZipFile, name: str) -> tuple[int, ...]:
    """Return the shape of an array, read from its head."""
    with file.open(f"{name}.npy") as member:
        return tuple(head(member)[0])


def columns(path: Path, labels: str | None) -> Options:
    """Look at the columns of a table: labels are called so, or are no numbers, or are the few numbers at the end."""
    found: Options = {"name": "table", "file": path}
    if labels == "none":
        return {**found, "labelled": False}
    if labels:
        return {**found, "label": int(labels) if labels.removeprefix("-").isdecimal() else labels}
    frame = framed(path)
    named = [str(name) for name in frame.columns]
    texts = [place for place, name in enumerate(frame.columns) if frame[name].dtype.kind not in "buif"]
    called = [place for place, name in enumerate(named) if name.lower() in LABELS]
    last = frame.iloc[:, -1]
    few = last.dtype.kind in "bui" and last.nunique() <= min(FEW, len(frame) // 2) and not looks_like_pixels(frame)
    for places in (called, texts, [len(named) - 1] if few else []):
        if len(places) == 1:
            place = places[0]
            return {**found, "label": place if frame.columns.dtype.kind == "i" else named[place]}
    if texts:
        raise InputError(f"{path}: columns {', '.join(named[i] for i in texts)} are no numbers; say --labels NAME")
    return {**found, "labelled": False}


def framed(path: Path) -> Any:
    """Read a table of which nobody has said anything: its first row names columns if it has a text above a number."""
    content, kind = read(path), table.kind_of(path)
    if kind == "parquet":
        return table.parquet(content, str(path))
    rows = table.first_rows(content, table.SEPARATORS[kind], path)
    heads = zip(*(map(table.is_number, row) for row in (rows[0], rows[-1])), strict=True)
    header = any(below and not above for above, below in heads)
    return table.text(content, table.SEPARATORS[kind], table.Options(file=path, labelled=False, header=header))


def looks_like_pixels(frame: Any) -> bool:
    """Tell whether all columns together make a square image, as they do without labels."""
    side = round(frame.shape[1] ** 0.5)
    return side > 3 and side * side == frame.shape[1]  # type: ignore[no-any-return]  # of a frame that may be any


KINDS: tuple[tuple[Callable[[Path], bool], Callable[[Path, str | None], Options]], ...] = (
    (Path.is_dir, pictures),
    (is_npz, archive),
    (is_table, columns),
    (is_idx, idx),
)
