"""Files that data are read from: where they lie, what may be read, how large they may become, what they hold."""

from __future__ import annotations

import gzip
import hashlib
import mmap
import os
import tempfile
import zlib
from functools import cache
from pathlib import Path
from typing import IO, Annotated, Any, BinaryIO

from pydantic import BaseModel, BeforeValidator, ValidationInfo

from digitclust.records import InputError

# What is packed may become so many times larger, or this large in any case: the digits of MNIST become five times
# larger, while a file made to fill a memory becomes a thousand times larger.
RATIO = 100
FREE = 2**24
KEPT = 2**24  # bytes of a file that are kept in memory
DISK = "/var/tmp" if Path("/var/tmp").is_dir() else None  # where there is such a folder, /tmp may be memory
CHUNK = 2**20  # bytes that are read in one go
GZIP = b"\x1f\x8b"
Content = bytes | mmap.mmap


def located(path: Any, info: ValidationInfo) -> Path:
    """Return the path of a file or folder: what is relative is so to the study file."""
    if not isinstance(path, str | Path) or not str(path) or "\0" in str(path):
        raise ValueError("it should be the path of a file or folder")
    return Path((info.context or {}).get("folder", "")) / path


File = Annotated[Path, BeforeValidator(located)]


def read(path: Path, within: Path | None = None) -> bytes:
    """Read a file whole into memory, unpacked if it is gzipped; see ``buffered``."""
    return bytes(buffered(path, within, mapped=False))


def buffered(path: Path, within: Path | None = None, *, mapped: bool = True) -> Content:
    """Read a file whole, unpacked if it is gzipped; what is large is mapped, unless that is not wanted.

    Parameters
    ----------
    path : Path
        The file.
    within : Path, optional
        The folder out of which no link may lead; that of the file if not given.
    mapped : bool
        Whether what is large may lie on the disk, see ``spooled``.

    Raises
    ------
    InputError
        When there is no such file, it is empty, a link leads elsewhere, or it unpacks to far more than its size.
    """
    with demand(path, within).open("rb") as file:
        packed = file.peek(len(GZIP)).startswith(GZIP)
        content = unpack(file, path, mapped) if packed else spooled(file, mapped)
    if not len(content):
        raise InputError(f"{path}: the file is empty")
    return content


def spooled(file: IO[bytes] | gzip.GzipFile, mapped: bool, most: int | None = None) -> Content:
    """Read to the end, or until there is more than that; what is large is mapped from a nameless file.

    That lies where ``TMPDIR`` says, so it takes no memory if that is on a disk. Nobody can change it, and when nobody
    uses it any more it is gone.
    """
    keep = KEPT if mapped else 0  # which is no limit
    with tempfile.SpooledTemporaryFile(keep, dir=os.environ.get("TMPDIR", DISK)) as aside:
        while chunk := file.read(CHUNK):
            aside.write(chunk)
            if most is not None and aside.tell() > most:
                break
        size = aside.tell()
        aside.seek(0)
        return mmap.mmap(aside.fileno(), 0, access=mmap.ACCESS_READ) if 0 < keep < size else aside.read()


def demand(path: Path, within: Path | None = None) -> Path:
    """Return a path to a file, or tell that there is none, or that a link leads to where nothing may be read."""
    if path.is_symlink() and not inside(path, within or path.parent):
        raise InputError(f"{path}: a link that leads out of its folder is not followed; name the file itself")
    if not path.is_file():
        raise InputError(f"{path}: {'a folder, not a file' if path.is_dir() else 'there is no such file'}")
    return path


def inside(path: Path, folder: Path) -> bool:
    """Tell whether a path, all links followed, lies in a folder."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a link that leads in a circle
        return False


def members(folder: Path) -> list[Path]:
    """List the files in a folder and in the folders in it, sorted; hidden ones are left out.

    Raises
    ------
    InputError
        When there is no such folder, or a link leads out of it.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: {'a file, not a folder' if folder.exists() else 'there is no such folder'}")
    seen = [p for p in [*folder.glob("*"), *folder.glob("*/*")] if not p.name.startswith(".")]
    for path in seen:
        if not inside(path, folder):
            raise InputError(f"{path}: a link that leads out of the folder is not followed")
    return sorted(path for path in seen if path.is_file() and not path.parent.name.startswith("."))


def limit(packed: int) -> int:
    """Return how many bytes something of that size may become when it is unpacked."""
    return max(FREE, RATIO * packed)


def bounded(size: int, packed: int, where: str) -> None:
    """Refuse what says that it will be far larger than it is now."""
    if size > limit(packed):
        raise InputError(f"{where}: {packed} bytes would become {size}, which is refused; unpack it yourself")


def unpack(packed: BinaryIO, path: Path, mapped: bool) -> Content:
    """Unpack gzip, but never to more than is allowed."""
    size = os.fstat(packed.fileno()).st_size
    try:
        with gzip.open(packed) as file:
            content = spooled(file, mapped, limit(size))
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise InputError(f"{path}: cannot be unpacked: {error}") from None
    if len(content) > limit(size):
        raise InputError(f"{path}: {size} bytes become more than {limit(size)}, which is refused; unpack it yourself")
    return content


def identity(options: BaseModel) -> dict[str, Any]:
    """Return what answers depend on: the options, and for each path its name and what lies there, not its place."""
    given = {name: getattr(options, name) for name in type(options).model_fields}
    return {name: contents(value) if isinstance(value, Path) else value for name, value in given.items()}


def contents(path: Path) -> list[list[str]]:
    """Return name and SHA-256 of a file, or of all files in a folder."""
    if path.is_dir():
        return [[file.relative_to(path).as_posix(), sha256(file)] for file in members(path)]
    return [[path.name, sha256(demand(path))]]


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, read again only if it has changed."""
    state = path.stat()
    return hashed(path, (state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino))


@cache
def hashed(path: Path, state: tuple[int, ...]) -> str:  # noqa: ARG001  # a file in another state is another file
    """Hash a file that is in a state."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
