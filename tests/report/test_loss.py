"""Nothing is lost: a build may be killed at any moment, the clock may jump, and folders may be read-only."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from workshop import MORTAL, ROOT, TINY, files, tiny

pytestmark = [pytest.mark.prove, pytest.mark.weekly]

STUDIES = (TINY, TINY.replace("n_shown = 2", "n_shown = 3"))  # the old state and the new one, in turn
GROUP, PARENT = "all processes of the build", "the first process alone"
JUMPING = """\
import random, time
true = time.time
time.time = lambda: true() + random.uniform(-1e8, 1e8)
"""


def set_state(checkout: Path, number: int) -> None:
    """Let the study and a page be those of one of the two states."""
    (checkout / "tiny.toml").write_text(STUDIES[number], encoding="utf-8")
    page = checkout / "templates" / "en" / "data.md"
    page.write_text(page.read_text("utf-8").partition("\nA word more.")[0] + number * "\nA word more.\n", "utf-8")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the sources to a folder of their own."""
    folder = tmp_path_factory.mktemp("loss") / "digitclust"
    generated = shutil.ignore_patterns("__pycache__", "node_modules", "site", "build", ".venv", ".git", ".*cache")
    shutil.copytree(ROOT, folder, ignore=generated)
    return folder


@pytest.fixture(scope="module")
def sound(checkout: Path) -> tuple[list[dict[str, str]], float]:
    """Build both states whole; return their files, and how long a build from nothing takes."""
    found, started = [], time.monotonic()
    for number in (1, 0):
        set_state(checkout, number)
        shutil.rmtree(checkout / "build", ignore_errors=True)
        started = time.monotonic()
        assert tiny(checkout).returncode == 0
        found.append(files(checkout / "site-tiny"))
    assert found[0] != found[1]
    return found[::-1], time.monotonic() - started


def killed(checkout: Path, seconds: float, whom: str) -> None:
    """Start a build and kill it after a while."""
    command = [sys.executable, "-m", "report", "build", "--study", "tiny.toml", "--no-paper"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "start_new_session": True}
    started = subprocess.Popen(command, cwd=checkout, **quiet)  # type: ignore[call-overload]
    time.sleep(seconds)
    if whom == GROUP:
        os.killpg(started.pid, signal.SIGKILL)
    else:
        started.kill()
    started.wait()


def kill_at_random(checkout: Path, sound: tuple[list[dict[str, str]], float], n: int, seed: int) -> None:
    """Kill n builds, each on its way from one state to the other; the site is whole each time, and the next build ends.

    Half of them begin from nothing, and of half only the first process is killed: its children live on a while.
    """
    (whole, seconds), chance = sound, random.Random(seed)
    for i in range(n):
        wanted = (i + 1) % 2
        set_state(checkout, wanted)
        if chance.random() < 0.5:
            shutil.rmtree(checkout / "build")
        moment, whom = chance.uniform(0.2, 1.1 * seconds), chance.choice((GROUP, PARENT))
        killed(checkout, moment, whom)
        told = f"seed {seed}, kill {i}, after {moment:.2f} s, of {whom}"

        assert files(checkout / "site-tiny") in whole, told
        done = tiny(checkout)
        assert (done.returncode, done.stderr) == (0, ""), told
        assert files(checkout / "site-tiny") == whole[wanted], told
        assert not [*checkout.glob(".site-tiny.next"), *checkout.glob(".site-tiny.last")], told


def test_fifty_kills_lose_nothing(checkout: Path, sound: tuple[list[dict[str, str]], float]) -> None:
    """At random moments, seeded."""
    kill_at_random(checkout, sound, 50, seed=0)


def test_a_clock_that_jumps_changes_no_byte(
    checkout: Path, sound: tuple[list[dict[str, str]], float], tmp_path: Path
) -> None:
    """Years forth and back at every look, in all processes of a build, and files from the future."""
    set_state(checkout, 0)
    shutil.rmtree(checkout / "build")
    (tmp_path / "sitecustomize.py").write_text(JUMPING, encoding="utf-8")
    for path in (checkout / "templates").rglob("*.md"):
        os.utime(path, (4e9, 4e9))
    done = tiny(checkout, PYTHONPATH=str(tmp_path))

    assert (done.returncode, done.stderr) == (0, "")
    assert files(checkout / "site-tiny") == sound[0][0]
    assert tiny(checkout).stdout.startswith("Nothing to do")


@pytest.mark.parametrize("name", ["build", "."])
def test_a_read_only_folder_is_told_in_one_line(
    checkout: Path, sound: tuple[list[dict[str, str]], float], name: str
) -> None:
    """The folder of generated things, or the one that the site stands in: the old site stays."""
    set_state(checkout, 1)
    before = files(checkout / "site-tiny")
    command = [*MORTAL, sys.executable, "-m", "report", "build", "--study", "tiny.toml", "--no-paper"]
    locked = [checkout] if name == "." else [checkout / name, *filter(Path.is_dir, (checkout / name).rglob("*"))]
    for folder in locked:
        folder.chmod(0o500)
    try:
        done = subprocess.run(command, cwd=checkout, capture_output=True, encoding="utf-8", check=False)
    finally:
        for folder in locked:
            folder.chmod(0o700)

    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert files(checkout / "site-tiny") == before
