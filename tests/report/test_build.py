"""The whole way: a tiny study becomes a site, nothing is made twice, and bad input costs nothing."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from workshop import ROOT, TINY, build


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the sources to a folder of their own and build a tiny study there."""
    folder = tmp_path_factory.mktemp("checkout") / "digitclust"
    generated = shutil.ignore_patterns("__pycache__", "node_modules", "site", "build", ".venv", ".git", ".*cache")
    shutil.copytree(ROOT, folder, ignore=generated)
    (folder / "tiny.toml").write_text(TINY, encoding="utf-8")
    done = tiny(folder)
    assert done.returncode == 0, done.stderr
    return folder


def tiny(folder: Path, *options: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build the tiny study of a checkout; files for papers take longest and are made where they matter."""
    return build("--study", "tiny.toml", "--no-paper", *options, cwd=folder, **environment)


def files(folder: Path) -> dict[str, str]:
    """Return the digest of every file of a folder."""
    found = sorted(p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in found}


def stamps(folder: Path) -> dict[str, int]:
    """Return when each stamp was written."""
    (kept,) = folder.glob("build/tiny-*/stamps")
    return {p.relative_to(kept).as_posix(): p.stat().st_mtime_ns for p in kept.rglob("*.json")}


def made(before: dict[str, int], after: dict[str, int]) -> list[str]:
    """Name the stamps of what was made; those of remembered answers are written in every build."""
    return sorted(name for name in after if after[name] != before.get(name) and not name.startswith("answers/"))


def explained(told: str) -> list[str]:
    """Return the lines of a build that say why."""
    return [line for line in told.splitlines() if line.startswith(("site-", "  "))]


def test_a_study_becomes_a_site_in_two_languages(checkout: Path) -> None:
    """Pages, figures, values and manifest stand at their addresses; the site is named after its study."""
    site = checkout / "site-tiny"
    for name in ("index.html", "404.html", "ru/index.html", "en/confusion/index.html", "values.json", "manifest.json"):
        assert (site / name).is_file(), name
    for width in ("85mm", "165mm"):
        assert (site / "figures" / "confusion" / f"confusion-ru-{width}.svg").is_file()


def test_the_manifest_names_every_file_but_itself(checkout: Path) -> None:
    """With its size and its SHA-256."""
    site = checkout / "site-tiny"
    listed = json.loads((site / "manifest.json").read_text("utf-8"))["files"]
    found = files(site)
    del found["manifest.json"]

    assert {name: entry["sha256"] for name, entry in listed.items()} == found
    assert all(entry["bytes"] == (site / name).stat().st_size for name, entry in listed.items())


def test_the_lock_beside_the_study_says_what_was_found(checkout: Path) -> None:
    """One line a value, six digits; ours is left alone."""
    lock = (checkout / "tiny.lock").read_text("utf-8")

    assert re.search(r"^accuracy = 0\.\d{6}$", lock, re.MULTILINE)
    assert (checkout / "report" / "study.lock").read_bytes() == (ROOT / "report" / "study.lock").read_bytes()


def test_a_second_build_does_nothing(checkout: Path) -> None:
    """It says so, imports neither scikit-learn nor matplotlib, and touches no file."""
    before = files(checkout)
    modules = (
        "import sys, runpy\ntry:\n runpy.run_module('report', run_name='__main__')\nfinally:\n print(*sys.modules)"
    )
    command = [sys.executable, "-c", modules, "build", "--study", "tiny.toml", "--no-paper"]
    done = subprocess.run(command, cwd=checkout, capture_output=True, encoding="utf-8", check=False)
    told, _, loaded = done.stdout.partition("\n")

    assert told.startswith("Nothing to do: nothing has changed")
    assert not {"sklearn", "matplotlib", "pandas", "pydantic", "mkdocs"} & set(loaded.split())
    assert files(checkout) == before


def test_one_word_on_a_page_rebuilds_that_language_alone(checkout: Path) -> None:
    """No figure, no result, not the other language."""
    page = checkout / "templates" / "en" / "data.md"
    before = stamps(checkout)
    old = page.read_text("utf-8")
    page.write_text(old + "\nA word more.\n", encoding="utf-8")
    done = tiny(checkout, "--explain")
    after = stamps(checkout)

    assert done.returncode == 0, done.stderr
    assert made(before, after) == ["html/en.json"]
    assert explained(done.stdout) == ["site-tiny: changed: templates/en/data.md", "  html/en: changed: pages"]
    assert "A word more." in (checkout / "site-tiny" / "en" / "data" / "index.html").read_text("utf-8")
    page.write_text(old, encoding="utf-8")
    tiny(checkout)


def test_one_label_of_a_figure_redraws_that_figure_in_that_language(checkout: Path) -> None:
    """In all its files; no other figure, no result; its page tells what the files weigh."""
    words = checkout / "templates" / "ru" / "words" / "data.toml"
    before = stamps(checkout)
    old = words.read_text("utf-8")
    assert 'y = "Доля пикселей"' in old
    words.write_text(old.replace('y = "Доля пикселей"', 'y = "Доля всех пикселей"'), encoding="utf-8")
    done = tiny(checkout, "--explain")
    after = stamps(checkout)

    assert done.returncode == 0, done.stderr
    assert made(before, after) == ["figures/intensities-ru.json", "html/ru.json"]
    assert explained(done.stdout)[1:] == ["  figures/intensities-ru: changed: words", "  html/ru: changed: pages"]
    words.write_text(old, encoding="utf-8")
    tiny(checkout)


def test_a_saved_template_is_rebuilt_while_serving(checkout: Path) -> None:
    """The served page shows the new word, and asks for news of the next."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "report", "serve", "--study", "tiny.toml", "--no-paper", "--port", str(port)]
    server = subprocess.Popen(command, cwd=checkout, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    page, address = checkout / "templates" / "en" / "data.md", f"http://127.0.0.1:{port}/en/data/"
    old = page.read_text("utf-8")
    try:
        assert "livereload" in awaited(address, "</html>")
        page.write_text(old + "\nA word just saved.\n", encoding="utf-8")
        assert "A word just saved." in awaited(address, "A word just saved.")
    finally:
        page.write_text(old, encoding="utf-8")
        server.terminate()
        server.wait()
    tiny(checkout)


def awaited(address: str, text: str) -> str:
    """Ask for a page until it holds a text, for at most a minute."""
    found, deadline = "", time.monotonic() + 60
    while text not in found and time.monotonic() < deadline:
        time.sleep(0.3)
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=30) as answer:
            found = answer.read().decode()
    return found


@pytest.mark.parametrize("damage", ["cut off", "another byte", "gone"])
def test_a_damaged_store_is_computed_anew_and_told(checkout: Path, damage: str) -> None:
    """Whatever became of its files: the same site, and a line for each answer that could not be read."""
    good = files(checkout / "site-tiny")
    (checkout / "site-tiny" / "values.json").unlink()
    stored = sorted((checkout / "build" / "store").glob("*/answer.json" if damage == "gone" else "*/arrays.npz"))
    for path in stored:
        content = path.read_bytes()
        kept = {"cut off": content[: len(content) // 2], "another byte": content[:-1] + b"!", "gone": b""}[damage]
        path.unlink() if damage == "gone" else path.write_bytes(kept)
    done = tiny(checkout)

    assert (done.returncode, done.stderr) == (0, "")
    # What the data are like is remembered too, and is no answer.
    assert done.stdout.count("was damaged: it has been computed anew") == len(stored) - 1 > 1
    assert files(checkout / "site-tiny") == good


@pytest.mark.prove
def test_an_answer_is_explained_by_what_it_rests_on(checkout: Path) -> None:
    """An option of the study that changed is named; a deleted store too."""
    study, old = checkout / "tiny.toml", TINY
    study.write_text(old.replace("n_shown = 2", "n_shown = 3"), encoding="utf-8")
    changed = tiny(checkout, "--explain")
    study.write_text(old, encoding="utf-8")
    shutil.rmtree(checkout / "build" / "store")
    lost = tiny(checkout, "--explain")

    assert "  answers/data: changed: the options in the study" in changed.stdout.splitlines()
    assert "answers/reference" not in changed.stdout
    assert "  answers/reference: it is no longer in the store" in lost.stdout.splitlines()


def test_a_site_that_was_tampered_with_is_made_whole(checkout: Path) -> None:
    """A changed file and a missing one are noticed."""
    good = files(checkout / "site-tiny")
    (checkout / "site-tiny" / "values.json").write_text("{}", encoding="utf-8")
    (checkout / "site-tiny" / "en" / "index.html").unlink()

    assert tiny(checkout).returncode == 0
    assert files(checkout / "site-tiny") == good


@pytest.mark.prove
def test_an_unpacked_archive_builds_and_knows_its_commit(checkout: Path, tmp_path: Path) -> None:
    """Without git: the note of the archive gives commit and date."""
    other = tmp_path / "archive"
    shutil.copytree(checkout, other, ignore=shutil.ignore_patterns("build", "site-tiny"))
    (other / ".git_archival.txt").write_text(f"commit: {'ab12' * 10}\ndate: 1767323045\n", encoding="utf-8")
    done = tiny(other)

    assert done.returncode == 0, done.stderr
    told = json.loads((other / "site-tiny" / "manifest.json").read_text("utf-8"))
    assert (told["commit"], told["date"]) == ("ab12" * 10, "2026-01-02")
    assert "ab12ab12ab12" in (other / "site-tiny" / "ru" / "reproduce" / "index.html").read_text("utf-8")


def turkish(folder: Path) -> dict[str, str]:
    """Make a locale with a decimal comma and an i of its own, as the environment of a build; C where it cannot be."""
    command = ["localedef", "-i", "tr_TR", "-f", "UTF-8", str(folder / "tr_TR.UTF-8")]
    if shutil.which("localedef") and Path("/usr/share/i18n/locales/tr_TR").is_file():
        subprocess.run(command, check=True, capture_output=True)
        return {"LOCPATH": str(folder), "LC_ALL": "tr_TR.UTF-8"}
    assert not os.environ.get("CI"), "Debian: apt install locales"
    return {"LC_ALL": "C"}


@pytest.mark.prove
def test_two_builds_in_two_folders_are_the_same_to_the_last_byte(checkout: Path, tmp_path: Path) -> None:
    """Files for papers included, under another time zone, locale, hash seed and umask."""
    one, other = tmp_path / "one", tmp_path / "elsewhere"
    for folder in (one, other):
        shutil.copytree(checkout, folder, ignore=shutil.ignore_patterns("build", "site-tiny"))
    assert tiny(one, "--paper").returncode == 0
    old = os.umask(0o077)
    try:
        done = tiny(other, "--paper", TZ="Asia/Kamchatka", PYTHONHASHSEED="7", **turkish(tmp_path))
    finally:
        os.umask(old)

    assert done.returncode == 0, done.stderr
    assert files(other / "site-tiny") == files(one / "site-tiny")
    for width in ("85mm", "165mm", "180mm"):
        for kind in ("svg", "pdf", "png"):
            assert (one / "site-tiny" / "figures" / "confusion" / f"confusion-ru-{width}.{kind}").is_file()


def test_without_a_terminal_the_build_speaks_plain_lines(checkout: Path) -> None:
    """Stages, then three lines: result, times, place; no escape sequence."""
    (checkout / "site-tiny" / "values.json").unlink()
    lines = tiny(checkout).stdout.splitlines()

    assert [line.split(":")[0] for line in lines[-3:]] == ["Result", "Time", "Report"]
    assert lines[0] == "study ..."
    assert "\x1b" not in "".join(lines)


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


@pytest.mark.parametrize("name", BROKEN)
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


def test_a_folder_that_cannot_be_written(checkout: Path) -> None:
    """A file stands where the site or the build folder should be."""
    for option in ("--site", "--build"):
        done = tiny(checkout, option, "README.md/below")

        assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
        assert "README.md" in done.stderr


def test_a_disk_without_room(checkout: Path) -> None:
    """No file may grow beyond 20 kB, as on a full disk: one line, and the old site untouched."""
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


@pytest.mark.prove
def test_a_killed_build_leaves_the_old_site_and_the_next_one_finishes(checkout: Path) -> None:
    """Killed while it works."""
    site = files(checkout / "site-tiny")
    started = subprocess.Popen(
        [sys.executable, "-m", "report", "build", "--study", "tiny.toml", "--no-paper", "--build", "build-killed"],
        cwd=checkout, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    time.sleep(2)
    started.kill()
    started.wait()

    assert files(checkout / "site-tiny") == site
    assert tiny(checkout, "--build", "build-killed").returncode == 0
    assert files(checkout / "site-tiny") == site


@pytest.mark.parametrize("seconds", [1.5, 4.0])
def test_an_interrupt_is_told_in_a_word(checkout: Path, seconds: float) -> None:
    """Ctrl+C reaches all processes of a build; none answers with a traceback."""
    command = [
        sys.executable,
        "-m",
        "report",
        "build",
        "--study",
        "tiny.toml",
        "--no-paper",
        "--build",
        f"build-interrupted-{seconds}",
    ]
    piped = {"cwd": checkout, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf-8"}
    started = subprocess.Popen(command, start_new_session=True, **piped)  # type: ignore[call-overload]
    time.sleep(seconds)
    os.killpg(started.pid, signal.SIGINT)
    told = started.communicate()[0]

    assert "Traceback" not in told
    assert started.returncode == 0 or told.splitlines()[-1] == "Aborted!"


def test_a_folder_that_holds_no_report_is_not_replaced(checkout: Path) -> None:
    """Whoever names the wrong folder loses nothing."""
    precious = checkout / "precious"
    precious.mkdir()
    (precious / "thesis.txt").write_text("years of work", encoding="utf-8")
    done = tiny(checkout, "--site", precious)

    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "holds files that are no report" in done.stderr
    assert (precious / "thesis.txt").read_text("utf-8") == "years of work"


def test_a_second_build_at_the_same_time_waits(checkout: Path) -> None:
    """It says so, and both end well."""
    page = checkout / "templates" / "en" / "data.md"
    old = page.read_text("utf-8")
    page.write_text(old + "\nA word for both.\n", encoding="utf-8")
    command = [sys.executable, "-m", "report", "build", "--study", "tiny.toml", "--no-paper"]
    piped = {"cwd": checkout, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf-8"}
    builds = [subprocess.Popen(command, **piped) for _ in range(2)]  # type: ignore[call-overload]
    told = [build.communicate()[0] for build in builds]
    page.write_text(old, encoding="utf-8")
    tiny(checkout)

    assert [build.returncode for build in builds] == [0, 0], told
    assert sum("Another build is at work" in output for output in told) == 1


@pytest.mark.prove
def test_nobodys_own_drawing_settings_get_into_a_figure(checkout: Path) -> None:
    """A matplotlibrc in the folder changes no byte."""
    site = files(checkout / "site-tiny")
    (checkout / "matplotlibrc").write_text("xtick.direction: in\nfont.size: 20\n", encoding="utf-8")
    shutil.rmtree(checkout / "build")
    done = tiny(checkout)
    (checkout / "matplotlibrc").unlink()

    assert done.returncode == 0, done.stderr
    assert files(checkout / "site-tiny") == site


@pytest.mark.prove
@pytest.mark.parametrize("experiment", ["data", "reference"])
def test_a_study_of_one_experiment_is_a_report_too(checkout: Path, experiment: str) -> None:
    """Whichever it leaves out: no dead link, no traceback, and the result is told."""
    (checkout / "one.toml").write_text(f"[experiments.{experiment}]\n", encoding="utf-8")
    done = build("--study", "one.toml", "--no-paper", cwd=checkout)

    assert (done.returncode, done.stderr) == (0, "")
    assert "Result: " in done.stdout


def test_an_experiment_left_out_leaves_its_pages_out_without_a_dead_link(checkout: Path) -> None:
    """A study of the data alone has a start page and a page of data."""
    (checkout / "alone.toml").write_text('[dataset]\nname = "digits"\n[experiments.data]\n', encoding="utf-8")
    done = build("--study", "alone.toml", "--no-paper", cwd=checkout)

    assert done.returncode == 0, done.stderr
    assert not (checkout / "site-alone" / "ru" / "accuracy").exists()
    assert (checkout / "site-alone" / "ru" / "data" / "index.html").is_file()
