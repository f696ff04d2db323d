"""What transforms bring and how often one seed misleads: by hand, by other ways to count, and by its properties."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import mannwhitneyu, norm
from sklearn.cluster import KMeans
from sklearn.datasets import load_digits
from sklearn.metrics import adjusted_rand_score
from sklearn.preprocessing import StandardScaler

from digitclust import Answer, InputError, load_study, run
from digitclust.statistics import starts
from digitclust.statistics.partitions import digest
from digitclust.statistics.reversals import interval, resampled, reversals, told

SCORES = arrays(np.float64, 9, elements=st.integers(0, 6).map(float))
QUICK = {"transforms": ("raw", "standardize", "pca:8", "pca:64"), "n_runs": 12, "n_resamples": 200}


@cache
def answer() -> Answer:
    """Answer a small study: four transforms, of which the last changes no distance, and twelve seeds."""
    return run(load_study({"experiments": {"preprocessing": QUICK}}), n_jobs=1)["preprocessing"]


def scores(name: str, column: str = "accuracy") -> Any:
    """Return the scores after one transform by seed."""
    table = answer().tables["scores"]
    return table.loc[table["transform"] == name, column].to_numpy()


def test_wrong_verdicts_by_hand() -> None:
    """Medians 5 and 4; of the three seeds two rank them the other way, of the nine pairs of seeds five."""
    found = reversals(np.array([5.0, 2, 6]), np.array([4.0, 3, 9]), np.arange(3)[None])

    assert found.same_seed.tolist() == [2 / 3]  # 2 < 3 and 6 < 9
    assert found.independent_seeds.tolist() == [pytest.approx(5 / 9)]  # 5 < 9; 2 < 4, 3, 9; 6 < 9


def test_equal_scores_mislead_nobody() -> None:
    """Nor does a score held against itself at the same seed."""
    found = reversals(np.array([1.0, 1, 2]), np.array([1.0, 1, 2]), np.arange(3)[None])

    assert found.same_seed.tolist() == [0]
    assert found.independent_seeds.tolist() == [pytest.approx(2 / 9)]


@given(SCORES, SCORES, st.integers(0, 5))
def test_resamples_count_as_if_they_were_runs(higher: Any, lower: Any, random_state: int) -> None:
    """For each resample the shares are those over its own runs, counted one by one."""
    drawn = resampled(9, 3, random_state)
    found = reversals(higher, lower, drawn)

    for row, same, independent in zip(drawn, found.same_seed, found.independent_seeds, strict=True):
        assert same == pytest.approx(np.mean([higher[i] < lower[i] for i in row]))
        assert independent == pytest.approx(np.mean([higher[i] < lower[j] for i in row for j in row]))


@given(SCORES, SCORES)
def test_independent_seeds_mislead_as_the_statistic_of_mann_and_whitney_says(higher: Any, lower: Any) -> None:
    """U counts the pairs of runs that rank the other way, and equal ones by halves."""
    share = reversals(higher, lower, np.arange(9)[None]).independent_seeds[0]
    equal = (higher[:, None] == lower).mean()

    assert 81 * (share + equal / 2) == pytest.approx(mannwhitneyu(lower, higher).statistic)


def test_the_first_resample_is_the_runs_as_they_are() -> None:
    """The others are drawn with replacement, and a seed settles them."""
    drawn = resampled(6, 50, 3)

    assert drawn[0].tolist() == [0, 1, 2, 3, 4, 5]
    assert drawn.shape == (51, 6)
    assert any(len(set(row)) < 6 for row in drawn.tolist())
    np.testing.assert_array_equal(drawn, resampled(6, 50, 3))


def test_intervals_of_the_share_cover_it_at_about_their_rate() -> None:
    """Two normal scores whose means differ by 1: in 300 draws of 60 seeds the truth is covered 95 % of the time.

    The percentile bootstrap covers a little less often at this size; 0.90 is three standard errors below 0.94.
    """
    rng, truth = np.random.default_rng(0), norm.cdf(-1 / np.sqrt(2))
    hits = 0
    for draw in range(300):
        found = reversals(rng.normal(1, 1, 60), rng.normal(0, 1, 60), resampled(60, 200, draw))
        bounds = interval("share", found.independent_seeds, 0.95)
        hits += bounds["share_low"] <= truth <= bounds["share_high"]

    assert 0.9 <= hits / 300 <= 0.99


def test_pairs_are_ranked_by_their_medians_and_equal_medians_are_no_pair() -> None:
    """Of three transforms with medians 3, 2, 2 there are two pairs; the worst is named."""
    own = {"a": np.array([2.0, 2, 2]), "b": np.array([3.0, 1, 3]), "c": np.array([2.0, 2, 9])}
    found = told(own, resampled(3, 100, 0), 0.95)
    table = found.tables["pairs"].set_index(["higher", "lower"])

    assert set(table.index) == {("b", "a"), ("b", "c")}
    assert (found.values["n_pairs"], found.values["n_clear"]) == (2, 0)
    assert table.loc[("b", "a"), "same_seed"] == pytest.approx(1 / 3)
    assert table.loc[("b", "c"), "same_seed"] == pytest.approx(2 / 3)
    assert (found.values["worst_pair_higher"], found.values["worst_pair_lower"]) == ("b", "c")
    assert found.values["same_seed"] == pytest.approx(1 / 2)
    assert "worst_clear_higher" not in found.values


def test_where_all_medians_are_equal_there_is_nothing_to_mislead_about() -> None:
    """No pair, no share, and a table with heads alone."""
    found = told({"a": np.arange(3.0), "b": np.arange(3.0)}, resampled(3, 100, 0), 0.95)

    assert found.values == {"n_pairs": 0, "n_clear": 0, "n_reliable": 0}
    assert found.tables["pairs"].empty


def test_scores_are_those_of_scikit_learn_called_by_hand() -> None:
    """Standardised digits, seed 3: the same ARI, share of right names, labels, and ties among those features."""
    digits = load_digits()
    data = StandardScaler().fit_transform(digits.data)
    labels = KMeans(10, n_init=1, random_state=3).fit_predict(data)
    right = pd.crosstab(digits.target, labels).max().sum() / len(labels)

    assert scores("standardize")[3] == pytest.approx(right)
    assert scores("standardize", "digest")[3] == digest(labels)
    assert scores("standardize", "ties")[3] == starts.n_ties_of(data, 10, 3)
    assert scores("raw", "ties").tolist() == starts.ties(digits.data, 10, 12).tolist()
    assert scores("standardize", "ari")[3] == pytest.approx(adjusted_rand_score(digits.target, labels))


def test_the_reference_run_is_seed_0_without_a_transform() -> None:
    """The known count: 1337 of 1797."""
    assert scores("raw")[0] == 1337 / 1797


def test_medians_and_order_are_those_of_the_runs() -> None:
    """The highest median comes first, and the one held against has its rank."""
    table = answer().tables["transforms"]
    expected = [float(np.median(scores(name))) for name in table["transform"]]

    assert table["accuracy_median"].tolist() == expected == sorted(expected, reverse=True)
    assert answer().values["baseline_median"] == float(np.median(scores("raw")))
    assert table["transform"][int(answer().values["baseline_rank"]) - 1] == "raw"  # type: ignore[arg-type]  # a count
    assert answer().values["best_transform"] == table["transform"][0]


def test_differences_are_taken_seed_by_seed() -> None:
    """Shares above and below count seeds; the difference is that of the medians, and its interval holds it."""
    table = answer().tables["differences"].query("metric == 'accuracy'").set_index("transform")

    for name in ("standardize", "pca:8"):
        row, seeds = table.loc[name], scores(name) - scores("raw")
        assert row["share_above"] == np.mean(seeds > 0)
        assert row["share_below"] == np.mean(seeds < 0)
        assert row["difference"] == pytest.approx(np.median(scores(name)) - np.median(scores("raw")))
        assert row["difference_low"] <= row["difference"] <= row["difference_high"]


def test_every_transform_is_above_below_or_unclear() -> None:
    """Each of the others in one place, and one test for each of them and each score."""
    values = answer().values
    groups = [values[f"transforms_{place}"] for place in ("above", "below", "unclear")]

    assert sorted(name for group in groups for name in group) == ["pca:64", "pca:8", "standardize"]  # type: ignore[union-attr]  # tuples
    assert values["n_tests"] == 9
    assert values["transforms_below"] != ()


def test_every_pair_of_different_medians_is_counted() -> None:
    """And the shares are those of the runs, counted one by one."""
    table = answer().tables["pairs"]
    medians = {name: np.median(scores(name)) for name in answer().tables["transforms"]["transform"]}
    expected = {frozenset(p) for p in combinations(medians, 2) if medians[p[0]] != medians[p[1]]}

    assert {frozenset(p) for p in zip(table["higher"], table["lower"], strict=True)} == expected
    for pair in table.itertuples():
        higher, lower = scores(str(pair.higher)), scores(str(pair.lower))
        assert pair.same_seed == pytest.approx(np.mean(higher < lower))
        assert pair.independent_seeds == pytest.approx(np.mean([a < b for a in higher for b in lower]))


def test_a_second_run_in_two_processes_answers_the_same() -> None:
    """Neither chance nor the number of processes changes an answer."""
    again = run(load_study({"experiments": {"preprocessing": QUICK}}), n_jobs=2)["preprocessing"]

    assert again.values == answer().values
    for name, table in answer().tables.items():
        pd.testing.assert_frame_equal(table, again.tables[name])


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"transforms": ("raw",)}, r"preprocessing\.transforms: name one besides 'raw'"),
        ({"metrics": ("ari",)}, r"preprocessing\.metrics: 'accuracy' must be among them"),
    ],
)
def test_a_study_that_leaves_nothing_to_compare_is_refused(options: dict[str, Any], expected: str) -> None:
    """In one line that names the key."""
    with pytest.raises(InputError, match=expected):
        run(load_study({"experiments": {"preprocessing": options}}))
