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
from formats import DIGITS, STUDY, asked, idx
from PIL import Image

from digitclust import InputError, Results, Store, load_study, run
from digitclust.datasets import images
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


def unlabelled_idx(folder: Path) -> str:
    """The file of images alone."""
    (folder / "images").write_bytes(idx(DIGITS.images.astype(">u1"), 0x08))
    return 'name = "idx"\nimages = "images"'


def unlabelled_npz(folder: Path) -> str:
    """An archive of one array."""
    np.savez(folder / "digits.npz", data=DIGITS.data)
    return 'name = "npz"\nfile = "digits.npz"\nlabels = ""'


def unlabelled_table(folder: Path) -> str:
    """No column of labels, and no header."""
    frame()[PIXELS].to_csv(folder / "digits.csv", header=False, index=False)
    return 'name = "table"\nfile = "digits.csv"\nlabelled = false'


def unlabelled_pictures(folder: Path) -> str:
    """All in one folder."""
    (folder / "pictures").mkdir()
    for number, image in enumerate(DIGITS.images):
        Image.fromarray(image.astype(np.uint8)).save(folder / "pictures" / f"{number:04}.png")
    return 'name = "images"\nfolder = "pictures"'


@pytest.mark.parametrize("write", [unlabelled_idx, unlabelled_npz, unlabelled_table, unlabelled_pictures])
def test_without_labels_what_needs_them_is_left_out(tmp_path: Path, write: Write, embedded: Results) -> None:
    """The clusters are the same, nothing is named, and an experiment that needs labels does not answer."""
    rest = STUDY + "[experiments.seeds]\nn_runs = 20\nrestarts = [1, 4]\n"
    found = run(load_study(asked(tmp_path, write(tmp_path), rest)))

    assert list(found.answers) == ["data", "reference"]
    assert found.values["reference.labels_digest"] == embedded.values["reference.labels_digest"]
    assert found.held.isdisjoint({"data.n_classes", "data.class_sizes", "reference.accuracy", "reference.confusion"})
    np.testing.assert_array_equal(
        np.sort(found["reference"].arrays["centers"], axis=0), np.sort(embedded["reference"].arrays["centers"], axis=0)
    )


def test_features_that_are_no_image_have_no_pictures(tmp_path: Path) -> None:
    """Fewer than sixteen, or no square, or said to be none: they may be below 0, and they keep their names."""
    table = frame()[[*PIXELS[10:13], "digit"]]
    table[PIXELS[10]] -= 5
    table.to_csv(tmp_path / "my.csv", index=False)
    found = run(load_study(asked(tmp_path, 'name = "table"\nfile = "my.csv"')))

    assert found["data"].tables["features"]["feature"].tolist() == PIXELS[10:13]
    assert found["data"].tables["features"]["least"].min() == -5
    assert found.held.isdisjoint({"data.image_height", "data.samples", "reference.centers", "reference.misread"})
    labels = found["reference"].arrays["labels"]
    for row in found["reference"].tables["averages"].to_dict("records"):
        assert row["mean"] == pytest.approx(table[row["feature"]].to_numpy()[labels == row["cluster"]].mean())


def test_a_square_of_features_is_an_image_unless_it_is_said_to_be_none(tmp_path: Path) -> None:
    """And a stated shape is taken at its word."""
    held = []
    for shape in ("", 'image_shape = "none"', "image_shape = [4, 16]"):
        found = run(load_study(asked(tmp_path, f"{optdigits(tmp_path)}\n{shape}")))
        held.append([found.values.get(f"data.image_{side}") for side in ("height", "width")])

    assert held == [[8, 8], [None, None], [4, 16]]


@pytest.mark.parametrize("suffix", ["png", "jpg"])
def test_a_picture_may_be_resized_and_turned_from_ink_on_paper(tmp_path: Path, suffix: str) -> None:
    """Twice as large and inverted it is the digit again; a JPEG is so up to what its compression loses."""
    (tmp_path / "pictures").mkdir()
    for number, image in enumerate(DIGITS.images[:60]):
        large = np.kron(255 - 15 * image, np.ones((2, 2))).astype(np.uint8)
        Image.fromarray(large).save(tmp_path / "pictures" / f"{number:02}.{suffix}", quality=100)
    options = images.Options(folder=tmp_path / "pictures", size=(8, 8), inverted=True, levels=255.0)

    found = images.load(options)

    assert found.image_shape == (8, 8)
    np.testing.assert_allclose(found.data, 15 * DIGITS.data[:60], atol=0 if suffix == "png" else 3)


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
