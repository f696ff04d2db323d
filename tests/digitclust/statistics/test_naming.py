"""How clusters get names, by hand."""

from __future__ import annotations

import numpy as np

from digitclust.statistics.gallery import choose, extremes
from digitclust.statistics.naming import confusion, confusions, contingency, mode_names, named, per_class

# Clusters 0, 1, 2 hold 4 4 7 / 7 7 / 9 4: named 4, 7, 4 (a tie goes to the smaller label).
TRUE = np.array([4, 4, 7, 7, 7, 9, 4])
PRED = np.array([0, 0, 0, 1, 1, 2, 2])


def test_a_cluster_is_named_after_its_mode_and_a_tie_after_the_smaller_label() -> None:
    """As ``scipy.stats.mode`` breaks ties."""
    assert mode_names(contingency(TRUE, PRED)).tolist() == [4, 7, 4]
    assert named(TRUE, PRED).tolist() == [4, 4, 4, 7, 7, 4, 4]


def test_the_confusion_matrix_adds_up_the_clusters_of_one_name() -> None:
    """Rows are true labels 4, 7, 9; columns are names 4, 7, 9; nobody is named 9."""
    assert confusion(contingency(TRUE, PRED)).tolist() == [[3, 0, 0], [1, 2, 0], [1, 0, 0]]


def test_recall_and_precision_by_hand() -> None:
    """Recall 3/3, 2/3, 0/1; precision 3/5, 2/2, and 0/0 for the label that names no cluster."""
    table = per_class(contingency(TRUE, PRED))

    np.testing.assert_allclose(table["recall"], [1, 2 / 3, 0])
    np.testing.assert_allclose(table["precision"], [3 / 5, 1, np.nan])


def test_confusions_are_listed_from_the_most_frequent_on() -> None:
    """Two pairs of one image each, in the order of their labels; a perfect partition has none."""
    assert confusions(contingency(TRUE, PRED)).values.tolist() == [[7, 4, 1, 1 / 3], [9, 4, 1, 1]]
    assert confusions(contingency(TRUE, TRUE)).empty


def test_extreme_images_are_ordered_by_their_distance_to_the_mean() -> None:
    """Of grey levels 0, 1, 5 the mean is 2: nearest 1, then 0, then 5; a short side is filled with nan."""
    images = np.array([0.0, 1.0, 5.0, 9.0]).reshape(4, 1, 1)
    away = np.array([4.0, 1.0, 9.0, 49.0])
    near, far = extremes(images, np.array([True, True, True, False]), away, 4)

    np.testing.assert_array_equal(near.ravel(), [1, 0, 5, np.nan])
    np.testing.assert_array_equal(far.ravel(), [5, 0, 1, np.nan])


def test_a_choice_takes_members_only_and_none_twice() -> None:
    """Two of three members, each once."""
    images = np.arange(6.0).reshape(6, 1, 1)
    chosen = choose(images, images.ravel() % 2 == 1, 2, np.random.default_rng(0)).ravel()

    assert len(set(chosen)) == 2
    assert set(chosen) <= {1, 3, 5}
