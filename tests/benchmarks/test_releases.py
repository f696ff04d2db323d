"""The measuring of releases: what is measured takes its place, and what cannot be measured keeps it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pandas as pd
import pytest
from sklearn.datasets import load_digits

from benchmarks import release, releases

RECORD = {
    "release": "1.10.2",
    "versions": {"python": "3.13.0", "numpy": "2.5.0", "scipy": "1.18.0", "machine": "Linux x86_64"},
    "runs": {"default": {"n_init": 1, "correct": 7, "inertia": 0.1 + 0.2, "n_iter": 3}},
    "seeds": [7, 8],
}


def test_the_program_finds_what_everybody_knows() -> None:
    """A single start with seed 0 names 1337 images rightly, and the default call is that single start."""
    digits = load_digits()
    found = release.run(digits.data, digits.target)

    assert found == release.run(digits.data, digits.target, n_init=1)
    assert (found["correct"], found["n_init"], found["n_iter"]) == (1337, 1, 19)


def test_a_measurement_has_a_row_for_each_setting_and_each_seed() -> None:
    """Each row of the settings says where and when it was measured."""
    runs, seeds = releases.rows("1.10", RECORD)

    assert runs.iloc[0][["series", "release", "setting", "correct", "python"]].tolist() == [
        *("1.10", "1.10.2", "default", 7, "3.13.0"),
    ]
    assert datetime.date.fromisoformat(runs["measured"].iloc[0]) <= datetime.datetime.now(datetime.UTC).date()
    assert seeds.to_dict("list") == {"series": ["1.10"] * 2, "random_state": [0, 1], "correct": [7, 8]}


def test_a_series_takes_its_place_and_leaves_the_others_as_they_are(tmp_path: Path) -> None:
    """1.10 follows 1.9, is replaced when it is measured again, and no other row changes by a letter."""
    path = tmp_path / "runs.csv"
    old = "series,correct,inertia\n1.2,5,1165290.24168222\n1.9,6,0.10000000000000001\n"
    path.write_text(old, encoding="utf-8")
    for correct in (7, 8):
        releases.renew(path, pd.DataFrame({"series": ["1.10"], "correct": [correct], "inertia": [0.5]}))

    assert path.read_text("utf-8") == f"{old}1.10,8,0.5\n"


def test_a_complaint_is_the_line_that_says_what_is_wrong() -> None:
    """The line of the error, wherever it stands; else the last."""
    assert releases.complaint("warning: slow\nerror: no Python 3.6\n  hint: install it\n") == "error: no Python 3.6"
    assert releases.complaint("Traceback\nValueError: no\n") == "ValueError: no"


def test_every_series_of_the_data_can_be_measured_again() -> None:
    """The script knows each series of the data, and the data hold each that the script knows."""
    measured = pd.read_csv(releases.RUNS, dtype=str)

    assert list(dict.fromkeys(measured["series"])) == list(releases.SERIES)
    assert list(dict.fromkeys(pd.read_csv(releases.SEEDS, dtype=str)["series"])) == list(releases.SERIES)


@pytest.mark.parametrize("series", releases.SERIES)
def test_a_release_is_of_its_series_and_not_measured_before_its_day(series: str) -> None:
    """The environment was closed on the day that the script names, and measured on that day or later."""
    measured = pd.read_csv(releases.RUNS, dtype=str)
    rows = measured[measured["series"] == series]

    assert all(release.startswith(f"{series}.") for release in rows["release"])
    assert all(rows["python"].str.startswith(f"{releases.SERIES[series][0]}."))
    assert all(rows["measured"] >= releases.SERIES[series][1])
