"""What labels would buy: classifiers, a start from the true means, and names held against other images."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import binomtest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import silhouette_score
from sklearn.model_selection import StratifiedKFold
from sklearn.neighbors import NearestCentroid

from digitclust import InputError, Results, load_study, run
from digitclust.datasets import digits
from digitclust.experiments import yardsticks
from digitclust.statistics import classifiers, holdout
from digitclust.statistics.partitions import from_labels

SMALL = {"n_splits": 3, "n_runs": 20, "n_repeats": 20}


@pytest.fixture(scope="module")
def found() -> Results:
    """Return the answer to a small question."""
    return run(load_study({"experiments": {"yardsticks": SMALL}}))


def blobs(n: int = 30) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Make three classes that lie far apart."""
    labels = np.repeat(np.arange(3), n)
    return np.random.default_rng(0).normal(size=(3 * n, 2)) + 1000.0 * labels[:, None], labels


def lloyd(data: NDArray[np.float64], centers: NDArray[np.float64]) -> tuple[NDArray[np.int64], float, int]:
    """Run Lloyd's algorithm by hand until no image moves; return labels, inertia and passes."""
    labels, n_iter = np.full(len(data), -1), 0
    while True:
        n_iter += 1
        squares = np.array([((data - center) ** 2).sum(axis=1) for center in centers])
        nearest = squares.argmin(axis=0)
        if (nearest == labels).all():
            return labels, float(squares.min(axis=0).sum()), n_iter
        labels = nearest
        centers = np.array([data[labels == j].mean(axis=0) for j in range(len(centers))])


def test_the_start_from_true_means_is_that_of_an_independent_lloyd(found: Results) -> None:
    """The same inertia, accuracy, and share of images that left their digit."""
    data = digits.load()
    means = np.array([data.data[data.target == label].mean(axis=0) for label in range(10)])
    labels, inertia, n_iter = lloyd(data.data, means)
    right = sum(np.bincount(data.target[labels == cluster]).max() for cluster in range(10))

    assert found.number("yardsticks.start_inertia") == pytest.approx(inertia, rel=1e-9)
    assert found.number("yardsticks.start_accuracy") == pytest.approx(right / 1797)
    assert found.number("yardsticks.start_moved") == pytest.approx((labels != data.target).mean())
    assert found.number("yardsticks.start_n_iter") == n_iter


def test_the_true_classes_are_measured_as_scikit_learn_measures_them(found: Results) -> None:
    """Their inertia is the sum of squared distances to their means, their silhouette that of scikit-learn."""
    data = digits.load()
    means = np.array([data.data[data.target == label].mean(axis=0) for label in range(10)])

    assert found.number("yardsticks.classes_inertia") == pytest.approx(((data.data - means[data.target]) ** 2).sum())
    assert found.number("yardsticks.classes_silhouette") == pytest.approx(silhouette_score(data.data, data.target))


def test_the_reference_is_the_known_run_and_the_best_has_least_inertia(found: Results) -> None:
    """Seed 0 is tie-free, so its inertia is known; the best is taken from the table of seeds."""
    seeds = found["yardsticks"].tables["seeds"]

    assert found.number("yardsticks.reference_inertia") == pytest.approx(1171289.2205, abs=0.01)
    assert found.number("yardsticks.best_inertia") == pytest.approx(seeds["inertia"].min())
    below = (seeds["inertia"] < found.number("yardsticks.classes_inertia")).sum()
    assert found.values["yardsticks.n_below_classes"] == below
    assert (
        found.values["yardsticks.start_n_better"]
        == (seeds["accuracy"] > found.number("yardsticks.start_accuracy")).sum()
    )


def test_the_nearest_class_mean_is_that_of_scikit_learn(found: Results) -> None:
    """Fold by fold, on stratified folds shuffled by the same seed."""
    data = digits.load()
    hits = []
    for train, test in StratifiedKFold(3, shuffle=True, random_state=0).split(data.data, data.target):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # of pixels that never vary, which no mean minds
            model = NearestCentroid().fit(data.data[train], data.target[train])
        hits.append(int((model.predict(data.data[test]) == data.target[test]).sum()))
    folds = found["yardsticks"].tables["folds"].query("yardstick == 'nearest_mean'")

    assert folds["correct"].tolist() == hits


def test_the_nearest_neighbour_is_found_by_all_distances() -> None:
    """Every distance computed, the least chosen."""
    data = digits.load()
    train, test = np.arange(0, 400), np.arange(400, 500)
    squares = ((data.data[test, None] - data.data[None, train]) ** 2).sum(axis=2)

    named = classifiers.neighbour(data.data[train], data.target[train], data.data[test])
    assert named.tolist() == data.target[train][squares.argmin(axis=1)].tolist()


def test_logistic_regression_converges_and_sees_scaled_features() -> None:
    """Features brought to the range from 0 to 1 by hand give the same names, and nothing warns."""
    data = digits.load()
    train, test = np.arange(0, 600), np.arange(600, 900)
    low, high = data.data[train].min(axis=0), data.data[train].max(axis=0)
    scaled = (data.data - low) / np.where(high > low, high - low, 1)
    model = LogisticRegression(max_iter=5000).fit(scaled[train], data.target[train])

    named = classifiers.logistic(data.data[train], data.target[train], data.data[test])
    assert (named == model.predict(scaled[test])).all()


def test_each_image_is_named_once_and_the_interval_is_that_of_wilson(found: Results) -> None:
    """The folds of a classifier add up to all images; SciPy gives the same interval."""
    folds = found["yardsticks"].tables["folds"]
    for name, own in folds.groupby("yardstick"):
        wilson = binomtest(int(own["correct"].sum()), 1797).proportion_ci(0.95, method="wilson")
        ends = [found.number(f"yardsticks.{name}_accuracy_{end}") for end in ("low", "high")]

        assert own["n"].sum() == 1797
        assert ends == pytest.approx([wilson.low, wilson.high])


def test_separable_data_are_named_perfectly_by_all() -> None:
    """Inside and outside of the fitted part where the start finds the classes, and by every classifier."""
    data, labels = blobs()
    halves = holdout.split_often(data, labels, 20, 0.5, 0, lambda function, items: [function(i) for i in items])
    folds = classifiers.validated(data, labels, 3, 0, lambda function, items: [function(i) for i in items])

    assert (halves[["inside", "outside"]] == 1).all(axis=None)
    assert (folds["accuracy"] == 1).all()


def test_parts_of_a_split_share_no_image_and_have_the_size_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Together they are all images; a split depends on its own number alone."""
    seen: list[tuple[list[int], list[int]]] = []

    def note(
        _data: object, _labels: object, train: NDArray[np.int64], test: NDArray[np.int64], _: int
    ) -> tuple[int, int]:
        seen.append((train.tolist(), test.tolist()))
        return 0, 0

    monkeypatch.setattr(holdout, "accuracies", note)
    data, labels = blobs(10)
    holdout.split_some(data, labels, 0.2, 0, np.array([4, 7]))
    holdout.split_some(data, labels, 0.2, 0, np.array([7]))

    assert all(sorted(train + test) == list(range(30)) and len(test) == 6 for train, test in seen)
    assert seen[1] == seen[2] != seen[0]


def test_the_loss_is_the_difference_of_the_listed_splits(found: Results) -> None:
    """Mean, and share of splits that lose."""
    halves = found["yardsticks"].tables["halves"]
    loss = halves["inside"] - halves["outside"]

    assert found.number("yardsticks.loss_mean") == pytest.approx(loss.mean())
    assert found.number("yardsticks.share_lost") == pytest.approx((loss > 0).mean())


def test_larger_data_are_sampled_for_the_silhouette() -> None:
    """A stated number of images, drawn by the seed."""
    options = yardsticks.Options(max_silhouette=100)
    data, labels = blobs(50)
    answer = yardsticks.own_measures(data, {"classes": from_labels(data, labels)}, options)

    assert (answer.values["n_samples"], answer.values["n_silhouette"]) == (150, 100)
    assert answer.values["classes_silhouette"] == pytest.approx(
        silhouette_score(data, labels, sample_size=100, random_state=0)
    )


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"n_splits": 500}, r"^experiments\.yardsticks\.n_splits: 500 folds .*; choose a number from 2 to 174$"),
        (
            {"n_runs": 20, "reference_random_state": 20},
            r"^experiments\.yardsticks\.reference_random_state: 20 is not .*$",
        ),
        ({"test_size": 0.9999}, r"^experiments\.yardsticks\.test_size: 0\.9999 leaves 0 of 1797 images .*$"),
    ],
)
def test_impossible_questions_are_refused_in_one_line(given: dict[str, int], complaint: str) -> None:
    """Before anything is fitted."""
    with pytest.raises(InputError, match=complaint):
        run(load_study({"experiments": {"yardsticks": given}}))
