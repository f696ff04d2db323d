"""Writes larger data like the digits: ``python benchmarks/synthetic.py FOLDER --n 70000 --side 28``.

Each image is one of the embedded digits, drawn at random, stretched and shifted along both axes and laid on a grid of
the asked size; grey levels go from 0 to 255. Written are ``images.idx`` and ``labels.idx``, and ``study.toml`` besides:
the default study of these data, and ``quick.toml``, the quick one.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import load_digits

STUDY = Path(__file__).parents[1] / "report"
TOGETHER = 10_000  # images that are made in one go
STRETCH, SHIFT = (0.8, 1.2), (-1.0, 1.0)  # of the size of an image, and in its pixels


def axis(n: int, side: int, size: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """Return for each image the weights that stretch and shift it along one axis, shape (n, side, size)."""
    stretch, shift = (rng.uniform(*ends, size=(n, 1)) for ends in (STRETCH, SHIFT))
    middle = (size - 1) / 2
    places = (np.linspace(0, size - 1, side) - middle) / stretch + middle - shift
    weights: NDArray[np.float32] = np.maximum(0, 1 - np.abs(places[:, :, None] - np.arange(size))).astype(np.float32)
    return weights


def make(n: int, side: int, rng: np.random.Generator) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Make n images of side x side pixels, and their labels."""
    digits = load_digits()
    chosen = rng.integers(len(digits.target), size=n)
    images = digits.images[chosen].astype(np.float32) * (255 / 16)
    rows, columns = (axis(n, side, images.shape[1], rng) for _ in range(2))
    drawn = rows @ images @ columns.transpose(0, 2, 1)
    return np.rint(drawn).astype(np.uint8), digits.target[chosen].astype(np.uint8)


def write(folder: Path, n: int, side: int, random_state: int = 0) -> None:
    """Write images and labels in the format of MNIST, a part at a time."""
    rng = np.random.default_rng(random_state)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "images.idx").open("wb") as images, (folder / "labels.idx").open("wb") as labels:
        images.write(bytes([0, 0, 8, 3]) + np.array([n, side, side], dtype=">u4").tobytes())
        labels.write(bytes([0, 0, 8, 1]) + np.array([n], dtype=">u4").tobytes())
        for start in range(0, n, TOGETHER):
            drawn, target = make(min(TOGETHER, n - start), side, rng)
            images.write(drawn.tobytes())
            labels.write(target.tobytes())


def ask(folder: Path, study: str) -> None:
    """Write a study of ours beside the data, which are now its own."""
    text = re.sub(r"\[experiments\.releases\][^\[]*", "", (STUDY / f"{study}.toml").read_text("utf-8"))  # digits only
    own = '[dataset]\nname = "idx"\nimages = "images.idx"\nlabels = "labels.idx"\nlevels = 255\n'
    (folder / f"{study}.toml").write_text(re.sub(r"\[dataset\][^\[]*", f"{own}\n", text), "utf-8")


def main() -> None:
    """Write data and studies."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--n", type=int, default=70_000)
    parser.add_argument("--side", type=int, default=28)
    given = parser.parse_args()
    write(given.folder, given.n, given.side)
    for study in ("study", "quick"):
        ask(given.folder, study)


if __name__ == "__main__":
    main()
