"""The data of a figure as CSV: units in the head, numbers that spreadsheets of a language read, no formula."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from workshop import ROOT

from digitclust import Answer, Results, load_study
from report import downloads
from report.language import load_language
from report.plates import spreadsheet
from report.stamps import Stamps

LANGUAGES = [load_language(ROOT / "templates" / code) for code in ("ru", "en")]
TABLE = pd.DataFrame(
    {
        "method": ["kmeans", "=1+1", "@x", "-2"],
        "accuracy": [0.5, 1 / 3, np.nan, -0.25],
        "correct": [1797, 1, 2, 3],
        "note": ['\u0446\u0438\u0444\u0440\u0430; "1"', "+7", "a,b", "\tx"],
    }
)


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mapping[str, Path]:
    """Return the files of a made-up figure by their names."""
    (tmp_path / "shelf").mkdir()
    (tmp_path / "shelf" / "made.py").write_text("NEEDS = ('a',)\nDATA = ('a.t',)\n", encoding="utf-8")
    monkeypatch.setattr(downloads, "FIGURES", tmp_path / "shelf")
    answer = Answer(tables={"t": TABLE}, units={"note": "text"})
    results = Results(load_study({"experiments": {"data": {}}}), {"a": answer})
    files = spreadsheet.write(results, "made", LANGUAGES, tmp_path / "figures", Stamps(tmp_path / "stamps"))
    return {file.name: file for file in files}


def test_each_table_is_there_plain_and_for_spreadsheets_with_a_comma(written: Mapping[str, Path]) -> None:
    """English spreadsheets read the plain one."""
    assert sorted(written) == ["made-a-t-ru.csv", "made-a-t.csv"]


def test_the_plain_file_has_points_and_units(written: Mapping[str, Path]) -> None:
    """Commas, points, full precision, UTF-8 without a mark; each quantity says its unit."""
    text = written["made-a-t.csv"].read_bytes().decode("utf-8")

    assert text.startswith("method,accuracy [share],correct [count],note\nkmeans,0.5,1797,")
    assert "0.3333333333333333" in text
    back = pd.read_csv(written["made-a-t.csv"])
    np.testing.assert_array_equal(back["accuracy [share]"], TABLE["accuracy"])


def test_the_russian_file_has_semicolons_commas_and_a_mark(written: Mapping[str, Path]) -> None:
    """The byte-order mark is what makes a spreadsheet read Cyrillic; units are Russian words."""
    content = written["made-a-t-ru.csv"].read_bytes()
    rows = list(csv.reader(content.decode("utf-8-sig").splitlines(), delimiter=";"))

    assert content.startswith(b"\xef\xbb\xbf")
    assert rows[0] == ["method", "accuracy [доля единицы]", "correct [количество]", "note"]
    assert rows[1] == ["kmeans", "0,5", "1797", 'цифра; "1"']
    assert rows[4][1] == "-0,25"


@pytest.mark.parametrize("name", ["made-a-t.csv", "made-a-t-ru.csv"])
def test_no_text_is_a_formula(written: Mapping[str, Path], name: str) -> None:
    """A text that a spreadsheet would compute has an apostrophe before it; a negative number stays one."""
    ru = "ru" in name
    rows = list(csv.reader(written[name].read_text("utf-8-sig").split("\n"), delimiter=";" if ru else ","))[1:5]

    assert [row[0] for row in rows] == ["kmeans", "'=1+1", "'@x", "'-2"]
    assert [row[3].strip("\r") for row in rows][1:] == ["'+7", "a,b", "'\tx"]
    assert float(rows[3][1].replace(",", ".")) == -0.25


def test_a_dash_alone_stays() -> None:
    """It stands for nothing, and nothing is computed of it."""
    assert [downloads.disarm(cell) for cell in ("-", "-1", "=1", -1)] == ["-", "'-1", "'=1", -1]


def test_what_has_a_unit_is_a_number(site: Path) -> None:
    """In every table of the report: a name, a version, a yes or no stands below a head without a unit."""
    wrong = [
        f"{path.name}: {column}"
        for path in sorted((site / "figures").glob("*/*.csv"))
        if not path.stem.endswith("-ru")
        for column, cells in pd.read_csv(path).items()
        if "[" in str(column) and cells.dtype.kind not in "iuf"
    ]

    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.code)
def test_every_quantity_has_words_for_its_unit(language: object) -> None:
    """Each unit of ARCHITECTURE.md that is no name of a thing."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8").partition("| unit | what |")[2].partition("\n\n")[0]
    units = {part.strip(" `") for line in text.splitlines()[2:] for part in line.split("|")[1].split(",")}

    assert units - set(spreadsheet.NAMES) == set(language.words["units"])  # type: ignore[attr-defined]  # a Language
