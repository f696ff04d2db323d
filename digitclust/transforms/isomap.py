"""Isomap: distances along a graph of neighbours, laid out in the plane."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components
from sklearn.manifold import Isomap
from sklearn.neighbors import kneighbors_graph

from digitclust.arguments import whole
from digitclust.records import InputError

PARAMETER = "n_neighbors"
SLOW = True


def transform(data: NDArray[np.float64], *, n_neighbors: int) -> NDArray[np.float64]:
    """Embed the images in the plane so that shortest paths over neighbours are kept as well as can be.

    The eigenvectors come from a dense solver: nothing is random.

    Parameters
    ----------
    data : ndarray of shape (n_samples, n_features)
        Features.
    n_neighbors : int
        To how many nearest images each is joined.

    Returns
    -------
    ndarray of shape (n_samples, 2)
        Coordinates, in units of the features.

    Raises
    ------
    InputError
        When there are not that many other images, or when the graph of neighbours is not connected.

    References
    ----------
    J. B. Tenenbaum, V. de Silva, J. C. Langford, A global geometric framework for nonlinear dimensionality reduction,
    Science 290 (2000), p. 2319-2323.
    """
    n = whole("transforms.isomap", PARAMETER, n_neighbors, 1, len(data) - 1)
    parts, _ = connected_components(kneighbors_graph(data, n), directed=False)
    if parts > 1:
        raise InputError(
            f"transforms.isomap: with {PARAMETER}={n} the graph of neighbours falls into {parts} pieces; take more"
        )
    embedding: NDArray[np.float64] = Isomap(n_neighbors=n, n_components=2, eigen_solver="dense").fit_transform(data)
    return embedding
