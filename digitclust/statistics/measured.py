"""What many releases of scikit-learn were measured to find, as a record."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

SETTINGS = {"default": "default", "1": "one", "10": "ten", "fixed": "fixed"}


@dataclass(frozen=True)
class Measured:
    """What was measured, in the order of the releases.

    Attributes
    ----------
    runs : DataFrame
        A row for each series: release, effective ``n_init`` of the default call, counts of right names by setting.
    seeds : ndarray of shape (n_series, n_seeds)
        Counts of right names of single starts.
    """

    runs: pd.DataFrame
    seeds: NDArray[np.int64]

    @property
    def series(self) -> list[str]:
        """The names of the series."""
        return [str(name) for name in self.runs["series"]]

    @property
    def kept(self) -> NDArray[np.int64]:
        """How many seeds give the count of the series before, shape (n_series - 1,)."""
        same: NDArray[np.int64] = (self.seeds[1:] == self.seeds[:-1]).sum(axis=1)
        return same

    @property
    def changes(self) -> list[int]:
        """The series that draw other starts from a seed: fewer than half of the seeds keep their count."""
        return [int(i) + 1 for i in np.flatnonzero(2 * self.kept < self.seeds.shape[1])]

    def count(self, series: int, setting: str) -> int:
        """Return the count of right names with seed 0."""
        return int(self.runs[setting].to_numpy()[series])


def by_release(raw: pd.DataFrame, n_samples: int) -> pd.DataFrame:
    """Lay the measurements out with a row for each series, and a column of counts for each setting."""
    rows = {setting: raw[raw["setting"] == setting] for setting in SETTINGS}
    counts = {name: rows[setting]["correct"].to_numpy() for setting, name in SETTINGS.items()}
    about = rows["default"][["series", "release", "n_init", "python", "numpy", "scipy", "measured"]]
    accuracy = counts["default"] / n_samples
    return about.reset_index(drop=True).assign(accuracy=accuracy, **counts)
