"""Numbers and labels as a file had them become a data set, or one line tells why they cannot."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Annotated, Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import Field

from digitclust.parts import LARGE, cut, rows
from digitclust.records import Dataset, InputError

Size = Annotated[tuple[int, int], Field(strict=False)]  # height and width; TOML has lists
ImageShape = Size | Literal["none"] | None
SMALLEST = 4  # pixels along the side of what is taken for an image though nobody says that it is one
EXACT = 2**53  # from here on not every whole number is one of double precision


def assemble(
    name: str,
    where: str,
    data: NDArray[Any],
    labels: ArrayLike | None,
    *,
    image_shape: ImageShape = None,
    levels: float | None = None,
    names: Sequence[str] = (),
) -> Dataset:
    """Make a data set of what was read.

    Parameters
    ----------
    name : str
        Stem of the reader.
    where : str
        What was read, for messages.
    data : ndarray of shape (n_samples, n_features) or (n_samples, height, width)
        Grey levels, or other features, of any type of numbers.
    labels : array-like of shape (n_samples,), optional
        True labels: whole numbers, or texts; without them the data are unlabelled.
    image_shape : tuple of int or "none", optional
        Height and width where the data do not say, or that they are no images. If not given, as many features as make
        a square of at least 4 x 4 are an image, and any others are none.
    levels : float, optional
        Greatest grey level; the greatest of the data if not given.
    names : sequence of str, optional
        Names of the features, for those that are no image; they are numbered if not given.

    Raises
    ------
    InputError
        When they are no data of which anything can be said.
    """
    target = np.empty(0, dtype=np.int64) if labels is None else as_labels(labels, where)
    shape = image_shape or ((data.shape[1], data.shape[2]) if data.ndim == 3 else None)
    features = as_features(data, where)
    if labels is not None and len(features) != len(target):
        raise InputError(f"{where}: {len(features)} images, but {len(target)} labels; there must be as many")
    refuse_poor(features, target, where)
    size = as_shape(shape, features, where)
    if size[0] == 1:
        called = tuple(names) or tuple(map(str, range(1, features.shape[1] + 1)))
        return Dataset(name, features, target, size, whole(float(features.max())), features=called)
    refuse_negative(features, where)
    greatest = float(features.max())
    if levels is not None and levels < greatest:
        raise InputError(f"{where}: levels is {levels:g}, but there is a grey level of {greatest:g}")
    return Dataset(name, features, target, size, whole(levels or greatest))


def whole(number: float) -> float:
    """Return a number that is whole as an int."""
    return int(number) if number == int(number) else number


def as_features(data: NDArray[Any], where: str) -> NDArray[Any]:
    """Return the data as float64, large ones as they lie, a row for each image; refuse what is not kept exactly."""
    if data.ndim not in (2, 3) or data.size == 0:
        shape = " x ".join(map(str, data.shape)) or "no"
        raise InputError(f"{where}: images of grey levels are wanted, got an array of {shape} values")
    if data.dtype.kind not in "buif":
        raise InputError(f"{where}: grey levels are numbers, got {data.dtype}")
    if data.dtype.kind in "ui" and max(abs(int(data.min())), abs(int(data.max()))) > EXACT:
        raise InputError(f"{where}: numbers above {EXACT} are not kept exactly; scale them down")
    features = data.reshape(len(data), -1)
    if data.size <= LARGE or not np.can_cast(data.dtype, np.float64):
        with np.errstate(over="ignore"):
            features = np.array(features, dtype=np.float64)
        features += 0.0  # there is one zero only
    refuse_beyond(features, where)
    return features


def refuse_beyond(features: NDArray[Any], where: str) -> None:
    """Refuse what is no number, or too large a one to compute with."""
    for some, part in cut(features):
        if (wrong := np.argwhere(~np.isfinite(part))).size:
            number = part[tuple(wrong[0])]
            raise InputError(f"{where}: {place(some, wrong[0])}: {number} is no number to count with")
        if np.abs(part).max() > EXACT:
            raise InputError(f"{where}: numbers above {EXACT} leave no room to compute with them; scale them down")


def refuse_negative(features: NDArray[Any], where: str) -> None:
    """Refuse images with a grey level below that of the background."""
    for some in rows(features):
        if (wrong := np.argwhere(features[some] < 0)).size:
            raise InputError(
                f"{where}: {place(some, wrong[0])}: a grey level below 0, which is background; if these are no images, "
                'say image_shape = "none"'
            )


def place(some: slice, cell: NDArray[np.int64]) -> str:
    """Say which cell of a part this is in the whole, counted from 1."""
    return f"row {some.start + cell[0] + 1}, column {cell[1] + 1}"


def as_labels(labels: ArrayLike, where: str) -> NDArray[Any]:
    """Return labels as int64 where every one is a whole number, else as texts without blanks around them."""
    given = np.asarray(labels)
    if given.ndim != 1:
        raise InputError(f"{where}: labels are one for each image, got an array of {given.ndim} axes")
    if given.dtype.kind == "f":
        given = as_whole(given, where)
    if given.dtype.kind in "bui":
        if given.size and int(given.max()) > np.iinfo(np.int64).max:
            raise InputError(f"{where}: a label above {np.iinfo(np.int64).max}; use texts")
        return given.astype(np.int64)
    texts = [as_text(label, number, where) for number, label in enumerate(given.tolist(), 1)]
    if all(is_whole(text) for text in texts):
        return np.array(texts, dtype=np.int64)
    return np.array(texts, dtype=np.str_)


def as_whole(labels: NDArray[Any], where: str) -> NDArray[Any]:
    """Return labels that a table keeps as floats as whole numbers."""
    wrong = np.flatnonzero(~(np.abs(labels) <= EXACT) | (np.rint(labels) != labels))
    if wrong.size:
        raise InputError(
            f"{where}: row {wrong[0] + 1}: the label {labels[wrong[0]]} is neither a whole number nor a text"
        )
    return labels.astype(np.int64)


def as_text(label: Any, number: int, where: str) -> str:
    """Return one label as a text."""
    text = label.decode("utf-8", "replace") if isinstance(label, bytes) else str(label)
    text = "\n".join(text.strip().splitlines())
    if not text or label is None or label != label:
        raise InputError(f"{where}: row {number}: the label is missing")
    if "\0" in text or any(0xD800 <= ord(letter) < 0xE000 for letter in text):
        raise InputError(f"{where}: row {number}: the label holds what is no text")
    return text


def is_whole(text: str) -> bool:
    """Tell whether a text is a whole number as it would be printed, so that 01 stays a text."""
    return len(text) < 19 and text.removeprefix("-").isdecimal() and text.isascii() and str(int(text)) == text


def refuse_poor(features: NDArray[Any], target: NDArray[Any], where: str) -> None:
    """Refuse data that leave nothing to cluster or nothing to compare with."""
    if len(features) < 2:
        raise InputError(f"{where}: there is one image, and nothing to cluster; at least two are wanted")
    if all((features[some] == features[0]).all() for some in rows(features)):
        raise InputError(f"{where}: all {len(features)} images are equal, so there is nothing to cluster")
    if len(target) and (target == target[0]).all():
        raise InputError(f"{where}: all labels are {target[0].item()!r}, so there is nothing to compare clusters with")


def as_shape(shape: ImageShape, features: NDArray[Any], where: str) -> tuple[int, int]:
    """Return height and width of an image; where nothing is said, of a square, or of a row that is no image."""
    n = features.shape[1]
    if shape is None or isinstance(shape, str):
        side = math.isqrt(n)
        return (side, side) if shape is None and side * side == n and side >= SMALLEST else (1, n)
    height, width = shape
    if height * width != n:
        raise InputError(f"{where}: image_shape {height} x {width} does not make the {n} features that there are")
    return height, width
