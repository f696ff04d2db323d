"""Results as files: every table is published as it was computed, and each figure leads to what it shows."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from digitclust import Answer, InputError, Results, load_study
from digitclust.discover import stems
from report import downloads
from report.downloads import asked, links, shown, tidy, write
from report.stamps import Stamps

FIGURES = stems(downloads.FIGURES)
ANSWER = Answer(
    tables={"clusters": pd.DataFrame({"cluster": [7, 3], "share": [1 / 3, np.nan]})},
    arrays={"centers": np.arange(12.0).reshape(2, 3, 2), "bare": np.zeros(2)},
    axes={"centers": ("clusters.cluster", "row", "column")},
)


def made_up(**answers: Answer) -> Results:
    """Return results of those answers."""
    return Results(load_study({"experiments": {"data": {}}}), answers)


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty shelf of figures."""
    monkeypatch.setattr(downloads, "FIGURES", tmp_path / "shelf")
    (tmp_path / "shelf").mkdir()
    return tmp_path / "shelf"


def test_every_table_is_published_to_the_last_bit(results: Results, site: Path) -> None:
    """Each table of each answer reads back equal from the site."""
    for stem, answer in results.answers.items():
        for name, table in answer.tables.items():
            text = {column: str for column in table if pd.api.types.infer_dtype(table[column]) == "string"}
            path = site / "data" / stem / f"{name}.csv"
            back = pd.read_csv(path, dtype=text, keep_default_na=False, na_values=[""])
            pd.testing.assert_frame_equal(back, table.reset_index(drop=True), check_exact=True, check_dtype=False)


@pytest.mark.parametrize("stem", FIGURES)
def test_what_a_figure_shows_is_published_and_linked(results: Results, site: Path, stem: str) -> None:
    """Each name in DATA is a table or an array of an answer, its file is there, and the figure's page leads to it."""
    names = shown(stem)
    if not results.held.issuperset(names):
        pytest.skip("the study leaves an experiment of it out, or its data have labels and pixels instead")
    pages = [path for path in site.glob("*/*/index.html") if f'id="fig-{stem}"' in path.read_text("utf-8")]
    assert pages
    for name in names:
        experiment, _, table = name.partition(".")
        assert table in {**results[experiment].tables, **results[experiment].arrays}
        assert all(f"../../data/{experiment}/{table}.csv" in page.read_text("utf-8") for page in pages)
        assert (site / "data" / experiment / f"{table}.csv").is_file()


def test_an_array_becomes_a_row_for_each_cell() -> None:
    """Its axes are columns: what a table says there, or a count from 0; the values fill the array again."""
    table = tidy(ANSWER, "reference", "centers")

    assert list(table) == ["cluster", "row", "column", "value"]
    assert table.iloc[0].tolist() == [7, 0, 0, 0.0]
    assert table.iloc[-1].tolist() == [3, 2, 1, 11.0]
    np.testing.assert_array_equal(table["value"].to_numpy().reshape(2, 3, 2), ANSWER.arrays["centers"])


def test_an_axis_may_take_several_columns() -> None:
    """A row of misread images is a digit and the name it got; a table may be longer than the array."""
    pairs = pd.DataFrame({"label": [9, 8, 1], "name": [3, 1, 8]})
    answer = Answer(tables={"pairs": pairs}, arrays={"n": np.array([5.0, 4.0])}, axes={"n": ("pairs.label.name",)})

    assert tidy(answer, "x", "n").to_numpy().tolist() == [[9, 3, 5], [8, 1, 4]]


def test_an_array_without_names_of_its_axes_is_refused() -> None:
    """The line names the experiment and the array."""
    with pytest.raises(InputError, match=r"reference: the array 'bare' has 1 axes, .* names 0"):
        tidy(ANSWER, "reference", "bare")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("", "DATA is missing"),
        ("DATA = ()", "DATA is missing"),
        ("DATA = ('a.clusters')", "DATA is missing"),
        ("DATA = ('b.clusters',)", "DATA names 'b.clusters', but NEEDS has no 'b'"),
    ],
)
def test_a_figure_that_does_not_say_what_it_shows_is_refused(shelf: Path, data: str, told: str) -> None:
    """Before anything is computed, in a line that names its file."""
    (shelf / "sizes.py").write_text(f"NEEDS = ('a',)\n{data}\n", encoding="utf-8")

    with pytest.raises(InputError, match=rf"sizes\.py: {re.escape(told)}"):
        downloads.demand()


def test_a_table_that_no_answer_has_is_refused(shelf: Path) -> None:
    """With the nearest one that there is."""
    (shelf / "sizes.py").write_text("NEEDS = ('a',)\nDATA = ('a.cluster',)\n", encoding="utf-8")

    with pytest.raises(InputError, match=r"sizes\.py: DATA: 'a' answers with no 'cluster'; did you mean 'clusters'"):
        asked(made_up(a=ANSWER), ["sizes"])


def test_an_array_is_published_where_a_figure_shows_it(shelf: Path, tmp_path: Path) -> None:
    """Tables always."""
    stamps = Stamps(tmp_path / "stamps")
    (shelf / "centers.py").write_text("NEEDS = ('a',)\nDATA = ('a.centers', 'a.clusters')\n", encoding="utf-8")

    without = write(made_up(a=ANSWER), [], tmp_path, stamps)
    assert [path.name for path in without] == ["clusters.csv"]
    assert {path.name for path in write(made_up(a=ANSWER), ["centers"], tmp_path, stamps)} == {
        "centers.csv",
        "clusters.csv",
    }


def test_what_has_not_changed_is_not_written_again(tmp_path: Path) -> None:
    """A file that was tampered with is."""
    stamps = Stamps(tmp_path / "stamps")
    (file,) = write(made_up(a=ANSWER), [], tmp_path, stamps)
    content, written = file.read_bytes(), file.stat().st_mtime_ns
    write(made_up(a=ANSWER), [], tmp_path, stamps)
    assert file.stat().st_mtime_ns == written

    file.write_bytes(b"else")
    write(made_up(a=ANSWER), [], tmp_path, stamps)
    assert file.read_bytes() == content == b"cluster,share\n7,0.3333333333333333\n3,\n"


def test_the_line_below_a_figure_needs_no_script(shelf: Path) -> None:
    """Plain links, from the page to the site's root and down again."""
    (shelf / "sizes.py").write_text("NEEDS = ('a',)\nDATA = ('a.clusters',)\n", encoding="utf-8")

    assert links("sizes", "Data", "../../") == (
        '<span class="data" data-search-exclude="true">Data: <a href="../../data/a/clusters.csv" '
        'download="a-clusters.csv" type="text/csv">a/clusters.csv</a></span>'
    )
