"""Records: what a number is printed as, its answer says, and nothing else has to know."""

from __future__ import annotations

import pandas as pd
import pytest

from digitclust import Answer
from digitclust.records import COLUMN_UNITS, column_unit, unit_of

TABLE = pd.DataFrame(
    {"label": [3], "accuracy": [0.5], "lost": [0.1], "loss": [0.2], "n": [7], "release": ["1.10"], "moved": [True]}
)


@pytest.mark.parametrize(
    ("column", "unit"),
    [
        *(("label", "label"), ("accuracy", "share"), ("lost", "share"), ("loss", "score"), ("n", "count")),
        *(("release", "text"), ("moved", "text")),
    ],
)
def test_a_column_has_the_unit_its_answer_gives_it_else_that_of_its_name_else_that_of_its_type(
    column: str, unit: str
) -> None:
    """A new experiment states the units of its own columns; no list elsewhere is edited."""
    assert column_unit({"lost": "share"}, TABLE, column) == unit


def test_what_an_answer_says_goes_before_what_a_name_usually_means() -> None:
    """So that no common name can be taken from an experiment."""
    assert COLUMN_UNITS["accuracy"] == "share"
    assert column_unit({"accuracy": "score"}, TABLE, "accuracy") == "score"


def test_parts_of_an_answer_bring_their_units_along() -> None:
    """Values and columns alike, when parts are put together."""
    whole = Answer({"n": 3}) | Answer({"rate": 0.5}, {"rate": "share", "lost": "share"}, {"runs": TABLE})

    assert (unit_of(whole, "n"), unit_of(whole, "rate")) == ("count", "share")
    assert column_unit(whole.units, whole.tables["runs"], "lost") == "share"
