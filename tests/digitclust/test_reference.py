"""The result everybody knows, to the last image."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import mode
from sklearn.cluster import KMeans
from sklearn.datasets import load_digits

from digitclust import InputError, Results, load_study, run


def test_1337_of_1797_images_are_named_rightly(results: Results) -> None:
    """K-Means with ten clusters, n_init=1 and random_state=0 names 1337 of 1797 images rightly: 74.4 %."""
    values = results.values

    assert (values["reference.correct"], values["data.n_samples"]) == (1337, 1797)
    assert values["reference.accuracy"] == 1337 / 1797


def test_inertia_and_iterations_are_those_of_the_known_run(results: Results) -> None:
    """The run ends after 19 iterations with an inertia of 1171289.2205."""
    assert results.values["reference.n_iter"] == 19
    assert results.number("reference.inertia") == pytest.approx(1171289.2205, abs=1e-3)


def test_one_to_one_naming_is_right_for_1269_images(results: Results) -> None:
    """The Hungarian method names 1269 images rightly."""
    assert results.values["reference.accuracy_hungarian"] == 1269 / 1797


def test_the_run_is_the_default_call_of_scikit_learn(results: Results) -> None:
    """``KMeans(10, random_state=0)`` finds the same labels: the number is what a tutorial prints today."""
    labels = KMeans(n_clusters=10, random_state=0).fit(load_digits().data).labels_

    np.testing.assert_array_equal(results["reference"].arrays["labels"], labels)


def test_names_are_the_modes_that_scipy_finds(results: Results) -> None:
    """The name of each cluster is the mode of the true digits in it, as ``scipy.stats.mode`` has it."""
    target, labels = load_digits().target, results["reference"].arrays["labels"]
    table = results["reference"].tables["clusters"]

    expected = [int(mode(target[labels == cluster]).mode) for cluster in table["cluster"]]
    assert expected == table["name"].tolist()


def test_two_clusters_are_named_5_and_none_9(results: Results) -> None:
    """Seed 0 gives the name 5 twice and the name 9 to nobody; 144 of 180 nines are named 3."""
    values = results.values

    assert (values["reference.labels_doubled"], values["reference.labels_lost"]) == ((5,), (9,))
    assert (values["reference.top_confusion_label"], values["reference.top_confusion_name"]) == (9, 3)
    assert (values["reference.top_confusion_n"], values["reference.top_confusion_size"]) == (144, 180)


def test_recall_of_a_lost_digit_is_zero_and_its_precision_undefined(results: Results) -> None:
    """No image is named 9, so recall is 0 and precision is 0/0."""
    nine = results["reference"].tables["per_class"].set_index("label").loc[9]

    assert nine["recall"] == 0
    assert np.isnan(nine["precision"])


def test_tables_agree_with_each_other(results: Results) -> None:
    """Every table counts the same 1797 images, 460 of them misread."""
    tables = results["reference"].tables

    assert tables["contingency"].drop(columns="label").to_numpy().sum() == 1797
    assert tables["confusion"].drop(columns="label").to_numpy().trace() == 1337
    assert tables["confusions"]["n"].sum() == results.values["reference.wrong"] == 460
    assert tables["per_class"]["correct"].sum() == tables["clusters"]["correct"].sum() == 1337


def test_the_interval_is_that_of_wilson(results: Results) -> None:
    """The interval solves (p - accuracy)^2 = z^2 p (1 - p) / n with z = 1.959964 (E. B. Wilson, 1927)."""
    accuracy = results.number("reference.accuracy")
    for name in ("reference.accuracy_low", "reference.accuracy_high"):
        p = results.number(name)

        assert (p - accuracy) ** 2 == pytest.approx(1.959963984540054**2 * p * (1 - p) / 1797, rel=1e-9)


def test_data_are_as_the_source_describes_them(results: Results) -> None:
    """1797 images, 64 features, ten classes of 174 to 183 images."""
    values = results.values

    assert [values[f"data.n_{name}"] for name in ("samples", "features", "classes")] == [1797, 64, 10]
    assert (values["data.smallest_size"], values["data.largest_size"]) == (174, 183)


def test_a_seeded_choice_is_the_same_every_time(results: Results) -> None:
    """Two runs choose the same images to look at."""
    again = run(load_study({"experiments": {"data": {}}}))

    np.testing.assert_array_equal(results["data"].arrays["samples"], again["data"].arrays["samples"])


def test_the_images_shown_are_the_nearest_and_the_farthest_of_their_cluster(results: Results) -> None:
    """In each cluster, by their distance to its mean image."""
    images, reference = load_digits().images, results["reference"]
    for row, cluster in enumerate(reference.tables["clusters"]["cluster"]):
        members = images[reference.arrays["labels"] == cluster]
        order = np.argsort(((members - members.mean(axis=0)) ** 2).sum(axis=(1, 2)), kind="stable")

        np.testing.assert_allclose(reference.arrays["centers"][row], members.mean(axis=0))
        for name, chosen in (("nearest", order), ("farthest", order[::-1])):
            shown = reference.arrays[name][row]
            np.testing.assert_array_equal(shown, members[chosen[: len(shown)]])


def test_misread_images_are_misread(results: Results) -> None:
    """Each image in the gallery of a pair bears the digit of that pair and lies in a cluster of that name."""
    digits, reference = load_digits(), results["reference"]
    names = dict(zip(reference.tables["clusters"]["cluster"], reference.tables["clusters"]["name"], strict=True))
    found = {
        (t, names[int(c)], i.tobytes())
        for t, c, i in zip(digits.target, reference.arrays["labels"], digits.images, strict=True)
    }
    for row, pair in zip(reference.arrays["misread"], reference.tables["confusions"].itertuples(), strict=False):
        shown = [image for image in row if not np.isnan(image).any()]

        assert shown
        assert all((pair.label, pair.name, np.ascontiguousarray(image).tobytes()) in found for image in shown)


@pytest.mark.parametrize("n_clusters", [1798, 5000])
def test_more_clusters_than_images_are_refused_in_one_line(n_clusters: int) -> None:
    """The line says how many clusters can be made."""
    study = load_study({"experiments": {"reference": {"n_clusters": n_clusters}}})

    with pytest.raises(InputError, match=rf"n_clusters: {n_clusters} clusters .* from 2 to 1797$"):
        run(study)


CITED = [
    "data.n_samples",
    "data.n_features",
    "data.n_classes",
    "reference.n_clusters",
    "reference.random_state",
    "reference.inertia",
    "reference.n_iter",
    "reference.correct",
    "reference.accuracy",
    "reference.accuracy_hungarian",
    "reference.ari",
    "reference.nmi",
    "reference.ami",
    "reference.v_measure",
]


@pytest.mark.parametrize("name", CITED)
def test_an_id_that_papers_quote_is_there(results: Results, name: str) -> None:
    """Ids do not change: whoever retires one retires a citation."""
    assert isinstance(results.number(name), int | float)
