"""What stands between a fresh machine and the first report: the locks and what installs them."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from browsing import lacking
from packaging.requirements import Requirement

from report import install

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")


def locked(name: str) -> dict[str, str]:
    """Return what a lock says of each package: its line and the hashes under it."""
    entries = re.split(r"\n(?=[a-z])", (ROOT / name).read_text(encoding="utf-8"))[1:]
    return {re.split("[=<>~ ;]", entry)[0]: entry for entry in entries}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a folder that holds only what the installation needs."""
    (tmp_path / "report").mkdir()
    for name in (*LOCKS, "report/__init__.py", "report/install.py"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    return tmp_path


def run(checkout: Path) -> subprocess.CompletedProcess[str]:
    """Run the installation with an index that nobody answers for."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_CONFIG_FILE": os.devnull}
    environment = others | nowhere | {"PIP_RETRIES": "1", "PIP_NO_CACHE_DIR": "1"}
    command = [sys.executable, "-m", "report.install"]
    return subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 13), (3, 15, 0)])
def test_refuses_other_python(version: tuple[int, int, int]) -> None:
    """A Python outside 3.11 to 3.14 is refused in one line that names it."""
    with pytest.raises(install.InstallError, match=re.escape(".".join(map(str, version)))) as refusal:
        install.check_python(version)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 9)])
def test_accepts_python(version: tuple[int, int, int]) -> None:
    """Python 3.11 to 3.14 is accepted."""
    install.check_python(version)


def test_no_network(checkout: Path) -> None:
    """Without a network one line says so, the exit code is 2, and the virtual environment is kept."""
    first = run(checkout)
    made = (checkout / ".venv/pyvenv.cfg").stat().st_mtime_ns
    second = run(checkout)
    for answer in (first, second):
        assert answer.returncode == 2
        assert answer.stderr.count("\n") == 1
        assert "index cannot be reached" in answer.stderr
    assert (checkout / ".venv/pyvenv.cfg").stat().st_mtime_ns == made
    assert not list(checkout.glob(".venv/installed-*"))


def test_cut_off(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A virtual environment without pip, or in which pip was cut off, is not reused."""
    monkeypatch.setattr(install, "CUT_OFF", checkout / ".venv/unpacking")
    monkeypatch.setattr(install, "PYTHON", Path(sys.executable))
    assert install.is_sound()
    (checkout / ".venv").mkdir()
    install.CUT_OFF.touch()
    assert not install.is_sound()


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "hash differs"),
        ("ERROR: [Errno 28] No space left on device", "disk is full"),
        ("WARNING: Retrying (Retry(total=0)) after\nERROR: No matching distribution", "reached"),
        ("ERROR: Could not find a version (from versions: 1.0)\nERROR: No matching distribution", "no wheel"),
        ("a line\nsomething new\n", "something new"),
    ],
)
def test_fault(output: str, words: str) -> None:
    """Each fault is told in its own words, an unknown one in the last line of pip's."""
    assert words in install.fault(output)


def test_installed_is_asked_once(checkout: Path) -> None:
    """When the stamp fits the lock, pip is not asked, whatever the network."""
    (checkout / ".venv/bin").mkdir(parents=True)
    (checkout / ".venv/Scripts").mkdir()
    for python in ("bin/python", "Scripts/python.exe"):
        (checkout / ".venv" / python).touch()
    command = "from report import install; print(install.digest('report'), end='')"
    stamp = subprocess.check_output([sys.executable, "-c", command], cwd=checkout)
    (checkout / ".venv/installed-report").write_bytes(stamp)
    answer = run(checkout)
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")


def test_only_where_to_fetch_from_is_taken_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """A user's index and certificate reach pip; a target or a constraint does not."""
    for name in ("PIP_INDEX_URL", "PIP_CERT", "PIP_TARGET", "PIP_CONSTRAINT", "PIP_NO_BINARY"):
        monkeypatch.setenv(name, "x")
    taken = install.environment()
    assert {"PIP_INDEX_URL", "PIP_CERT"} <= taken.keys()
    assert not {"PIP_TARGET", "PIP_CONSTRAINT", "PIP_NO_BINARY"} & taken.keys()


@pytest.mark.parametrize("name", LOCKS)
def test_lock_names_versions_and_hashes(name: str) -> None:
    """Every locked package has one exact version and a hash."""
    entries = locked(name)
    assert len(entries) > 20
    for entry in entries.values():
        assert re.match(r"[a-z0-9-]+==[\w.!+]+( ; [^\\]+)? \\\n +--hash=sha256:[0-9a-f]{64}", entry), entry


@pytest.mark.parametrize("name", [*LOCKS, "tests/tools/package-lock.json", "tests/tools/lighthouse/package-lock.json"])
def test_lock_names_no_place(name: str) -> None:
    """A lock names no registry, no address and no folder of the machine that made it."""
    place = r"://|--(extra-)?index|--find-links|\"resolved\"|/home/|/tmp/"
    text = re.sub(r'^ *"url": .*$', "", (ROOT / name).read_text(encoding="utf-8"), flags=re.MULTILINE)  # whom to fund
    assert not re.search(place, text)


@pytest.mark.parametrize("name", ["tests/tools", "tests/tools/lighthouse"])
def test_a_lock_of_npm_is_in_step_with_what_is_asked_for(name: str) -> None:
    """So that npm takes it as it is."""
    if not shutil.which("npm"):
        lacking("npm", "on Debian 'apt install npm'")
    command = ["npm", "ci", "--dry-run", "--loglevel=error"]
    done = subprocess.run(command, cwd=ROOT / name, capture_output=True, encoding="utf-8", check=False)

    assert done.returncode == 0, done.stderr


def test_locks_agree() -> None:
    """No package stands in both locks, so they cannot name two versions of it."""
    assert not locked(LOCKS[0]).keys() & locked(LOCKS[1]).keys()


@pytest.mark.parametrize(("lock", "extra"), [(LOCKS[0], "report"), (LOCKS[1], "dev")])
def test_lock_follows_metadata(lock: str, extra: str) -> None:
    """The locks hold a fitting version of everything that pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    entries = locked(LOCKS[0]) | locked(lock)
    for wanted in map(Requirement, project["dependencies"] + project["optional-dependencies"][extra]):
        version = re.split("[= ]+", entries[wanted.name])[1]
        assert wanted.specifier.contains(version), f"{wanted}: {lock} has {version}; run make lock"
