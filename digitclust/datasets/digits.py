"""The digits of scikit-learn: the test part of the UCI data set optdigits."""

from __future__ import annotations

import numpy as np
from pydantic import BaseModel, ConfigDict

from digitclust.records import Dataset

# As the data set's own description says (``load_digits().DESCR``; Alpaydin and Kaynak, 1998,
# https://doi.org/10.24432/C50P49): how many people wrote, and how the bitmaps were reduced.
FACTS = {
    "n_writers": 13,
    "n_writers_all": 43,
    "bitmap_size": 32,
    "block_size": 4,
}


class Options(BaseModel):
    """There is nothing to choose."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def load(options: Options | None = None) -> Dataset:
    """Load 1797 images of 8x8 pixels with 17 grey levels, 0 to 16, and the digit each shows."""
    from sklearn.datasets import load_digits  # here, so that remembered answers do not wait for it

    bunch = load_digits()
    return Dataset(
        name="digits",
        data=bunch.data.astype(np.float64),
        target=bunch.target.astype(np.int64),
        image_shape=(8, 8),
        levels=16,
        facts=FACTS,
    )
