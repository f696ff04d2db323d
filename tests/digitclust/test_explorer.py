"""What the explorer is given: where each seed starts and ends, held against scikit-learn's own runs."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.cluster import KMeans

from digitclust import Results
from digitclust.datasets import digits
from digitclust.experiments.explorer import Options, answer
from digitclust.methods.kmeans import fit
from digitclust.records import InputError, Partition
from digitclust.traits import lacking, traits

DATA = digits.load()


def tools(columns: slice = slice(3, 5)) -> Any:
    """Return tools whose maps are some of the pixels: enough where no map is looked at."""

    def features(_: str) -> NDArray[np.float64]:
        return DATA.data[:, columns]

    def once(_: str, data: NDArray[np.float64], **options: int) -> Partition:
        return fit(data, **options)

    return SimpleNamespace(features=features, fit=once, map=lambda function, items: list(map(function, items)))


def test_the_published_seeds_are_those_of_the_study(results: Results) -> None:
    """Digests, counts and ties are those of the table of all runs, and the starts those of its array."""
    checks, runs = results["explorer"].tables["checks"], results["seeds"].tables["runs"]

    for column in ("random_state", "correct", "ties", "digest"):
        assert checks[column].tolist() == runs[column].tolist()
    assert np.array_equal(results["explorer"].arrays["starts"], results["seeds"].arrays["starts"])


def test_images_bear_the_names_of_the_reference_run(results: Results) -> None:
    """As many are named rightly as the reference run says, and all are there."""
    images = results["explorer"].tables["images"]

    assert (images["label"] == images["name"]).sum() == results.values["reference.correct"]
    assert images["image"].tolist() == list(range(1797))


def test_of_larger_data_a_seeded_choice_is_clustered_by_itself() -> None:
    """The choice is the same each time; starts, digests and names are those of the chosen images alone."""
    options = Options(n_shown=120, n_runs=3, n_clusters=4)
    first, again = (answer(DATA, options, tools()) for _ in range(2))
    chosen = first.tables["images"]["image"].to_numpy()
    data = DATA.data[chosen]

    assert chosen.tolist() == again.tables["images"]["image"].tolist() == sorted(set(chosen.tolist()))
    assert first.values["n_shown"] == 120
    for seed, digest in enumerate(first.tables["checks"]["digest"]):
        labels = KMeans(4, n_init=1, random_state=seed).fit(data).labels_
        assert hashlib.sha256(labels.astype("<i8").tobytes()).hexdigest()[:12] == digest
    assert first.arrays["starts"].max() < 120


@pytest.mark.parametrize(
    ("change", "want"),
    [
        ({"image_shape": (1, 64), "features": tuple(map(str, range(64)))}, "whole grey levels"),
        ({"data": DATA.data / 16}, "whole grey levels"),
        ({"levels": 65535}, "whole grey levels"),
        ({"target": DATA.target[:0]}, "labels"),
    ],
)
def test_data_that_cannot_be_explored_have_no_explorer(change: dict[str, Any], want: str) -> None:
    """No images, too many grey levels, levels that are no whole numbers, and data without labels."""
    assert lacking("explorer", traits(replace(DATA, **change))) == [want]
    assert lacking("explorer", traits(DATA)) == []


def test_a_map_has_a_plane() -> None:
    """A transform with more coordinates is refused, and so is a first seed that is not among the others."""
    with pytest.raises(InputError, match="a map has 2"):
        answer(DATA, Options(n_shown=60, n_runs=1, n_clusters=2), tools(slice(0, 3)))
    with pytest.raises(InputError, match="not among the seeds"):
        answer(DATA, Options(n_runs=1, random_state=1), tools())
