"""One digest for the data, whatever file they came from."""

from __future__ import annotations

import hashlib
import json

import numpy as np

from digitclust.parts import parts
from digitclust.records import Dataset


def data_digest(dataset: Dataset) -> str:
    """Return the SHA-256 of shape, features (float64) and labels, both little-endian.

    Labels that are whole numbers enter as int64, any others as a JSON list of texts.
    """
    content = hashlib.sha256(repr(dataset.data.shape).encode())
    for part in parts(dataset.data):
        content.update(part.astype("<f8", copy=False).tobytes())
    if dataset.target.dtype.kind == "i":
        content.update(np.ascontiguousarray(dataset.target, dtype="<i8").tobytes())
    else:
        content.update(json.dumps(dataset.target.tolist()).encode())
    return content.hexdigest()
