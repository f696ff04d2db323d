"""Where a build comes from: commit, its date, local changes, versions."""

from __future__ import annotations

import datetime
import platform
import re
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

PACKAGES = (
    *("numpy", "scipy", "scikit-learn", "pandas", "joblib", "threadpoolctl", "pydantic"),
    *("matplotlib", "seaborn", "jinja2", "babel", "latex2mathml", "markdown", "mkdocs", "mkdocs-material"),
)
HERE = Path(__file__).resolve().parent.parent
SOURCES = ("digitclust", "report", "templates", "mkdocs.yml", "requirements.lock")
SHARED = ("templates/theme/", "templates/references.bib")  # words of every language


@dataclass(frozen=True)
class Origin:
    """The state of the sources.

    Attributes
    ----------
    commit : str
        Full hash; empty where there is neither git nor an archive that tells.
    date : datetime.date or None
        Date of the commit in UTC.
    epoch : int
        The same in seconds since 1970, for SOURCE_DATE_EPOCH; 0 where there is no commit.
    changed : tuple of str
        Sources that differ from the commit.
    """

    commit: str
    date: datetime.date | None
    epoch: int
    changed: tuple[str, ...]

    def changes(self, language: str) -> bool:
        """Tell whether sources of the pages in that language differ from the commit."""
        own = f"templates/{language}/"
        return any(not p.startswith("templates/") or p.startswith((own, *SHARED)) for p in self.changed)


def origin(here: Path = HERE) -> Origin:
    """Find commit and date: from git, else from the archive's note, else nothing."""
    commit, epoch = from_git(here) or from_archive(here / ".git_archival.txt") or ("", 0)
    date = datetime.datetime.fromtimestamp(epoch, datetime.UTC).date() if commit else None
    return Origin(commit, date, epoch, changed(here))


def git(here: Path, *command: str) -> str:
    """Ask git; nothing where there is no git, or the folder is not the top of a checkout."""
    if not (here / ".git").exists():
        return ""
    try:
        asked = subprocess.run(["git", "-C", str(here), *command], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return asked.stdout if asked.returncode == 0 else ""


def from_git(here: Path) -> tuple[str, int] | None:
    """Read hash and date of the checked-out commit."""
    words = git(here, "log", "-1", "--format=%H %ct").split()
    return (words[0], int(words[1])) if words else None


def from_archive(note: Path) -> tuple[str, int] | None:
    """Read what ``git archive`` wrote into its note."""
    if not note.is_file() or "$Format" in note.read_text("utf-8"):
        return None
    entries = dict(line.split(": ", 1) for line in note.read_text("utf-8").splitlines() if ": " in line)
    return entries["commit"], int(entries["date"])


def changed(here: Path) -> tuple[str, ...]:
    """List the sources that differ from the commit; the lock is an answer, not a source."""
    lines = git(here, "status", "--porcelain", "--untracked-files=all", "--", *SOURCES).splitlines()
    return tuple(sorted({line[3:] for line in lines if not line.endswith("study.lock")}))


def installed() -> list[str]:
    """List Python and the packages of the lock as they are installed: quick, for it reads the names of folders only."""
    locked = set(re.findall(r"^([\w.-]+)==", (HERE / "requirements.lock").read_text("utf-8"), re.MULTILINE))
    found = sorted(path.stem for place in sys.path for path in Path(place).glob("*.dist-info"))
    return [platform.python_version(), *(name for name in found if plain(name.rpartition("-")[0]) in locked)]


def plain(name: str) -> str:
    """Return the name of a package as a lock spells it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that the report rests on."""
    return {"Python": platform.python_version(), **{name: version(name) for name in PACKAGES}}
