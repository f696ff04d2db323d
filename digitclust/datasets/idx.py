"""The format of MNIST: one file of images and, if they are known, one of labels, gzipped or not.

References
----------
Y. LeCun, C. Cortes, C. Burges, The MNIST database of handwritten digits, section "File formats".
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from digitclust.assembly import assemble
from digitclust.records import Dataset, InputError
from digitclust.sources import File, buffered

TYPES = {0x08: ">u1", 0x09: ">i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}


class Options(BaseModel):
    """Keys of ``[dataset]``."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    images: File
    labels: File | None = Field(default=None, description="without it the data are unlabelled")
    levels: float | None = Field(default=None, gt=0, description="greatest grey level; that of the data if not given")


def load(options: Options) -> Dataset:
    """Read images and labels."""
    images, labels = array(options.images), array(options.labels) if options.labels else None
    if images.ndim != 3:
        raise InputError(f"{options.images}: images have 3 axes, not {images.ndim}; is it the file of labels?")
    return assemble("idx", str(options.images), images, labels, levels=options.levels)


def array(path: Path) -> NDArray[Any]:
    """Read one file: two zeros, the type, the number of axes, their lengths, the values."""
    content = buffered(path)
    if len(content) < 4 or content[:2] != b"\0\0" or content[2] not in TYPES or not content[3]:
        raise InputError(f"{path}: not an IDX file: it begins with {content[:4].hex(' ')}")
    head, dtype = 4 + 4 * content[3], np.dtype(TYPES[content[2]])
    if len(content) < head:
        raise InputError(f"{path}: truncated within its head of {head} bytes")
    shape = [int(n) for n in np.frombuffer(content, ">u4", offset=4, count=content[3])]
    wanted = head + dtype.itemsize * math.prod(shape)
    if len(content) != wanted:
        what = "truncated" if len(content) < wanted else "padded"
        raise InputError(f"{path}: {what}: its head promises {wanted} bytes, there are {len(content)}")
    return np.frombuffer(content, dtype, offset=head).reshape(shape)
