"""The store: what is remembered comes back to the last bit, and what is damaged is computed again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from digitclust import Answer, Store
from digitclust.store import digest

ANSWER = Answer(
    values={"share": 0.1 + 0.2, "n": 3, "name": "цифра", "labels": (5, 9), "none": ()},
    units={"share": "share"},
    tables={"sizes": pd.DataFrame({"label": [0, 1], "precision": [1 / 3, np.nan]})},
    arrays={"images": np.array([[0.1, np.nan]])},
)


def test_an_answer_comes_back_to_the_last_bit(tmp_path: Path) -> None:
    """Values, units, tables with undefined cells, and arrays."""
    store = Store(tmp_path)
    store.remember("k", lambda: ANSWER)
    back = store.remember("k", lambda: pytest.fail("computed twice"))

    assert (back.values, back.units, back.key) == (ANSWER.values, ANSWER.units, "k")
    pd.testing.assert_frame_equal(back.tables["sizes"], ANSWER.tables["sizes"], check_exact=True)
    np.testing.assert_array_equal(back.arrays["images"], ANSWER.arrays["images"])


def test_text_that_looks_like_numbers_stays_text(tmp_path: Path) -> None:
    """Release 1.10 is not 1.1, and a cell without text stays without."""
    table = pd.DataFrame({"release": ["1.1", "1.10", None], "n": [1, 2, 3]})
    Store(tmp_path).remember("k", lambda: Answer(tables={"runs": table}))
    back = Store(tmp_path).remember("k", lambda: pytest.fail("computed twice")).tables["runs"]

    assert back["release"].tolist()[:2] == ["1.1", "1.10"]
    assert back["release"].isna().tolist() == [False, False, True]
    assert back["n"].dtype == table["n"].dtype


@pytest.mark.parametrize("name", ["answer.json", "arrays.npz", "sizes.csv"])
@pytest.mark.parametrize("damage", ["truncate", "delete", "garble"])
def test_a_damaged_answer_is_computed_again(tmp_path: Path, name: str, damage: str) -> None:
    """Whatever file of it is cut short, gone, or not what it was."""
    store = Store(tmp_path)
    store.remember("k", lambda: ANSWER)
    file = tmp_path / "k" / name
    content = file.read_bytes()
    if damage == "delete":
        file.unlink()
    else:
        file.write_bytes(content[: len(content) // 3] if damage == "truncate" else b"\xff\x00" + content[2:])
    back = store.remember("k", lambda: ANSWER)

    assert back.values == ANSWER.values
    assert file.read_bytes() == content


def test_a_key_is_the_same_in_every_process_and_changes_with_every_part() -> None:
    """The digest of a fixed record is written here: if it changes, every store of every reader is stale."""
    assert digest({"b": 1, "a": [2.5, "ё"]}) == digest({"a": [2.5, "ё"], "b": 1})
    assert digest("a", "b") != digest("b", "a")
    assert digest(1).startswith(digest(1)[:8])
    assert len({digest(1), digest("1"), digest(1.5), digest([1])}) == 4


def test_without_a_folder_nothing_is_remembered() -> None:
    """A notebook leaves no traces."""
    assert Store().remember("k", lambda: ANSWER).key == "k"
