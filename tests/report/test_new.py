"""The files of a study of one's own data, written by looking at these."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from formats import DIGITS, idx
from PIL import Image
from sklearn.datasets import load_iris
from workshop import STUDY, build

from digitclust import InputError, load_study, run
from digitclust.study import read_toml
from report.new import new

N = 150


def mnist(folder: Path) -> Path:
    """IDX with the labels beside it, under the names of MNIST."""
    (folder / "t10k-labels-idx1-ubyte").write_bytes(idx(DIGITS.target[:N].astype(">u1"), 8))
    return unlabelled(folder)


def unlabelled(folder: Path) -> Path:
    """IDX alone."""
    path = folder / "t10k-images-idx3-ubyte"
    path.write_bytes(idx(DIGITS.images[:N].astype(">u1"), 8))
    return path


def archive(folder: Path) -> Path:
    """Arrays under names of their own."""
    np.savez(folder / "my.npz", x=DIGITS.data[:N], kind=DIGITS.target[:N].astype(str))
    return folder / "my.npz"


def table(folder: Path) -> Path:
    """A header, and labels that are texts."""
    bunch = load_iris()
    frame = pd.DataFrame(bunch.data, columns=bunch.feature_names).assign(kind=bunch.target_names[bunch.target])
    frame.to_csv(folder / "my.csv", index=False)
    return folder / "my.csv"


def bare(folder: Path) -> Path:
    """The same as UCI has it."""
    frame = pd.read_csv(table(folder))
    frame.to_csv(folder / "my.data", index=False, header=False)
    return folder / "my.data"


def pictures(folder: Path) -> Path:
    """Dark ink on bright paper, of two sizes, in folders by class."""
    for number, (image, label) in enumerate(zip(DIGITS.images[:N], DIGITS.target[:N], strict=True)):
        path = folder / "pictures" / str(label) / f"{number:04}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        size = 2 if number == 0 else 1
        Image.fromarray(np.kron(255 - 15 * image, np.ones((size, size))).astype(np.uint8)).save(path)
    return folder / "pictures"


KINDS: dict[str, tuple[Callable[[Path], Path], int | None, int]] = {  # writes data; classes; clusters asked for
    "mnist": (mnist, 10, 10),
    "unlabelled": (unlabelled, None, 10),
    "archive": (archive, 10, 10),
    "table": (table, 3, 3),
    "bare": (bare, 3, 3),
    "pictures": (pictures, 10, 10),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_study_is_written_that_can_be_answered(tmp_path: Path, kind: str) -> None:
    """The data are found as they are, and as many clusters asked for as there are classes; a pin holds the data."""
    write, n_classes, n_clusters = KINDS[kind]
    new(tmp_path / "my.toml", write(tmp_path))
    study = load_study(tmp_path / "my.toml")
    few = {name: study.experiments[name] for name in ("data", "reference")}

    found = run(study.model_copy(update={"experiments": few}), n_jobs=1)

    assert found.values.get("data.n_classes") == n_classes
    assert study.experiments["reference"].n_clusters == n_clusters
    assert study.dataset.digest == f"sha256:{found.values['data.digest']}"
    assert study.sample == load_study(STUDY).sample
    assert "releases" not in study.experiments
    assert ("seeds" in study.experiments) == (n_classes is not None)
    assert ("explorer" in study.experiments) == (kind in ("mnist", "archive", "pictures"))


def test_a_method_that_finds_nothing_is_left_out(tmp_path: Path) -> None:
    """Of few digits there is no dense place of twenty, and a study that asked for one would stop there."""
    np.savez(tmp_path / "all.npz", data=DIGITS.images, target=DIGITS.target)
    new(tmp_path / "few.toml", mnist(tmp_path))
    new(tmp_path / "many.toml", tmp_path / "all.npz")
    few, many = (load_study(tmp_path / name).experiments["methods"] for name in ("few.toml", "many.toml"))

    assert set(many.methods) - set(few.methods) == {"hdbscan:20"}


def test_a_bright_background_and_other_sizes_are_seen(tmp_path: Path) -> None:
    """The study says so, and the images are ink on nothing again."""
    new(tmp_path / "my.toml", pictures(tmp_path))
    said = read_toml(tmp_path / "my.toml")["dataset"]

    assert said["inverted"] is True
    assert said["size"] == [8, 8]


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """One line names the file that is there; the others are not written either."""
    (tmp_path / "my.words.toml").write_text("", encoding="utf-8")
    data = archive(tmp_path)

    with pytest.raises(InputError, match=r"my\.words\.toml: is there already"):
        new(tmp_path / "my.toml", data)
    assert not (tmp_path / "my.toml").exists()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("my.csv", b"", "the file is empty"),
        ("my.npz", b"PK and no more", "not a sound archive"),
        ("my.csv", b"a,b\nx,1\ny,2,3\n", "the first row has 2 cells, the next 2|cannot be read as a table"),
        ("my.bin", b"\0\0\x08\x03", "truncated within its head"),
        ("my.doc", b"text", "neither a folder of pictures, IDX, npz, nor a table"),
    ],
)
def test_what_are_no_data_is_told_in_one_line(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    """And nothing is written."""
    (tmp_path / name).write_bytes(content)

    with pytest.raises(InputError, match=told) as raised:
        new(tmp_path / "my.toml", tmp_path / name)
    assert "\n" not in str(raised.value)
    assert not (tmp_path / "my.toml").exists()


@pytest.mark.prove
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_builds_at_once(tmp_path: Path, kind: str) -> None:
    """The whole study, in both languages."""
    new(tmp_path / "my.toml", KINDS[kind][0](tmp_path))

    done = build(
        "--study", tmp_path / "my.toml", "--build", tmp_path / "build", "--site", tmp_path / "site", "--no-paper"
    )

    assert done.returncode == 0, done.stdout + done.stderr
