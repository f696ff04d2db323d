"""Bad data: one line that says what is wrong and where; whatever bytes a file holds, a data set or that line."""

from __future__ import annotations

import gzip
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from formats import DIGITS, asked, idx
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image
from workshop import ROOT, build

from digitclust import InputError, load_study, run
from digitclust.datasets import idx as idx_reader
from digitclust.datasets import images, npz, openml, table
from digitclust.records import Dataset
from digitclust.sources import FREE

N = 30
PICTURES, LABELS = DIGITS.images[:N].astype(">u1"), DIGITS.target[:N].astype(">u1")
ROWS = np.column_stack([DIGITS.data[:N], DIGITS.target[:N]]).astype(int).astype(str)
IDX = 'name = "idx"\nimages = "images"\nlabels = "labels"'
NPZ = 'name = "npz"\nfile = "my.npz"'
CSV = 'name = "table"\nfile = "my.csv"'
FOLDER = 'name = "images"\nfolder = "my"'
Prepare = Callable[[Path], None]


class Harmful:
    """Writes a file when it is loaded from a pickle."""

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (Path(tempfile.gettempdir()) / "digitclust-was-here",)


def two_files(folder: Path, pictures: bytes = idx(PICTURES, 8), labels: bytes = idx(LABELS, 8)) -> None:
    """Write IDX, one of the files wrong."""
    (folder / "images").write_bytes(pictures)
    (folder / "labels").write_bytes(labels)


def archive(folder: Path, **arrays: Any) -> None:
    """Write an npz, some of the arrays wrong."""
    np.savez(folder / "my.npz", **{"data": DIGITS.data[:N], "target": DIGITS.target[:N], **arrays})


def zipped(folder: Path, content: bytes) -> None:
    """Write an npz whose array of images is some bytes."""
    archive(folder)
    labels = zipfile.ZipFile(folder / "my.npz").read("target.npy")
    with zipfile.ZipFile(folder / "my.npz", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("data.npy", content)
        file.writestr("target.npy", labels)


def promise(shape: tuple[int, ...]) -> bytes:
    """Return the head of an array of that shape, with nothing behind it."""
    out = io.BytesIO()
    np.lib.format.write_array_header_1_0(out, {"descr": "<f8", "fortran_order": False, "shape": shape})
    return out.getvalue()


def lines(folder: Path, rows: Any = ROWS, separator: str = ",", name: str = "my.csv") -> None:
    """Write a table, some of its rows wrong."""
    (folder / name).write_text("\n".join(separator.join(row) for row in rows) + "\n", encoding="utf-8")


def put(row: int, column: int, cell: str) -> list[list[str]]:
    """Return the rows with one cell changed."""
    rows = [list(one) for one in ROWS]
    rows[row][column] = cell
    return rows


def file(folder: Path, content: bytes, name: str = "my.csv") -> None:
    """Write bytes."""
    (folder / name).write_bytes(content)


def shown(folder: Path, wrong: Mapping[str, bytes] = {}) -> None:  # it is only read
    """Write pictures in folders by class, and some files with other content."""
    for number in range(N):
        path = folder / "my" / str(DIGITS.target[number]) / f"{number:02}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(DIGITS.images[number].astype(np.uint8)).save(path)
    for name, content in wrong.items():
        path = folder / "my" / name.replace("__", "/").replace("_png", ".png")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def png(height: int, width: int) -> bytes:
    """Return a blank picture of that size."""
    out = io.BytesIO()
    Image.fromarray(np.zeros((height, width), np.uint8)).save(out, "png")
    return out.getvalue()


def linked(folder: Path, name: str, target: Path) -> None:
    """Write pictures, and a link."""
    shown(folder)
    (folder / name).symlink_to(target)


def nothing(folder: Path) -> None:
    """Write no file."""


CASES: dict[str, tuple[Prepare, str, str]] = {
    "an IDX file cut short": (
        partial(two_files, pictures=idx(PICTURES, 8)[:-1]),
        IDX,
        r"images: truncated: .* 1936 bytes, there are 1935$",
    ),
    "a padded IDX file": (
        partial(two_files, pictures=idx(PICTURES, 8) + b"\0"),
        IDX,
        r"images: padded: .* there are 1937$",
    ),
    "an IDX file cut within its head": (
        partial(two_files, pictures=idx(PICTURES, 8)[:9]),
        IDX,
        r"images: truncated within its head",
    ),
    "a wrong magic": (
        partial(two_files, pictures=b"\1" + idx(PICTURES, 8)[1:]),
        IDX,
        r"images: not an IDX file: it begins with 01 00 08 03$",
    ),
    "an unknown type of IDX": (
        partial(two_files, labels=idx(LABELS, 10)),
        IDX,
        r"labels: not an IDX file: it begins with 00 00 0a 01$",
    ),
    "more images than labels": (partial(two_files, labels=idx(LABELS[1:], 8)), IDX, r"30 images, but 29 labels"),
    "labels for images": (partial(two_files, pictures=idx(LABELS, 8)), IDX, r"images have 3 axes, not 1"),
    "images for labels": (
        partial(two_files, labels=idx(PICTURES, 8)),
        IDX,
        r"labels are one for each image, got .* 3 axes",
    ),
    "an empty file": (partial(two_files, pictures=b""), IDX, r"images: the file is empty$"),
    "no file": (nothing, IDX, r"images: there is no such file$"),
    "a damaged gzip": (
        partial(two_files, pictures=gzip.compress(idx(PICTURES, 8))[:-9]),
        IDX,
        r"images: cannot be unpacked: ",
    ),
    "a gzip of nothing": (partial(two_files, pictures=gzip.compress(b"")), IDX, r"images: the file is empty$"),
    "a gzip that fills the memory": (
        partial(two_files, pictures=gzip.compress(bytes(FREE + 9))),
        IDX,
        r"images: \d+ bytes become more than 16777216, which is refused",
    ),
    "an IDX of infinity": (
        partial(two_files, pictures=idx(np.full((N, 2, 2), np.inf, ">f4"), 13)),
        IDX,
        r"row 1, column 1: inf is no number to count with$",
    ),
    "a negative grey level": (
        partial(two_files, pictures=idx(-PICTURES.astype(">i2"), 11)),
        IDX,
        r"row 1, column 3: a grey level below 0",
    ),
    "no image at all": (
        partial(two_files, pictures=idx(PICTURES[:0], 8)),
        IDX,
        r"images of grey levels are wanted, got an array of 0 x 8 x 8",
    ),
    "one image": (
        partial(two_files, pictures=idx(PICTURES[:1], 8), labels=idx(LABELS[:1], 8)),
        IDX,
        r"there is one image, and nothing to cluster",
    ),
    "one class": (
        partial(two_files, labels=idx(LABELS * 0, 8)),
        IDX,
        r"all labels are 0, so there is nothing to compare",
    ),
    "equal images": (partial(two_files, pictures=idx(PICTURES * 0 + 1, 8)), IDX, r"all 30 images are equal"),
    "an npz that is none": (partial(file, content=b"PK", name="my.npz"), NPZ, r"my\.npz: not a sound archive"),
    "an npz with pickled objects": (
        partial(archive, data=np.array([Harmful()] * N, dtype=object)),
        NPZ,
        r"data holds pickled objects, which are refused",
    ),
    "an array under another name": (
        archive,
        NPZ + '\nlabels = "targte"',
        r"no array is called 'targte'; did you mean 'target'\?$",
    ),
    "an npz of texts": (partial(archive, data=np.full((N, 4), "a")), NPZ, r"grey levels are numbers, got <U1$"),
    "an npz of complex numbers": (
        partial(archive, data=np.ones((N, 4), complex)),
        NPZ,
        r"grey levels are numbers, got complex128$",
    ),
    "a dtype that overflows": (
        partial(archive, data=np.full((N, 4), 2**63, np.uint64)),
        NPZ,
        r"numbers above 9007199254740992 are not kept exactly",
    ),
    "a long double that overflows": (
        partial(archive, data=np.full((N, 4), 1e308, np.float64)),
        NPZ,
        r"numbers above \d+ leave no room",
    ),
    "labels that overflow": (
        partial(archive, target=np.arange(2**64 - N, 2**64, dtype=np.uint64)),
        NPZ,
        r"a label above 9223372036854775807",
    ),
    "labels that are half": (
        partial(archive, target=DIGITS.target[:N] / 2),
        NPZ,
        r"row 2: the label 0\.5 is neither a whole number nor a text$",
    ),
    "a label that is not there": (
        partial(archive, target=np.array(["a", " "] * 15)),
        NPZ,
        r"row 2: the label is missing$",
    ),
    "colours": (partial(archive, data=np.ones((N, 2, 2, 3))), NPZ, r"got an array of 30 x 2 x 2 x 3 values$"),
    "NaN": (
        partial(archive, data=np.where(np.arange(64) == 5, np.nan, DIGITS.data[:N])),
        NPZ,
        r"row 1, column 6: nan is no number to count with$",
    ),
    "a shape that is none": (archive, NPZ + '\nimage_shape = "square"', r"my\.toml: dataset: image_shape"),
    "labels that are said to be missing in a column": (
        partial(lines, rows=put(1, 64, "four")),
        CSV + "\nlabelled = false",
        r"column '64' is not numeric: row 2 holds 'four'$",
    ),
    "another shape": (archive, NPZ + "\nimage_shape = [8, 9]", r"image_shape 8 x 9 does not make the 64 features"),
    "too few levels": (archive, NPZ + "\nlevels = 8.0", r"levels is 8, but there is a grey level of 16$"),
    "an array that promises more than the file": (
        partial(zipped, content=promise((10**9, 64))),
        NPZ,
        r"head promises 64000000000 values, the file holds 0 bytes$",
    ),
    "an archive that fills the memory": (
        partial(zipped, content=bytes(FREE + 9)),
        NPZ,
        r"my\.npz: data: \d+ bytes would become 16777225",
    ),
    "a head that is code": (
        partial(zipped, content=b"\x93NUMPY\x01\x00\x10\x00__import__('os')"),
        NPZ,
        r"my\.npz: not a sound archive of NumPy",
    ),
    "a missing column": (lines, CSV + '\nlabel = "digit"', r"no column is called 'digit'"),
    "a column beyond the last": (lines, CSV + "\nlabel = 65", r"there is no column 65: there are 65"),
    "a cell that is no number": (
        partial(lines, rows=put(2, 7, "x")),
        CSV,
        r"column '7' is not numeric: row 3 holds 'x'$",
    ),
    "an empty cell": (partial(lines, rows=put(2, 7, "")), CSV, r"column '7' is not numeric: row 3 holds nothing"),
    "an infinite cell": (
        partial(lines, rows=put(2, 7, "inf")),
        CSV,
        r"row 3, column 8: inf is no number",
    ),
    "mixed separators": (
        partial(lines, rows=[*ROWS[:4], [";".join(ROWS[4])]]),
        CSV,
        r"my\.csv: column '0' is not numeric: row 5 holds '0;0;",
    ),
    "other separators": (partial(lines, separator=";"), CSV, r"my\.csv: its first row has no ',' in it"),
    "a longer row": (
        partial(lines, rows=[*ROWS[:4], [*ROWS[4], "1"]]),
        CSV,
        r"cannot be read as a table: .*Expected 65 fields in line 5, saw 66",
    ),
    "a longer second row": (
        partial(lines, rows=[ROWS[0], [*ROWS[1], "1"]]),
        CSV,
        r"the first row has 65 cells, the next 66",
    ),
    "a table of one column": (partial(lines, rows=ROWS[:, :1]), CSV, r"its first row has no ',' in it"),
    "bytes that are no text": (partial(file, content=b"1,2\n\xff,3\n"), CSV, r"my\.csv: not a table: .*can't decode"),
    "columns of one name": (
        partial(lines, rows=[["a", "a", "b"], *ROWS[:, :3]], name="my.csv"),
        CSV + "\nheader = true\nimage_shape = [1, 3]",
        r"image_shape 1 x 3 does not make the 2 features",
    ),
    "a Parquet file that is none": (
        partial(file, content=b"PAR1 and no more", name="my.parquet"),
        CSV.replace("csv", "parquet"),
        r"my\.parquet: cannot be read as Parquet",
    ),
    "a broken picture": (
        partial(shown, wrong={"0__00_png": png(8, 8)[:50]}),
        FOLDER,
        r"00\.png: (a broken picture|neither a PNG)",
    ),
    "a text called a picture": (
        partial(shown, wrong={"0__a_png": b"text"}),
        FOLDER,
        r"a\.png: neither a PNG nor a JPEG$",
    ),
    "a picture of another size": (
        partial(shown, wrong={"0__99_png": png(9, 8)}),
        FOLDER,
        r"99\.png: 9 x 8 pixels, 00\.png has 8 x 8; say size = ",
    ),
    "an empty picture": (partial(shown, wrong={"0__99_png": b""}), FOLDER, r"99\.png: the file is empty$"),
    "a picture in no folder while others are": (
        partial(shown, wrong={"99_png": png(8, 8)}),
        FOLDER,
        r"99\.png: lies in no folder of a class",
    ),
    "a picture that fills the memory": (
        partial(shown, wrong={"0__99_png": png(6000, 6000)}),
        FOLDER,
        r"99\.png: \d+ bytes would become 288000000",
    ),
    "a folder without pictures": (lambda folder: (folder / "my").mkdir(), FOLDER, r"my: there is no PNG or JPEG in it"),
    "no folder": (nothing, FOLDER, r"my: there is no such file$"),
    "a file for a folder": (partial(file, content=b"a", name="my"), FOLDER, r"my: a file, not a folder$|my: neither"),
    "a folder for a file": (
        lambda folder: (folder / "my.csv").mkdir(),
        CSV,
        r"my\.csv: a folder, not a file$|there is no such file",
    ),
    "a link out of the folder of pictures": (
        partial(linked, name="my/0/x.png", target=Path("/etc/hostname")),
        FOLDER,
        r"x\.png: a link that leads out of the folder is not followed$",
    ),
    "a linked folder of a class": (
        partial(linked, name="my/x", target=Path("/etc")),
        FOLDER,
        r"my/x: a link that leads out",
    ),
    "a link in a circle": (partial(linked, name="my/x", target=Path("x")), FOLDER, r"my/x: a link that leads out"),
    "a link to a file elsewhere": (
        partial(linked, name="my.csv", target=Path("/etc/passwd")),
        CSV,
        r"my\.csv: a link that leads out of its folder",
    ),
    "more clusters than different images": (
        partial(lines, rows=[*ROWS[:4]] * 9),
        CSV + "\n[experiments.reference]\nn_clusters = 5",
        r"reference\.n_clusters: 5 clusters cannot be made of 4 different",
    ),
    "a reader that is not there": (nothing, 'name = "idy"', r"unknown dataset 'idy'; did you mean 'idx'\?$"),
    "an unknown key": (nothing, IDX + "\nlables = 'a'", r"unknown key 'lables'; did you mean 'labels'\?$"),
    "a missing key": (nothing, 'name = "idx"\nlabels = "labels"', r"the key 'images' is missing$"),
    "a number for a path": (
        nothing,
        'name = "npz"\nfile = 3',
        r"file: it should be the path of a file or folder, got 3$",
    ),
    "no path": (nothing, 'name = "npz"\nfile = ""', r"file: it should be the path of a file or folder, got ''$"),
    "a digest that is none": (nothing, 'name = "digits"\ndigest = "abc"', r"digest: .* got 'abc'$"),
}


@pytest.mark.parametrize("name", CASES)
def test_bad_data_are_told_in_one_line(tmp_path: Path, name: str) -> None:
    """The line names the file and what is wrong with it, and nothing in the file is run."""
    prepare, dataset, expected = CASES[name]
    prepare(tmp_path)
    study = asked(tmp_path, dataset, "" if "[experiments" in dataset else "[experiments.data]\n")

    with pytest.raises(InputError) as raised:
        run(load_study(study), n_jobs=1)
    assert "\n" not in str(raised.value)
    assert re.search(expected, str(raised.value)), str(raised.value)
    assert not (Path(tempfile.gettempdir()) / "digitclust-was-here").exists()


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even if both are sound: an answer is remembered under what the file held."""
    lines(tmp_path)
    study = load_study(asked(tmp_path, CSV, "[experiments.data]\n"))
    load = table.load

    def change(options: table.Options) -> Dataset:
        loaded = load(options)
        lines(tmp_path, put(0, 5, "7"))
        return loaded

    monkeypatch.setattr(table, "load", change)
    with pytest.raises(InputError, match=r"^dataset: the files of 'table' changed while they were read; try again$"):
        run(study, n_jobs=1)


def test_bad_data_end_a_build_with_exit_code_2_and_leave_the_site(tmp_path: Path) -> None:
    """One line, no traceback, and the report that was there stays."""
    two_files(tmp_path, labels=b"")
    study, site = asked(tmp_path, IDX, "[experiments.data]\n"), tmp_path / "site"
    site.mkdir()
    (site / "manifest.json").write_text("{}", encoding="utf-8")
    done = build("--study", study, "--build", tmp_path / "build", "--site", site)

    assert (done.returncode, done.stderr.strip().splitlines()[-1]) == (
        2,
        f"digitclust: {tmp_path / 'labels'}: the file is empty",
    )
    assert "Traceback" not in done.stderr
    assert [path.name for path in site.iterdir()] == ["manifest.json"]


def test_parquet_without_its_package_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line says what to install."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    file(tmp_path, b"PAR1", "my.parquet")
    with pytest.raises(InputError, match=r"my\.parquet: Parquet needs the package pyarrow: pip install '"):
        table.load(table.Options.model_validate({"file": tmp_path / "my.parquet"}))


def test_openml_without_a_network_is_told_in_one_line(tmp_path: Path) -> None:
    """In another process, so that nothing is asked of the network: its name server is this machine."""
    code = """
import socket
def refuse(*_, **__):
    raise OSError("Network is unreachable")
socket.getaddrinfo = refuse
from digitclust import load_study, run
run(load_study({"dataset": {"name": "openml", "data": "mnist_784", "version": 1}, "experiments": {"data": {}}}))
"""
    environment = {**os.environ, "SCIKIT_LEARN_DATA": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )

    assert done.stderr.splitlines()[-1].startswith(
        "digitclust.records.InputError: OpenML, mnist_784 version 1: it was not fetched before, and cannot be now: "
    )


def test_openml_is_asked_by_name_and_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer goes the way of every other: the digits are the digits."""
    from sklearn import datasets
    from sklearn.utils import Bunch

    asked_for: list[Any] = []

    def fetch(name: str, **options: Any) -> Bunch:
        asked_for.append((name, options["version"]))
        names = [f"input{i}" for i in range(DIGITS.data.shape[1])]
        return Bunch(data=DIGITS.data, target=DIGITS.target.astype(str).astype(object), feature_names=names)

    monkeypatch.setattr(datasets, "fetch_openml", fetch)
    found = openml.load(openml.Options(data="optdigits", version=1))

    assert asked_for == [("optdigits", 1)]
    np.testing.assert_array_equal(found.data, DIGITS.data)
    np.testing.assert_array_equal(found.target, DIGITS.target)


def read(reader: Any, name: str, content: bytes, **keys: Any) -> None:
    """Read bytes by a reader: what it says must be a data set, or one line."""
    folder = Path(tempfile.mkdtemp())
    path = folder / "my" / "a" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    two_files(folder)
    said = ""
    own = {key: folder / value for key, value in keys.items()}
    try:
        found = reader.load(reader.Options.model_validate(own))
        assert np.isfinite(found.data).all()
        assert len(found.data) == len(found.target)
        assert found.features or found.data.min() >= 0  # what is no image may lie below the background
    except InputError as error:
        said = str(error)
    finally:
        shutil.rmtree(folder)
    assert "\n" not in said


def broken(sound: bytes) -> st.SearchStrategy[bytes]:
    """Return a sound file with some bytes changed, or cut."""
    places = st.lists(st.tuples(st.integers(0, len(sound) - 1), st.integers(0, 255)), max_size=6)

    def damage(changes: list[tuple[int, int]], end: int) -> bytes:
        out = bytearray(sound)
        for place, byte in changes:
            out[place] = byte
        return bytes(out[: max(1, len(out) - end)])

    return st.builds(damage, places, st.sampled_from([0, 0, 0, 1, 8, 100]))


def saved(write: Callable[[Any], Any]) -> bytes:
    """Return what is written into a file."""
    out = io.BytesIO()
    write(out)
    return out.getvalue()


FRAME = pd.DataFrame(DIGITS.data[:N, :9]).assign(label=DIGITS.target[:N].astype(str)).rename(columns=str)
CSV_FILE = FRAME.to_csv(index=False).encode()
NPZ_FILE = saved(lambda out: np.savez(out, data=DIGITS.data[:N], target=DIGITS.target[:N]))
FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@FUZZ
@given(st.one_of(st.binary(max_size=60), broken(idx(PICTURES, 8))))
@example(b"\0\0\x08\x03" + b"\xff" * 12)
def test_whatever_an_idx_file_holds(content: bytes) -> None:
    """A data set, or one line."""
    read(idx_reader, "x", content, images="my/a/x", labels="labels")


@FUZZ
@given(st.one_of(st.binary(max_size=60), broken(NPZ_FILE)))
@example(NPZ_FILE[:115] + b"(" + NPZ_FILE[116:])  # a bracket that opens in the head of an array
def test_whatever_an_npz_holds(content: bytes) -> None:
    """A data set, or one line."""
    read(npz, "x.npz", content, file="my/a/x.npz")


@FUZZ
@given(
    st.one_of(st.binary(max_size=60), st.text(max_size=60).map(str.encode), broken(FRAME.to_csv(index=False).encode()))
)
@example(b'"')
@example(b"1,2\n\n3\n")
def test_whatever_a_csv_file_holds(content: bytes) -> None:
    """A data set, or one line."""
    read(table, "x.csv", content, file="my/a/x.csv")


@FUZZ
@given(broken(saved(FRAME.to_parquet)))
def test_whatever_a_parquet_file_holds(content: bytes) -> None:
    """A data set, or one line."""
    read(table, "x.parquet", content, file="my/a/x.parquet")


@FUZZ
@given(st.one_of(broken(png(8, 8)), broken(saved(lambda out: Image.fromarray(PICTURES[0]).save(out, "jpeg")))))
def test_whatever_a_picture_holds(content: bytes) -> None:
    """A data set, or one line."""
    read(images, "x.png", content, folder="my")
