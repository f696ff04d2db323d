"""A folder of pictures, PNG or JPEG, in the order of their names: in a folder for each class, or unlabelled in none."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from digitclust.assembly import Size, assemble
from digitclust.records import Dataset, InputError
from digitclust.sources import File, bounded, members, read

SUFFIXES = (".png", ".jpg", ".jpeg")
DEEP = ("I;16", "I;16B", "I;16L", "I;16N", "I", "F")  # what Pillow calls more than 256 grey levels


class Options(BaseModel):
    """Keys of ``[dataset]``."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    folder: File
    size: Size | None = Field(default=None, description="height and width to resize all to")
    inverted: bool = Field(default=False, description="whether the background is bright, as on paper")
    levels: float | None = Field(default=None, gt=0, description="greatest grey level; that of the data if not given")


def load(options: Options) -> Dataset:
    """Read every picture; a colour picture becomes grey."""
    folder = options.folder
    paths = [path for path in members(folder) if path.suffix.lower() in SUFFIXES]
    loose = [path for path in paths if path.parent == folder]
    if not paths:
        raise InputError(f"{folder}: there is no PNG or JPEG in it, nor in the folders in it")
    if loose and len(loose) < len(paths):
        raise InputError(f"{loose[0]}: lies in no folder of a class, while others do; put all into folders, or none")
    paths.sort(key=lambda path: (path.name, path.parent.name))
    pictures = [picture(path, options) for path in paths]
    refuse_other_sizes(pictures, paths)
    data = np.stack(pictures)
    if options.inverted:
        data = (options.levels or data.max()) - data
    labels = None if loose else [path.parent.name for path in paths]
    return assemble("images", str(folder), data, labels, levels=options.levels)


def picture(path: Path, options: Options) -> NDArray[Any]:
    """Read one picture as grey levels; its size is looked at before it is unpacked."""
    from PIL import Image, UnidentifiedImageError  # here, so that remembered answers do not wait for it

    content = read(path, options.folder)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of Pillow's own limit: ours is told as an error
            file = Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
            file.verify()  # a PNG that is cut may be read without a word
            file = Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
            bounded(8 * file.width * file.height, len(content), str(path))
            return grey(file, options.size)
    except InputError:
        raise
    except UnidentifiedImageError:
        raise InputError(f"{path}: neither a PNG nor a JPEG") from None
    except (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, MemoryError, OverflowError) as error:
        raise InputError(f"{path}: a broken picture: {' '.join(str(error).split())}") from None
    except Image.DecompressionBombError as error:
        raise InputError(f"{path}: a picture too large: {error}") from None


def grey(file: Any, size: tuple[int, int] | None) -> NDArray[Any]:
    """Return a picture as grey levels, resized by averaging over what falls into a pixel."""
    from PIL import Image

    levels = file.convert("F") if file.mode in DEEP else file.convert("L")
    if size and (levels.height, levels.width) != size:
        levels = levels.resize((size[1], size[0]), Image.Resampling.BOX)
    return np.asarray(levels)


def refuse_other_sizes(pictures: list[NDArray[Any]], paths: list[Path]) -> None:
    """Refuse pictures of several sizes."""
    first = pictures[0].shape
    for found, path in zip(pictures, paths, strict=True):
        if found.shape != first:
            sizes = f"{found.shape[0]} x {found.shape[1]} pixels, {paths[0].name} has {first[0]} x {first[1]}"
            raise InputError(f"{path}: {sizes}; say size = [height, width] to resize all")
