"""A site is replaced whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

import pytest
from workshop import MORTAL, ROOT

from digitclust.records import InputError
from report.web import publish
from report.web.publish import alone, beside, claim, exchange, staging_for, writing


def staged(site: Path, text: str) -> Path:
    """Make a staging folder with one page."""
    staging = staging_for(site)
    (staging / "index.html").write_text(text, encoding="utf-8")
    return staging


@pytest.fixture(params=[True, False], ids=["in one step", "in two steps"])
def site(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where the site shall stand, on a system that can exchange folders and on one that cannot."""
    if not request.param:
        monkeypatch.setattr(publish, "swap", lambda *_: False)
    return tmp_path / "site"


def test_first_build_makes_the_site(site: Path) -> None:
    """There need not be an old site, nor its parent's other content."""
    exchange(staged(site, "new"), site)

    assert (site / "index.html").read_text("utf-8") == "new"


def test_new_site_takes_the_place_of_the_old_one(site: Path) -> None:
    """No file of the old site stays, and nothing is left beside the new one."""
    exchange(staged(site, "old"), site)
    (site / "old.html").write_text("old", encoding="utf-8")
    exchange(staged(site, "new"), site)

    assert (site / "index.html").read_text("utf-8") == "new"
    assert not (site / "old.html").exists()
    assert [site] == list(site.parent.iterdir())


def test_failed_move_leaves_the_old_site(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be moved in is told in one line, and the old site stands as it stood."""
    exchange(staged(site, "old"), site)
    staging = staged(site, "new")
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path == staging:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return rename(path, target)

    monkeypatch.setattr(publish, "swap", lambda *_: False)
    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(InputError, match="Permission denied"):
        exchange(staging, site)

    assert (site / "index.html").read_text("utf-8") == "old"
    assert not beside(site, "last").exists()


def test_leftovers_of_a_killed_build_go(site: Path) -> None:
    """A staging folder is empty, whatever an earlier build left there."""
    staged(site, "half")

    assert list(staging_for(site).iterdir()) == []


def test_a_read_only_site_is_replaced_and_goes(tmp_path: Path) -> None:
    """With its folders; so does what an earlier build could not delete, for else it would stop every later one."""
    site = tmp_path / "site"
    exchange(staged(site, "old"), site)
    left = beside(site, "next")
    for folder in (site, left):
        (folder / "en" / "data").mkdir(parents=True)
        (folder / "en" / "data" / "index.html").write_text("old", encoding="utf-8")
        for path in (folder / "en" / "data", folder / "en", folder):
            path.chmod(0o500)
    code = "import sys, pathlib; from report.web.publish import exchange, staging_for; "
    code += "site = pathlib.Path(sys.argv[1]); exchange(staging_for(site), site)"
    subprocess.run([*MORTAL, sys.executable, "-c", code, str(site)], cwd=ROOT, check=True)

    assert list(site.parent.iterdir()) == [site]
    assert list(site.iterdir()) == []


def test_what_cannot_be_deleted_is_told_by_its_whole_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is to mend it need not search for it."""
    kept = staged(tmp_path / "site", "half") / "index.html"

    def refuse(path: str | Path, **_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", os.fspath(path))

    monkeypatch.setattr(os, "unlink", refuse)
    with pytest.raises(InputError, match=f"^cannot write {re.escape(str(kept))}: Permission denied$"):
        staging_for(tmp_path / "site")


def test_site_that_a_killed_build_moved_aside_comes_back(site: Path) -> None:
    """Between two renames there is no site; the next build brings it back before anything else."""
    exchange(staged(site, "old"), site)
    site.rename(beside(site, "last"))
    staging_for(site)

    assert (site / "index.html").read_text("utf-8") == "old"


def test_builds_of_one_site_wait_for_each_other(tmp_path: Path) -> None:
    """Though each has its own folder of generated things: the second says that it waits, and works after the first."""
    site, told, ended = tmp_path / "site", SimpleQueue[str](), []

    def second() -> None:
        with alone(tmp_path / "other", site, told.put):
            ended.append("second")

    with ThreadPoolExecutor() as pool:
        with alone(tmp_path / "build", site, told.put):
            waiting = pool.submit(second)
            assert told.get(timeout=10) == f"Another build is at work in {site}: waiting for it to end"
            ended.append("first")
        waiting.result(timeout=10)

    assert ended == ["first", "second"]


def test_a_site_that_cannot_be_held_is_bad_input(tmp_path: Path) -> None:
    """Before anything is built for it."""
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(InputError, match="cannot write"), alone(tmp_path / "build", tmp_path / "file" / "site", print):
        pass


def test_a_file_in_the_site_s_place_is_bad_input(site: Path) -> None:
    """A file is not deleted to make room for a site."""
    site.write_text("precious", encoding="utf-8")

    with pytest.raises(InputError, match="not a folder"):
        claim(site)
    assert site.read_text("utf-8") == "precious"


def test_a_folder_that_cannot_be_made_is_bad_input(tmp_path: Path) -> None:
    """The staging folder's trouble is told with its path."""
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(InputError, match="cannot write"):
        staging_for(tmp_path / "file" / "site")


def test_a_disk_without_room_is_bad_input(tmp_path: Path) -> None:
    """The system's own words, one line, no traceback."""
    with pytest.raises(InputError, match="No space left on device"), writing(tmp_path):
        raise OSError(errno.ENOSPC, "No space left on device")
