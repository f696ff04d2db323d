"""The whole way: a tiny study becomes a site, and nothing is made twice."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from workshop import ROOT, TINY, build, files, tiny


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


@pytest.mark.parametrize(
    "damage", ["cut off", *(pytest.param(how, marks=pytest.mark.prove) for how in ("another byte", "gone"))]
)
def test_a_damaged_store_is_computed_anew_and_told(checkout: Path, damage: str) -> None:
    """Whatever became of its files: the same site, and a line for each that could not be read, also of the data."""
    good = files(checkout / "site-tiny")
    (checkout / "site-tiny" / "values.json").unlink()
    stored = sorted((checkout / "build" / "store").glob("*/answer.json" if damage == "gone" else "*/arrays.npz"))
    for path in stored:
        content = path.read_bytes()
        kept = {"cut off": content[: len(content) // 2], "another byte": content[:-1] + b"!", "gone": b""}[damage]
        path.unlink() if damage == "gone" else path.write_bytes(kept)
    done = tiny(checkout)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("was damaged: it has been computed anew") == len(stored) > 2
    assert files(checkout / "site-tiny") == good


def test_whatever_is_made_again_can_be_explained(checkout: Path) -> None:
    """Each stamp names the parts of what its thing was made from."""
    found = list((checkout / "build").glob("*/stamps/**/*.json"))

    assert found
    assert [path.name for path in found if not json.loads(path.read_text("utf-8"))["parts"]] == []


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


@pytest.mark.prove
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


@pytest.mark.prove
def test_an_experiment_left_out_leaves_its_pages_out_without_a_dead_link(checkout: Path) -> None:
    """A study of the data alone has a start page and a page of data."""
    (checkout / "alone.toml").write_text('[dataset]\nname = "digits"\n[experiments.data]\n', encoding="utf-8")
    done = build("--study", "alone.toml", "--no-paper", cwd=checkout)

    assert done.returncode == 0, done.stderr
    assert not (checkout / "site-alone" / "ru" / "accuracy").exists()
    assert (checkout / "site-alone" / "ru" / "data" / "index.html").is_file()
