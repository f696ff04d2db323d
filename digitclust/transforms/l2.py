"""L2 normalisation: each image of length 1."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.preprocessing import normalize


def transform(data: NDArray[np.float64]) -> NDArray[np.float64]:
    """Divide each image by its Euclidean norm, shape (n_samples, n_features); an empty image stays empty.

    Squared distances between such images are 2 - 2 cos of the angle between them, so strong and faint ink count alike.

    References
    ----------
    I. S. Dhillon, D. S. Modha, Concept decompositions for large sparse text data using clustering, Mach. Learn. 42
    (2001), p. 143-175.
    """
    scaled: NDArray[np.float64] = normalize(data, norm="l2")
    return scaled
