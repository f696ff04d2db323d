"""Where a build comes from: git, an archive's note, or neither."""

from __future__ import annotations

import datetime
import subprocess
from pathlib import Path

from report.provenance import Origin, origin, versions


def git(folder: Path, *command: str) -> None:
    """Run git as somebody."""
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *who, *command], check=True, capture_output=True)


def checkout(folder: Path) -> Path:
    """Make a repository with one commit of one page in each of two languages."""
    git(folder, "init", "-q")
    for language in ("ru", "en"):
        (folder / "templates" / language).mkdir(parents=True)
        (folder / "templates" / language / "index.md").write_text("a", encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "a", "--date", "2026-01-02T03:04:05Z")
    return folder


def test_a_checkout_knows_its_commit_and_what_changed(tmp_path: Path) -> None:
    """A change of one language's words is a change of that language alone."""
    folder = checkout(tmp_path)
    clean = origin(folder)
    (folder / "templates" / "ru" / "index.md").write_text("b", encoding="utf-8")
    dirty = origin(folder)

    assert len(clean.commit) == 40
    assert clean.changed == ()
    assert dirty.changed == ("templates/ru/index.md",)
    assert (dirty.changes("ru"), dirty.changes("en")) == (True, False)


def test_sources_belong_to_every_language(tmp_path: Path) -> None:
    """A change of what is cited is a change of every page."""
    folder = checkout(tmp_path)
    (folder / "templates" / "references.bib").write_text("", encoding="utf-8")

    assert (origin(folder).changes("ru"), origin(folder).changes("en")) == (True, True)


def test_an_unpacked_archive_knows_its_commit(tmp_path: Path) -> None:
    """``git archive`` fills in the note."""
    (tmp_path / ".git_archival.txt").write_text("commit: abc\ndate: 1767323045\n", encoding="utf-8")

    assert origin(tmp_path) == Origin("abc", datetime.date(2026, 1, 2), 1767323045, ())


def test_a_copy_without_git_says_that_it_does_not_know(tmp_path: Path) -> None:
    """An unfilled note, or none, gives no commit and no date, and no invented one."""
    assert origin(tmp_path) == Origin("", None, 0, ())
    (tmp_path / ".git_archival.txt").write_text("commit: $Format:%H$\ndate: $Format:%ct$\n", encoding="utf-8")
    assert origin(tmp_path) == Origin("", None, 0, ())


def test_a_folder_inside_another_checkout_is_not_that_checkout(tmp_path: Path) -> None:
    """An archive unpacked within some repository does not take that one's commit for its own."""
    inner = checkout(tmp_path) / "inner"
    inner.mkdir()

    assert origin(inner).commit == ""


def test_versions_name_python_and_what_computes() -> None:
    """Each with a version that begins with a digit."""
    assert {"Python", "scikit-learn", "matplotlib", "mkdocs-material"} <= set(versions())
    assert all(version[0].isdigit() for version in versions().values())
