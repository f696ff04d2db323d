"""t-SNE: neighbours stay neighbours in the plane."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.manifold import TSNE

from digitclust.arguments import whole

PARAMETER = "random_state"
SLOW = True
PERPLEXITY = 30.0  # about how many neighbours each image has


def transform(data: NDArray[np.float64], *, random_state: int) -> NDArray[np.float64]:
    """Embed the images in the plane by t-SNE with the Barnes-Hut approximation, started from random points.

    Started from principal components, as scikit-learn does by default, it would hardly depend on the seed. Perplexity
    is 30, or a third of the other images where there are fewer than 91. Distances between far groups and densities mean
    nothing in the embedding. With one thread it is the same for a seed to the last bit on one machine; where sums are
    rounded otherwise, it may become another.

    Raises
    ------
    InputError
        When the argument is no seed.

    References
    ----------
    L. van der Maaten, G. Hinton, Visualizing data using t-SNE, J. Mach. Learn. Res. 9 (2008), p. 2579-2605.
    L. van der Maaten, Accelerating t-SNE using tree-based algorithms, J. Mach. Learn. Res. 15 (2014), p. 3221-3245.
    """
    seed = whole("transforms.tsne", PARAMETER, random_state, 0, 2**32 - 1)
    perplexity = min(PERPLEXITY, (len(data) - 1) / 3)  # the approximation looks at three times as many neighbours
    model = TSNE(2, perplexity=perplexity, init="random", learning_rate="auto", random_state=seed, n_jobs=1)
    return np.asarray(model.fit_transform(data), dtype=np.float64)
