"""Arrays in an archive of NumPy; pickled objects are refused, never loaded."""

from __future__ import annotations

import errno
import math
import tokenize
import zipfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from digitclust.assembly import ImageShape, assemble
from digitclust.discover import nearest
from digitclust.records import Dataset, InputError
from digitclust.sources import File, bounded, demand, spooled

# What reading an archive or an array in it raises when it is damaged or made to do harm.
FAULTS = (
    ValueError, TypeError, SyntaxError, KeyError, EOFError, OSError, OverflowError, RecursionError, MemoryError,
    RuntimeError, tokenize.TokenError, zlib.error, zipfile.BadZipFile,
)  # fmt: skip


class Options(BaseModel):
    """Keys of ``[dataset]``."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    file: File
    data: str = Field(default="data", description="array of the images")
    labels: str = Field(default="target", description="array of the labels; empty where there are none")
    image_shape: ImageShape = Field(default=None, description="height and width, or none where these are no images")
    levels: float | None = Field(default=None, gt=0, description="greatest grey level; that of the data if not given")


def load(options: Options) -> Dataset:
    """Read images and labels."""
    where = str(demand(options.file))
    try:
        with zipfile.ZipFile(options.file) as archive:
            data = array(archive, options.data, options.file)
            labels = array(archive, options.labels, options.file) if options.labels else None
    except InputError:
        raise
    except FAULTS as error:
        if getattr(error, "errno", None) == errno.ENOSPC:
            raise
        raise InputError(f"{where}: not a sound archive of NumPy: {error}") from None
    return assemble("npz", where, data, labels, image_shape=options.image_shape, levels=options.levels)


def array(archive: zipfile.ZipFile, name: str, path: Path) -> NDArray[Any]:
    """Read one array; its head is looked at before anything of the size that it promises is made."""
    known = {member.filename.removesuffix(".npy"): member for member in archive.infolist()}
    if name not in known:
        raise InputError(f"{path}: no array is called '{name}'; {nearest(name, known)}")
    member = known[name]
    bounded(member.file_size, member.compress_size, f"{path}: {name}")
    with archive.open(member) as file:
        shape, fortran, dtype = head(file)
        if dtype.hasobject:
            raise InputError(f"{path}: {name} holds pickled objects, which are refused: they could run anything")
        rest = spooled(file, mapped=True)
    if len(rest) != dtype.itemsize * math.prod(shape):
        raise InputError(
            f"{path}: {name}: its head promises {math.prod(shape)} values, the file holds {len(rest)} bytes"
        )
    return np.frombuffer(rest, dtype).reshape(shape, order="F" if fortran else "C")


def head(file: Any) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
    """Read the head of one array."""
    version = npy.read_magic(file)
    return npy.read_array_header_1_0(file) if version == (1, 0) else npy.read_array_header_2_0(file)
