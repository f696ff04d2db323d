"""Image by image: shares of right runs, and names from few labels."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.cluster import KMeans

from digitclust import Results, load_study, run
from digitclust.datasets import digits
from digitclust.experiments import images

SMALL = {"n_runs": 12, "n_labelled": (1, 1000), "n_repeats": 20}


@pytest.fixture(scope="module")
def found() -> Results:
    """Return the answer of a small study."""
    return run(load_study({"experiments": {"images": SMALL, "reference": {"metrics": ("ari",)}}}))


def test_the_mean_share_is_the_mean_accuracy_of_the_runs(found: Results) -> None:
    """Counted by image or by run, the right answers are as many: here by scikit-learn and a loop."""
    data = digits.load()
    right = 0
    for seed in range(12):
        labels = KMeans(10, n_init=1, random_state=seed).fit(data.data).labels_
        right += sum(int(np.bincount(data.target[labels == cluster]).max()) for cluster in range(10))

    assert found.number("images.share_mean") == pytest.approx(right / 12 / len(data.target), abs=1e-12)


def test_the_groups_are_those_of_the_listed_images(found: Results) -> None:
    """Always, never and rarely right are counted from the table that is published."""
    table = found["images"].tables["images"]

    assert found.values["images.n_always"] == (table["share"] == 1).sum()
    assert found.values["images.n_never"] == (table["share"] == 0).sum()
    assert found.values["images.n_hard"] == (table["share"] < 0.5).sum()
    assert found["images"].tables["classes"]["always"].sum() == found.values["images.n_always"]


def test_naming_with_every_label_is_the_naming_of_the_reference_run(found: Results) -> None:
    """Where all images of a cluster are looked at, every draw gives the accuracy of the reference run."""
    full = found["images"].tables["labelled"].iloc[-1]

    assert full["n"] == 1797
    assert [full[name] for name in ("accuracy", "accuracy_low", "accuracy_high")] == pytest.approx([1337 / 1797] * 3)


def test_enough_are_the_fewest_labels_that_lose_no_more_than_the_margin_on_average(found: Results) -> None:
    """They are told with the range that holds that share of the draws."""
    rows, margin = found["images"].tables["labelled"], float(str(found.values["images.margin"]))
    least = rows[rows["accuracy"] >= 1337 / 1797 - margin].iloc[0]
    told = [found.values[f"images.{name}"] for name in ("n_enough", "accuracy_enough", "accuracy_enough_low")]

    assert told == [least["n"], least["accuracy"], least["accuracy_low"]]


def test_one_label_names_a_cluster_as_often_as_its_label_is_frequent() -> None:
    """A cluster of three a and one b is named a in three of four draws: 3/4 * 3/4 + 1/4 * 1/4 are right on average."""
    labels_true, labels = np.array([0, 0, 0, 1]), np.zeros(4, dtype=np.int64)
    draws = [images.named_by_few(labels_true, labels, 1, np.random.default_rng(i)) for i in range(4000)]

    # The standard deviation of a draw is 0.22: 4000 of them lie within four standard errors, 0.014.
    assert np.mean(draws) == pytest.approx(0.625, abs=0.014)


def test_the_hardest_images_are_shown_first(found: Results) -> None:
    """The first image of a row has the least share of its label, and on the other side the greatest."""
    data, table = digits.load(), found["images"].tables["images"]
    for label, own in table.groupby("label"):
        for side, extreme in (("hardest", own["share"].min()), ("easiest", own["share"].max())):
            first = found["images"].arrays[side][int(str(label)), 0]
            places = [i for i in own["image"] if np.array_equal(data.images[i], first)]

            assert extreme in set(own.loc[places, "share"])
