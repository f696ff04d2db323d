"""A study file: what is right is read, what is wrong is told in one line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from digitclust import InputError, load_study, run
from digitclust.experiments import data
from digitclust.store import Store

WRONG = {
    "an unknown key": (
        "[experiments.reference]\nn_cluster = 3",
        r"unknown key 'n_cluster'; did you mean 'n_clusters'\?",
    ),
    "an unknown table": ("[dataste]\nname = 'digits'", r"unknown key 'dataste'; did you mean 'dataset'\?"),
    "a text for a number": ("[experiments.reference]\nn_clusters = 'ten'", r"n_clusters: .*valid integer, got 'ten'"),
    "one cluster": ("[experiments.reference]\nn_clusters = 1", r"n_clusters: .*greater than or equal to 2, got 1"),
    "a negative seed": ("[experiments.reference]\nrandom_state = -1", r"random_state: .*greater than or equal to 0"),
    "an unknown dataset": (
        "[dataset]\nname = 'digit'\n[experiments.data]",
        r"dataset\.name: unknown dataset 'digit'; did you mean 'digits'\?",
    ),
    "an unknown method": (
        "[experiments.reference]\nmethod = 'kmean'",
        r"reference\.method: unknown method 'kmean'; did you mean 'kmeans'\?",
    ),
    "an unknown metric": (
        "[experiments.reference]\nmetrics = ['acuracy']",
        r"unknown metric 'acuracy'; did you mean 'accuracy'\?",
    ),
    "an unknown transform": (
        "[experiments.reference]\ntransform = 'zzz'",
        r"unknown transform 'zzz'; there is: .*raw, ",
    ),
    "an unknown experiment": ("[experiments.referense]", r"unknown experiment 'referense'; did you mean 'reference'\?"),
    "no TOML": ("[experiments.reference\n", r"not valid TOML: .*line 1"),
    "no experiments": ("[dataset]\nname = 'digits'", r"the key 'experiments' is missing"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_study_is_told_in_one_line(tmp_path: Path, name: str) -> None:
    """The line names the file, the place in it, and the nearest valid name."""
    text, expected = WRONG[name]
    path = tmp_path / "study.toml"
    head = "" if "experiments" in text or "no " in name else "[experiments.data]\n"
    path.write_text(head + text, encoding="utf-8")

    with pytest.raises(InputError) as raised:
        load_study(path)
    assert "\n" not in str(raised.value)
    assert str(raised.value).startswith(str(path))
    assert re.search(expected, str(raised.value)), str(raised.value)


def test_a_missing_study_is_told_in_one_line(tmp_path: Path) -> None:
    """The line names the file."""
    with pytest.raises(InputError, match=r"absent\.toml: cannot be read: No such file"):
        load_study(tmp_path / "absent.toml")


def test_a_study_can_be_a_mapping_and_needs_no_more_than_it_asks() -> None:
    """Five lines in a notebook: what is not said is the known run."""
    results = run(load_study({"experiments": {"reference": {"metrics": ("ari",)}}}))

    assert list(results.answers) == ["reference"]
    assert results["reference"].tables["scores"]["metric"].tolist() == ["ari"]
    assert results.values["reference.correct"] == 1337


def test_a_changed_option_changes_the_key_of_its_experiment_alone(tmp_path: Path) -> None:
    """Another seed computes the reference anew and remembers the data."""
    store = Store(tmp_path)
    first = run(load_study({"experiments": {"data": {}, "reference": {}}}), store)
    second = run(load_study({"experiments": {"data": {}, "reference": {"random_state": 1}}}), store)

    assert first["data"].key == second["data"].key
    assert first["reference"].key != second["reference"].key


def test_progress_names_each_experiment() -> None:
    """Stem, seconds of work done, seconds of the whole as foretold."""
    told: list[tuple[str, float, float]] = []
    run(load_study({"experiments": {"data": {}}}), None, lambda *step: told.append(step))

    assert told == [("data", 0.0, data.SECONDS)]
