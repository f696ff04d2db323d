"""Readers: the digits, written in every format, are the digits again."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from formats import DIGITS, asked, idx
from PIL import Image

from digitclust import InputError, Results, Store, load_study, run
from digitclust.pinning import data_digest

PIXELS = [f"pixel{i}" for i in range(64)]
Write = Callable[[Path], str]  # writes the digits into a folder and returns what a study says of them


def plain_idx(folder: Path) -> str:
    """Two files as MNIST has them."""
    (folder / "images").write_bytes(idx(DIGITS.images.astype(">u1"), 0x08))
    (folder / "labels").write_bytes(idx(DIGITS.target.astype(">u1"), 0x08))
    return 'name = "idx"\nimages = "images"\nlabels = "labels"'


def gzipped_idx(folder: Path) -> str:
    """The same gzipped, the images as doubles."""
    (folder / "images.gz").write_bytes(gzip.compress(idx(DIGITS.images.astype(">f8"), 0x0E)))
    (folder / "labels.gz").write_bytes(gzip.compress(idx(DIGITS.target.astype(">i4"), 0x0C)))
    return 'name = "idx"\nimages = "images.gz"\nlabels = "labels.gz"'


def flat_npz(folder: Path) -> str:
    """Rows of features."""
    np.savez(folder / "digits.npz", data=DIGITS.data, target=DIGITS.target)
    return 'name = "npz"\nfile = "digits.npz"\nimage_shape = [8, 8]'


def square_npz(folder: Path) -> str:
    """Images in small bytes, packed, in the other order of memory, with labels that are texts of numbers."""
    images = np.asfortranarray(DIGITS.images.astype(np.uint8))
    np.savez_compressed(folder / "digits.npz", x=images, y=DIGITS.target.astype(str))
    return 'name = "npz"\nfile = "digits.npz"\ndata = "x"\nlabels = "y"'


def frame() -> pd.DataFrame:
    """Return the digits as a table."""
    return pd.DataFrame(DIGITS.data.astype(int), columns=PIXELS).assign(digit=DIGITS.target)


def optdigits(folder: Path) -> str:
    """As the files of UCI are: no header, the label last."""
    frame().to_csv(folder / "optdigits.tes", header=False, index=False)
    return 'name = "table"\nfile = "optdigits.tes"'


def csv(folder: Path) -> str:
    """With a header, and the label first, by name; gzipped."""
    frame()[["digit", *PIXELS]].to_csv(folder / "digits.csv.gz", index=False)
    return 'name = "table"\nfile = "digits.csv.gz"\nlabel = "digit"'


def numbered_csv(folder: Path) -> str:
    """With a header of numbers, but for the label."""
    frame().set_axis([*map(str, range(64)), "digit"], axis=1).to_csv(folder / "digits.csv", index=False)
    return 'name = "table"\nfile = "digits.csv"'


def tsv(folder: Path) -> str:
    """With a byte-order mark and the line ends of Windows, the label by its place."""
    text = frame()[["digit", *PIXELS]].to_csv(sep="\t", index=False, lineterminator="\r\n")
    (folder / "digits.tsv").write_text(text, encoding="utf-8-sig", newline="")
    return 'name = "table"\nfile = "digits.tsv"\nlabel = 0'


def parquet(folder: Path) -> str:
    """With an index, which is no feature."""
    frame().astype({"digit": str}).to_parquet(folder / "digits.parquet")
    return 'name = "table"\nfile = "digits.parquet"\nlabel = "digit"'


def pictures(folder: Path) -> str:
    """PNG of 8 bits and of 16, in folders by class."""
    for number, (image, label) in enumerate(zip(DIGITS.images, DIGITS.target, strict=True)):
        path = folder / "pictures" / str(label) / f"{number:04}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(image.astype(np.uint16 if number % 2 else np.uint8)).save(path)
    return 'name = "images"\nfolder = "pictures"'


FORMATS: dict[str, Write] = {
    write.__name__: write
    for write in (
        *(plain_idx, gzipped_idx, flat_npz, square_npz, optdigits, csv, numbered_csv, tsv, parquet),
        pictures,
    )
}


@pytest.fixture(scope="module")
def embedded() -> Results:
    """Return what is found in the embedded digits."""
    return run(load_study({"experiments": {"data": {}, "reference": {}}}))


@pytest.mark.parametrize("name", FORMATS)
def test_the_digits_in_every_format_are_the_digits(tmp_path: Path, name: str, embedded: Results) -> None:
    """The same digest, the same labels, the same values; the digest may be pinned."""
    pin = f'digest = "sha256:{data_digest(DIGITS)}"\n'
    found = run(load_study(asked(tmp_path, pin + FORMATS[name](tmp_path))))

    own = {key: value for key, value in embedded.values.items() if key.removeprefix("data.") not in DIGITS.facts}
    assert found.values == own
    np.testing.assert_array_equal(found["reference"].arrays["labels"], embedded["reference"].arrays["labels"])


def test_other_data_than_those_pinned_are_told(tmp_path: Path) -> None:
    """Even where every answer is remembered, and the file was changed by one grey level."""
    study, store = asked(tmp_path, optdigits(tmp_path)), Store(tmp_path / "store")
    digest = run(load_study(study), store).values["data.digest"]
    pinned = asked(tmp_path, f'digest = "sha256:{digest}"\n' + optdigits(tmp_path))
    assert run(load_study(pinned), store).values["data.digest"] == digest

    path = tmp_path / "optdigits.tes"
    path.write_text(path.read_text("utf-8").replace("0,", "1,", 1), encoding="utf-8")
    with pytest.raises(InputError, match=r"^dataset\.digest: the data are not those of the study: it pins sha256:"):
        run(load_study(pinned), store)


def test_a_changed_file_is_clustered_anew_and_a_moved_one_is_not(tmp_path: Path) -> None:
    """The content counts, not the place."""
    store, keys = Store(tmp_path / "store"), []
    for place in ("one", "two"):
        (tmp_path / place).mkdir()
        study = asked(tmp_path / place, optdigits(tmp_path / place))
        keys.append(run(load_study(study), store)["reference"].key)
    path = tmp_path / "two" / "optdigits.tes"
    path.write_text(path.read_text("utf-8").replace("0,", "1,", 1), encoding="utf-8")
    keys.append(run(load_study(tmp_path / "two" / "my.toml"), store)["reference"].key)

    assert keys[0] == keys[1] != keys[2]


def test_nothing_of_parquet_or_dask_is_imported_for_other_data(tmp_path: Path) -> None:
    """What a study does not ask for it does not wait for."""
    code = f"""
import sys
from digitclust import load_study, run
run(load_study({str(asked(tmp_path, plain_idx(tmp_path)))!r}))
sys.exit(str(sorted({{"distributed", "dask"}} & set(sys.modules)) or ""))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)

    assert done.stderr.strip() == ""
