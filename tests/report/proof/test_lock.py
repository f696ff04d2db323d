"""The lock: a line for each value and each run, which a person reads and a program compares."""

from __future__ import annotations

import tomllib

import pandas as pd
import pytest

from report.proof import lock

FOUND = {"accuracy": [0.5, float("nan")], "n_iter": [3, 4], "digest": ["0123456789ab", "f" * 12], "ties": [0, -1]}


@pytest.mark.parametrize(
    ("names", "lines"),
    [
        ({"method": ["kmeans", "hdbscan:20"], "random_state": [7, 0]},
         ("# method random_state", '"kmeans 7"', '"hdbscan:20 0"')),
        ({"n_clusters": [2, 12], "random_state": [3, 3]}, ("# n_clusters random_state", '"2 3"', '"12 3"')),
        ({"order": [0, 1]}, ("# order", "0", "1")),
    ],
)  # fmt: skip
def test_a_run_is_named_by_the_columns_up_to_its_seed(names: dict[str, list[object]], lines: tuple[str, ...]) -> None:
    """Or by the first, where all have one seed; then come its scores, without counts, its digest and its ties."""
    text = lock.runs("some.runs", pd.DataFrame({**names, **FOUND}))
    head, one, other = lines

    assert text.splitlines() == [
        "[some.runs]",
        f"{head} = [accuracy, digest, ties]",
        f'{one} = [0.500000, "0123456789ab", 0]',
        f'{other} = [nan, "ffffffffffff", "none"]',
    ]
    assert len(tomllib.loads(text)["some"]["runs"]) == 2
    assert lock.columns(text) == {"some.runs": ["accuracy", "digest", "ties"]}


def test_what_lists_runs_again_has_no_lines() -> None:
    """A table of runs has digests, ties, and a score of the clusters; the explorer's checks repeat the seeds."""
    assert lock.lists_runs(["random_state", "inertia", "digest", "ties"])
    assert not lock.lists_runs(["random_state", "correct", "ties", "digest"])
    assert not lock.lists_runs(["random_state", "accuracy"])
