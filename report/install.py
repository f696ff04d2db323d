"""Make .venv and install what the locks name: python3 -m report.install [--dev].

It needs nothing but Python, and parses in 3.6, so that a Python too old is told so.
"""

import argparse
import contextlib
import hashlib
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from subprocess import DEVNULL, PIPE, STDOUT
from typing import Dict, Iterable, Sequence

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOG = VENV / "install.log"
CUT_OFF = VENV / "unpacking"  # stands while pip writes packages: left behind, it tells of a pip cut off
LOCKS = {"report": ["requirements.lock"], "dev": ["requirements.lock", "requirements-dev.lock"]}

PIP = "install --require-hashes --no-deps --only-binary :all: --progress-bar off --no-input"
# What a user may set of pip: where to fetch from, and how. Other settings would change what is installed.
PIP_MAY = """INDEX_URL EXTRA_INDEX_URL FIND_LINKS NO_INDEX PROXY CERT CLIENT_CERT TRUSTED_HOST CONFIG_FILE
    KEYRING_PROVIDER TIMEOUT DEFAULT_TIMEOUT RETRIES RESUME_RETRIES CACHE_DIR NO_CACHE_DIR"""

# What went wrong, as the output tells it; the first that fits.
FAULTS = (
    ("DO NOT MATCH THE HASHES", "a downloaded package is not the one that the lock names: its hash differs"),
    (r"No space left|not enough space|Disk quota|Errno (28|122)\b", "the disk is full"),
    ("Permission denied|Access is denied|Read-only file", "a file or folder cannot be written"),
    (r"Retrying \(|Connection|timed out|from versions: none", "the package index cannot be reached"),
    ("No matching distribution", "a locked package has no wheel for this Python and system"),
    ("ensurepip|No module named", "its venv module is missing (Debian, Ubuntu: apt install python3-venv)"),
)


class InstallError(Exception):
    """What keeps the packages from being installed, in one line."""


def check_python(version: Sequence[int]) -> None:
    """Refuse a Python that the project is not made for."""
    if not (3, 11) <= tuple(version[:2]) <= (3, 14):
        found = ".".join(str(part) for part in version[:3])
        raise InstallError(
            f"Python 3.11 to 3.14 is needed, this is {found}. Name another: make report PYTHON=/path/to/it"
        )


def fault(output: str) -> str:
    """Return the words for what the output tells; its last line when that is nothing known."""
    known = [words for pattern, words in FAULTS if re.search(pattern, output, re.IGNORECASE)]
    return (known + output.strip().splitlines()[-1:] + ["no reason given"])[0]


def digest(name: str) -> str:
    """Return what a stamp holds: the Python's version and the digest of the locks."""
    locks = b"".join((ROOT / lock).read_bytes() for lock in LOCKS[name])
    return "{}.{} {}\n".format(*sys.version_info[:2], hashlib.sha256(locks).hexdigest())


def is_installed(name: str) -> bool:
    """Tell whether the stamp of an earlier run fits the locks."""
    stamp = VENV / f"installed-{name}"
    return PYTHON.exists() and not CUT_OFF.exists() and stamp.exists() and stamp.read_text() == digest(name)


def wait_for_others() -> None:
    """Hold .venv alone: until now, another run or a process left by a killed one may be writing there.

    The processes started from here inherit the hold: it lasts as long as any of them. Windows has none.
    """
    VENV.mkdir(exist_ok=True)
    with contextlib.suppress(ImportError):
        import fcntl

        folder = os.open(str(VENV), os.O_RDONLY)
        os.set_inheritable(folder, True)
        fcntl.flock(folder, fcntl.LOCK_EX)


def is_sound() -> bool:
    """Tell whether .venv can be kept: of this Python, with a pip that runs, nothing in it cut off."""
    if CUT_OFF.exists() or not PYTHON.exists():
        return False
    tell = "import pip, sys; print(sys.version_info[:2])"
    told = subprocess.run([str(PYTHON), "-I", "-c", tell], stdout=PIPE, stderr=DEVNULL)
    return told.stdout.decode().strip() == str(sys.version_info[:2])


def make_venv() -> None:
    """Make .venv anew unless it is sound; never with the Python inside it, which would be deleted."""
    if is_sound():
        return
    print("Making .venv", flush=True)
    python = getattr(sys, "_base_executable", None) or sys.executable
    command = [python, "-I", "-m", "venv", "--clear", str(VENV)]
    made = subprocess.run(command, stdout=PIPE, stderr=STDOUT, close_fds=False)
    if made.returncode:
        raise InstallError(".venv cannot be made: " + fault(made.stdout.decode(errors="replace")))


def environment() -> Dict[str, str]:
    """Return the environment for pip, without the settings that would change what it installs."""
    may = {f"PIP_{setting}" for setting in PIP_MAY.split()}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_") or name in may}
    return dict(kept, PIP_USER="0", PIP_DISABLE_PIP_VERSION_CHECK="1")


def show(done: int, total: int, what: str) -> None:
    """Show how far pip is: one line rewritten on a terminal, a line now and then elsewhere."""
    if sys.stdout.isatty():
        print(f"\rInstalling {done} of {total} packages: {what:30.30}", end="", flush=True)
    elif done % 25 == 0 or done == total:
        print(f"Installing {done} of {total} packages", flush=True)


def follow(lines: Iterable[str], total: int) -> None:
    """Copy pip's lines to the log, counting the packages in them."""
    done = 0
    with LOG.open("w", encoding="utf-8") as log:
        for line in lines:
            log.write(line)
            package = re.match("(?:Collecting|Ignoring|Requirement already satisfied:) ([^=: ]+)", line)
            if package:
                done += 1
                show(done, total, package.group(1))
            elif line.startswith("Installing collected packages"):
                CUT_OFF.touch()
                show(total, total, "unpacking")


def run_pip(name: str) -> int:
    """Install the locks into .venv and return pip's exit code; pip ends when this does."""
    command = [str(PYTHON), "-I", "-m", "pip", *PIP.split()]
    command += [word for lock in LOCKS[name] for word in ("-r", str(ROOT / lock))]
    locked = "\n".join((ROOT / lock).read_text() for lock in LOCKS[name])
    total = len(re.findall(r"^\S+==", locked, re.MULTILINE))
    pip = subprocess.Popen(
        command, env=environment(), close_fds=False, stdout=PIPE, stderr=STDOUT, encoding="utf-8", errors="replace"
    )
    try:
        follow(pip.stdout or (), total)
    except BaseException:
        pip.terminate()
        raise
    finally:
        pip.wait()
    return pip.returncode


def install(name: str) -> None:
    """Bring .venv to what the locks name and leave a stamp of them."""
    start = time.monotonic()
    make_venv()
    failed = run_pip(name)
    print(end="\n" if sys.stdout.isatty() else "", flush=True)
    if failed:
        reason = fault(LOG.read_text(encoding="utf-8"))
        raise InstallError(f"{reason}. Details: .venv/install.log. The next try goes on from here.")
    if CUT_OFF.exists():
        CUT_OFF.unlink()
    for stamp in sorted({"report", name}):
        (VENV / f"installed-{stamp}").write_text(digest(stamp))
    print(f"Installed in {time.monotonic() - start:.0f} s", flush=True)


def main(arguments: Sequence[str]) -> int:
    """Install unless that is done; return 0, or 2 after one line that says what is wrong."""
    parser = argparse.ArgumentParser(prog="python3 -m report.install", description="Install what is locked.")
    parser.add_argument("--dev", action="store_true", help="also what the tests and linters need")
    name = "dev" if parser.parse_args(arguments).dev else "report"
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        check_python(sys.version_info[:3])
        wait_for_others()
        if is_installed(name):
            (VENV / f"installed-{name}").touch()  # newer than the locks, so that make asks no more
        else:
            install(name)
    except (InstallError, OSError) as error:
        reason = error if isinstance(error, InstallError) else fault(str(error))
        print(f"Not installed: {reason}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped. The next try goes on from here.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
