"""Replace the published site whole or not at all."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from digitclust.records import InputError

AT_FDCWD = -100
RENAME_EXCHANGE = 2
UNSUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Tell a disk without room or an unwritable folder as bad input, in one line."""
    try:
        yield
    except shutil.Error as error:  # copytree collects what went wrong, one entry per file
        raise InputError(f"cannot write {folder}: {error.args[0][0][2]}") from error
    except OSError as error:
        raise InputError(f"cannot write {error.filename or folder}: {error.strerror or error}") from error


@contextmanager
def alone(build: Path, site: Path, tell: Callable[[str], object]) -> Iterator[None]:
    """Hold the folder of generated things and the site's place alone; who comes second says that it waits, and waits.

    Always in that order, so that no two builds wait for each other.
    """
    with held(build, build / "lock", tell), held(site, beside(site, "lock"), tell):
        yield


@contextmanager
def held(place: Path, file: Path, tell: Callable[[str], object]) -> Iterator[None]:
    """Hold a place by the lock of a file."""
    with writing(place):
        file.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(file)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            tell(f"Another build is at work in {place}: waiting for it to end")
            lock.acquire()
    try:
        yield
    finally:
        lock.release()


def claim(site: Path) -> None:
    """Refuse a place that a report cannot or may not take, before any work is done for it."""
    if site.is_symlink():
        raise InputError(f"cannot write {site}: it is a link; name the folder that it points to")
    if site.exists() and not site.is_dir():
        raise InputError(f"cannot write {site}: it is not a folder")
    if site.absolute().parent.name == "v" and (site / "manifest.json").is_file():
        raise InputError(f"cannot write {site}: a released version is never written again")
    if site.is_mount():
        raise InputError(f"cannot write {site}: something is mounted there; name a folder below it")
    if site.is_dir() and any(site.iterdir()) and not (site / "manifest.json").is_file():
        raise InputError(f"cannot write {site}: it holds files that are no report; name another folder")


def staging_for(site: Path) -> Path:
    """Make an empty folder beside the site, on the same disk, so that one move can publish it.

    What a killed build left behind is put right first.
    """
    staging, aside = beside(site, "next"), beside(site, "last")
    with writing(staging):
        site.parent.mkdir(parents=True, exist_ok=True)
        if aside.exists() and not site.exists():
            aside.rename(site)
        for leftover in (staging, aside):
            remove(leftover)
        staging.mkdir()
    return staging


def exchange(staging: Path, site: Path) -> None:
    """Put the staged folder in the site's place; what stood there is deleted afterwards.

    Raises
    ------
    InputError
        If it cannot be moved; the old site is then untouched.
    """
    with writing(site):
        if not site.exists():
            staging.rename(site)
        elif not swap(staging, site):
            replace_in_two_steps(staging, site)
    for leftover in (staging, beside(site, "last")):
        with suppress(OSError):  # the new site stands: what cannot be deleted now is deleted by the next build
            remove(leftover)


def swap(first: Path, second: Path) -> bool:
    """Exchange two folders in one step of the system (Linux, renameat2); False where there is none."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(AT_FDCWD, os.fsencode(first), AT_FDCWD, os.fsencode(second), RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in UNSUPPORTED:
        return False
    raise OSError(number, os.strerror(number), str(second))


def replace_in_two_steps(staging: Path, site: Path) -> None:
    """Move the old site aside, the new one in; back again if the second move fails."""
    aside = beside(site, "last")
    remove(aside)
    site.rename(aside)
    try:
        staging.rename(site)
    except OSError:
        aside.rename(site)
        raise


def beside(site: Path, name: str) -> Path:
    """Name a hidden neighbour of the site's folder."""
    site = site.absolute()
    return site.with_name(f".{site.name}.{name}")


def remove(folder: Path) -> None:
    """Delete a folder if it is there, also where it was made read-only; what cannot be deleted is told by its place."""
    if not folder.exists():
        return
    with suppress(PermissionError):
        folder.chmod(0o700)
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            remove(path)
        else:
            path.unlink()
    folder.rmdir()
