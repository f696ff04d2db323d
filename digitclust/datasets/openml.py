"""A data set of OpenML, by name and version; it is fetched once and lies where scikit-learn keeps its data.

References
----------
J. Vanschoren, J. N. van Rijn, B. Bischl, L. Torgo, OpenML: networked science in machine learning, SIGKDD Explorations
15 (2014), p. 49-60.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from digitclust.assembly import ImageShape, assemble
from digitclust.records import Dataset, InputError


class Options(BaseModel):
    """Keys of ``[dataset]``."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    data: str = Field(min_length=1, description="name at OpenML, such as mnist_784")
    version: int = Field(ge=1, description="version at OpenML: it never changes")
    label: str | None = Field(default=None, description="column of the labels; what OpenML says if not given")
    labelled: bool = Field(default=True, description="whether there are labels")
    image_shape: ImageShape = Field(default=None, description="height and width, or none where these are no images")
    levels: float | None = Field(default=None, gt=0, description="greatest grey level; that of the data if not given")


def load(options: Options) -> Dataset:
    """Fetch a data set, or read what was fetched before."""
    where = f"OpenML, {options.data} version {options.version}"
    found = fetch(options, where)
    if getattr(found.data, "dtype", np.dtype(object)).kind not in "buif":
        raise InputError(f"{where}: a column is not numeric")
    if found.target is None and options.labelled:
        raise InputError(
            f'{where}: no column is said to hold the labels; say which: label = "name", or labelled = false'
        )
    labels = np.asarray(found.target) if options.labelled else None
    shape, levels, names = options.image_shape, options.levels, found.feature_names
    return assemble("openml", where, found.data, labels, image_shape=shape, levels=levels, names=names)


def fetch(options: Options, where: str) -> Any:
    """Ask scikit-learn for it, and tell in one line why it cannot be had."""
    from sklearn.datasets import fetch_openml  # here, so that remembered answers do not wait for it

    target = (options.label or "default-target") if options.labelled else None
    asked: dict[str, Any] = {"version": options.version, "target_column": target, "as_frame": False}
    once: dict[str, Any] = {"n_retries": 1, "delay": 0.1}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it is tried again: the end is told
            return fetch_openml(options.data, parser="pandas", **asked, **once)
    except OSError as error:  # no network, no such name, a full disk
        reason = getattr(error, "reason", error)
        raise InputError(f"{where}: it was not fetched before, and cannot be now: {reason}") from None
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{where}: {' '.join(str(error).split())}") from None
