"""Bad input costs one line and nothing else: exit code 2, no traceback, the old site untouched."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from workshop import build, files, tiny

BROKEN = {
    "a study with an unknown key": (
        "tiny.toml",
        "n_shown = 2",
        "n_show = 2",
        r"tiny\.toml: experiments\.data: unknown key 'n_show'; did you mean 'n_shown'\?",
    ),
    "a study that is no TOML": ("tiny.toml", "[dataset]", "[dataset", r"tiny\.toml: not valid TOML: .*line 2"),
    "more clusters than images": (
        "tiny.toml",
        "n_clusters = 3",
        "n_clusters = 1798",
        r"1798 clusters cannot be made of 1797",
    ),
    "one cluster": ("tiny.toml", "n_clusters = 3", "n_clusters = 1", r"n_clusters: .*greater than or equal to 2"),
    "an unknown dataset": ("tiny.toml", '"digits"', '"letters"', r"unknown dataset 'letters'; there is: digits"),
    "an unknown metric": ("tiny.toml", "n_clusters = 3", 'metrics = ["arj"]', r"unknown metric 'arj'"),
    "an unknown method": (
        "tiny.toml",
        "n_clusters = 3",
        'method = "kmeens"',
        r"unknown method 'kmeens'; did you mean 'kmeans'\?",
    ),
    "an unknown language": (
        "report/nobody.toml",
        '["ru", "en"]',
        '["ru", "de"]',
        r"the language 'de' has no key in \[title\]",
    ),
    "a publication key of a wrong type": (
        "report/nobody.toml",
        "date = 2026",
        'date = "now" # 2026',
        r"nobody\.toml: date: .*date",
    ),
    "a missing word": (
        "templates/en/words/metrics.toml",
        "[metrics.ari]\nname",
        "[metrics.ari]\nnom",
        r"templates/en/words\.toml: the word 'metrics\.ari\.name' is missing",
    ),
    "a catalogue that is no TOML": (
        "templates/ru/words.toml",
        "[site]",
        "[site",
        r"templates/ru/words\.toml: not valid TOML",
    ),
    "a value that is not there": (
        "templates/en/data.md",
        "\n# ",
        '\n<< value("data.n_sample") >>\n# ',
        r"templates/en/data\.md:\d+: no value is called 'data\.n_sample'; did you mean 'data\.n_samples'\?",
    ),
    "a figure that is not there": (
        "templates/ru/data.md",
        "\n# ",
        '\n<< figure("sample") >>\n# ',
        r"templates/ru/data\.md:\d+: no figure is called 'sample'; did you mean 'samples'\?",
    ),
    "a table that is not there": (
        "templates/ru/data.md",
        "\n# ",
        '\n<< table("score") >>\n# ',
        r"templates/ru/data\.md:\d+: no table is called 'score'; did you mean 'scores'\?",
    ),
    "a source that is not there": (
        "templates/en/data.md",
        "\n# ",
        '\n<< cite("lloyd1892") >>\n# ',
        r"templates/en/data\.md:\d+: no source is called 'lloyd1892'; did you mean 'lloyd1982'\?",
    ),
    "sources that are no BibTeX": (
        "templates/references.bib",
        "@article{",
        "@article{,",
        r"references\.bib:\d+: ",
    ),
    "a call that is not there": (
        "templates/en/data.md",
        "\n# ",
        "\n<< valeu(1) >>\n# ",
        r"templates/en/data\.md:\d+: 'valeu' is undefined",
    ),
    "a call without its argument": (
        "templates/en/data.md",
        "\n# ",
        "\n<< value() >>\n# ",
        r"data\.md:\d+: TypeError: ",
    ),
    "a figure without a name": (
        "templates/en/data.md",
        "\n# ",
        "\n<< figure() >>\n# ",
        r"data\.md:\d+: no figure is called ''",
    ),
    "a division by zero": ("templates/en/data.md", "\n# ", "\n<< 1 / 0 >>\n# ", r"data\.md:\d+: ZeroDivisionError"),
    "a formula that is none": (
        "templates/en/data.md",
        "\n# ",
        "\n$\\frac{1}{$\n# ",
        r"data\.md: the formula .* cannot be read",
    ),
    "a caption that does not close": (
        "templates/en/words/data.toml",
        'value("data.n_shown")',
        'value("data.n_shown"',
        r"templates/en/words\.toml: figures\.samples\.caption: ",
    ),
    "a label with a field that is not there": (
        "templates/en/words/reference.toml",
        "if all were equal: {n}",
        "if all were equal: {m}",
        r"templates/en/words\.toml: figures\.cluster_sizes\.equal: the fields are \{n\}",
    ),
    "a language that stands twice": (
        "report/nobody.toml",
        '["ru", "en"]',
        '["ru", "ru"]',
        r"each name may stand once",
    ),
    "a template that does not close": (
        "templates/en/data.md",
        "\n# ",
        "\n<% if %>\n# ",
        r"templates/en/data\.md:\d+: ",
    ),
    "a page without a template": (
        "report/publication.toml",
        '  "data",',
        '  "date",',
        r"templates/ru/date\.md: no such page template",
    ),
    "a dead link": ("templates/en/data.md", "\n# ", '\n<a href="../nowhere/">x</a>\n# ', r"not sound: .*nowhere"),
}
LATE = (  # told when pages are written, as "a value that is not there" is
    "a call that is not there",
    "a call without its argument",
    "a figure without a name",
    "a division by zero",
    "a formula that is none",
    "a caption that does not close",
    "a label with a field that is not there",
)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.prove if name in LATE else ()) for name in BROKEN]
)
def test_bad_input_costs_one_line_and_nothing_else(checkout: Path, name: str) -> None:
    """Exit code 2, one line that names the place, no traceback, the old site untouched."""
    path, old, new, expected = BROKEN[name]
    file = checkout / path
    good, site = file.read_text("utf-8"), files(checkout / "site-tiny")
    assert old in good
    file.write_text(good.replace(old, new, 1), encoding="utf-8")
    try:
        done = tiny(checkout)
    finally:
        file.write_text(good, encoding="utf-8")

    assert done.returncode == 2, done.stdout
    assert done.stderr.count("\n") == 1, done.stderr
    assert re.search(expected, done.stderr), done.stderr
    assert files(checkout / "site-tiny") == site


def test_a_study_file_that_is_not_there(checkout: Path) -> None:
    """One line that names it."""
    done = build("--study", "absent.toml", cwd=checkout)

    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "absent.toml" in done.stderr


@pytest.mark.prove
def test_a_folder_that_cannot_be_written(checkout: Path) -> None:
    """A file stands where the site or the build folder should be."""
    for option in ("--site", "--build"):
        done = tiny(checkout, option, "README.md/below")

        assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
        assert "README.md" in done.stderr


@pytest.mark.prove
def test_a_disk_without_room(checkout: Path) -> None:
    """No file may grow beyond 20 kB, as on a full disk: one line, the old site untouched; with room, the next ends."""
    site = files(checkout / "site-tiny")
    command = [sys.executable, "-m", "report", "build", "--study", "tiny.toml", "--no-paper", "--build", "build-small"]
    limit = (20_000, 20_000)
    done = subprocess.run(
        command, cwd=checkout, capture_output=True, encoding="utf-8", check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit),
    )  # fmt: skip

    assert done.returncode == 2, done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert files(checkout / "site-tiny") == site
    assert tiny(checkout, "--build", "build-small").returncode == 0
    assert files(checkout / "site-tiny") == site


def test_a_folder_that_holds_no_report_is_not_replaced(checkout: Path) -> None:
    """Whoever names the wrong folder loses nothing."""
    precious = checkout / "precious"
    precious.mkdir()
    (precious / "thesis.txt").write_text("years of work", encoding="utf-8")
    done = tiny(checkout, "--site", precious)

    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "holds files that are no report" in done.stderr
    assert (precious / "thesis.txt").read_text("utf-8") == "years of work"
