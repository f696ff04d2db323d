"""Programs that import citations: Citation.js, and the parser by which Better BibTeX imports into Zotero."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import Any

import pytest
from browsing import TOOLS, lacking
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from works import CONFUSION, LANGUAGES, REPORT, titled

from report.citation.cited import DAYS, MADE
from report.citation.work import ACCESSED, Work

READ = [("citation-js", form) for form in DAYS] + [("zotero", form) for form in ("bibtex", "biblatex")]
# The second reads a grave accent as a letter of its own.
TITLES = st.text(
    st.characters(categories=("L", "N", "P", "S", "Zs"), max_codepoint=0x45F, exclude_characters="`"), min_size=1
)
QUICK = (Phase.explicit, Phase.generate)


def imported(program: str, form: str, work: Work, code: str) -> dict[str, Any]:
    """Return the fields of a citation as a program takes them in on a day."""
    if not (TOOLS / "@citation-js").is_dir() or not shutil.which("node"):
        lacking("Citation.js or node", "'make test' fetches the one with npm; on Debian 'apt install nodejs npm'")
    day = DAYS[form].format(yyyy="2026", mm="11", dd="25", m="11", d="25")
    done = subprocess.run(
        ["node", TOOLS.parent / "read.mjs", program],
        input=MADE[form](work, LANGUAGES[code]).replace(ACCESSED, day),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (found,) = json.loads(done.stdout)
    return dict(found)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(("program", "form"), READ)
def test_a_figure_is_imported_whole(program: str, form: str, code: str) -> None:
    """Title, report, year and address stand in fields; the authors stay one name."""
    found = imported(program, form, CONFUSION, code)
    (author,) = found["author"]

    assert set(author.values()) == {"digitclust contributors"}
    assert CONFUSION.titles[code] in (found["title"], found.get("original-title"))  # a file for RIS has both
    told = json.dumps(found, ensure_ascii=False)
    assert REPORT.titles[code] in told
    assert CONFUSION.address(code) in told
    assert str(CONFUSION.publication.date.year) in told


@pytest.mark.parametrize(("program", "form"), READ)
@settings(max_examples=2, deadline=None, phases=QUICK)
@given(st.lists(TITLES, min_size=20, max_size=20))
def test_any_title_is_imported(program: str, form: str, titles: list[str]) -> None:
    """Whatever signs European languages are written with."""
    title = " ".join(" ".join(titles).split())
    found = imported(program, form, titled(title), "en")

    assert str(found["title"]).split() == title.replace("\u2019", "'").split()
