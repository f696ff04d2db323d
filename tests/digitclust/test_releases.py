"""Other releases of scikit-learn: what the experiment says of the measurements is what they say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t

from digitclust import Results, load_study, run
from digitclust.datasets import digits
from digitclust.experiments import releases
from digitclust.statistics.measured import Measured
from digitclust.traits import lacking, traits

STUDY: dict[str, dict[str, dict[str, str]]] = {"experiments": {"releases": {}}}


@pytest.fixture(scope="module")
def found() -> Results:
    """Return the answer on its own."""
    return run(load_study(STUDY))


def measured(counts: list[list[int]]) -> Measured:
    """Make a measurement of series 1.0, 1.1, and so on, with a row of counts of single starts each."""
    runs = pd.DataFrame({"series": [f"1.{i}" for i in range(len(counts))]})
    runs = runs.assign(one=[row[0] for row in counts], ten=[100 - i for i in range(len(counts))])
    return Measured(runs, np.array(counts))


def test_books_print_1426_and_todays_default_1337(found: Results) -> None:
    """1426 of 1797 is the number of the books, to the last digit that they print."""
    values = found.values

    assert (values["releases.first_correct"], values["releases.last_correct"]) == (1426, 1337)
    assert values["releases.first_accuracy"] == pytest.approx(0.79354479688369506, abs=1e-16)


def test_neither_change_alone_explains_the_difference(found: Results) -> None:
    """The draw costs 3 images where the best of ten is kept, the single start 9 with the old draw, both 89."""
    lost = [found.values[f"releases.lost_by_{what}"] for what in ("draw", "n_init", "both")]

    assert lost == [1426 - 1423, 1426 - 1417, 1426 - 1337]
    assert found.values["releases.neither_alone"] is True


def test_the_draw_changed_in_three_releases_and_the_default_in_one(found: Results) -> None:
    """As the release notes say."""
    assert found.values["releases.draw_changes"] == ("0.22", "0.24", "1.3")
    assert found.values["releases.n_init_changes"] == ("1.4",)


def test_the_release_in_use_finds_what_was_measured(found: Results) -> None:
    """Seed 0 with a single start meets no ties: the count is the same on every machine."""
    assert found.values["releases.here_agrees"] is True


def test_from_given_centres_all_releases_end_alike(found: Results) -> None:
    """The same count and the same inertia in every row."""
    assert found.values["releases.fixed_same"] is True
    assert set(found["releases"].tables["runs"]["fixed"]) == {found.values["releases.fixed_correct"]}


def test_the_interval_of_the_mean_difference_is_welchs() -> None:
    """By hand: standard error from both variances, degrees of freedom by Welch and Satterthwaite."""
    before, after = [10, 12, 14, 19], [20, 31, 25, 40]
    values = releases.means(measured([before, after]), 0.9)
    squares = [np.var(counts, ddof=1) / 4 for counts in (before, after)]
    freedom = sum(squares) ** 2 / sum(square**2 / 3 for square in squares)
    reach = t.ppf(0.95, freedom) * np.sqrt(sum(squares))

    assert values["mean_difference"] == 29 - 13.75
    assert values["mean_difference_low"] == pytest.approx(29 - 13.75 - reach)
    assert values["mean_difference_high"] == pytest.approx(29 - 13.75 + reach)
    assert (values["moved"], values["n_moved_as_far"]) == (10, 4)


def test_a_change_of_the_draw_is_told_from_a_slight_change() -> None:
    """Fewer than half of the seeds keep their count, or more than half do but not all."""
    values = releases.draws(measured([[1, 2, 3, 4], [1, 2, 3, 9], [5, 6, 7, 9], [5, 6, 7, 9]]))

    assert (values["draw_changes"], values["slight_changes"]) == (("1.2",), ("1.1",))
    assert (values["n_kept"], values["n_slight"], values["n_as_oldest"]) == (1, 1, 3)


def test_series_that_draw_alike_are_one_stream() -> None:
    """Each stream goes from a change of the draw to the release before the next, shown by its last."""
    table = releases.streams(measured([[1, 2, 3, 4], [1, 2, 3, 9], [5, 6, 7, 9]]), 10)

    assert table["first"].tolist() == ["1.0", "1.2"]
    assert table["last"].tolist() == ["1.1", "1.2"]
    assert table["accuracy"].tolist() == [0.1, 0.5]
    assert table["accuracy_median"].tolist() == pytest.approx([0.25, 0.65])


def test_other_data_are_answered_without_it() -> None:
    """The measurements are of the digits, so nothing is said of another data set."""
    assert lacking("releases", traits(replace(digits.load(), name="letters"))) == ["digits"]
