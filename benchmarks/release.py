"""What one release of scikit-learn finds in the digits; prints JSON. It runs in Python 3.6 and later."""

import json
import platform
import sys
import warnings
from typing import Any, Dict

import numpy as np
import scipy
import sklearn
from sklearn.cluster import KMeans
from sklearn.datasets import load_digits

N_SEEDS = 100


def run(data: Any, target: Any, random_state: int = 0, **settings: Any) -> Dict[str, Any]:
    """Cluster once; count the images that bear the most frequent digit of their cluster."""
    model = KMeans(n_clusters=10, random_state=random_state, **settings).fit(data)
    members = [target[model.labels_ == cluster] for cluster in range(10)]
    return {
        "n_init": int(getattr(model, "_n_init", model.n_init)),  # what a default stood for
        "correct": int(sum(np.bincount(labels).max() for labels in members)),
        "inertia": float(model.inertia_),
        "n_iter": int(model.n_iter_),
    }


def main() -> None:
    """Run every setting with seed 0, and single starts with a hundred seeds."""
    warnings.simplefilter("ignore")
    digits = load_digits()
    data, target = digits.data, digits.target
    settings = {"default": {}, "1": {"n_init": 1}, "10": {"n_init": 10}, "fixed": {"init": data[:10], "n_init": 1}}
    record = {
        "release": sklearn.__version__,
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "machine": "{} {}".format(platform.system(), platform.machine()),
        },
        "runs": {name: run(data, target, **given) for name, given in settings.items()},
        "seeds": [run(data, target, seed, n_init=1)["correct"] for seed in range(N_SEEDS)],
    }
    json.dump(record, sys.stdout)


if __name__ == "__main__":
    main()
