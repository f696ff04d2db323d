"""UMAP: a fuzzy graph of neighbours, laid out in the plane. It needs the package umap-learn."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from digitclust.arguments import whole
from digitclust.records import InputError

PARAMETER = "random_state"
PACKAGES = ("umap-learn",)
SLOW = True


def transform(data: NDArray[np.float64], *, random_state: int) -> NDArray[np.float64]:
    """Embed the images in the plane by UMAP with the settings of its authors: 15 neighbours, least distance 0.1.

    Raises
    ------
    InputError
        When umap-learn is not installed, or when the argument is no seed.

    References
    ----------
    L. McInnes, J. Healy, J. Melville, UMAP: uniform manifold approximation and projection for dimension reduction,
    arXiv:1802.03426 (2018).
    """
    seed = whole("transforms.umap", PARAMETER, random_state, 0, 2**32 - 1)
    try:
        from umap import UMAP  # here, because the report does without it
    except ModuleNotFoundError:
        raise InputError(
            "transforms.umap: the package umap-learn is not installed; install it with 'python -m pip install "
            "umap-learn', or leave umap out of the study"
        ) from None
    return np.asarray(UMAP(n_components=2, random_state=seed, n_jobs=1).fit_transform(data), dtype=np.float64)
