"""Prints the article with pandoc and typst, both from their wheels and no others."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import yaml

from digitclust.records import InputError

HERE = Path(__file__).parent
FILTER, TEMPLATE = HERE / "crossref.lua", HERE / "article.typ"


def program() -> str | None:
    """Find the pandoc of the wheel."""
    found = find_spec("pypandoc")
    return shutil.which("pandoc", path=Path(str(found and found.origin)).parent / "files")


def missing() -> str:
    """Say what is not there, if anything."""
    if not program():
        return "the article needs pandoc, which the package pypandoc_binary brings"
    return "" if find_spec("typst") else "the article needs the package typst"


def version() -> str:
    """Name both programs with their versions."""
    from importlib.metadata import version as installed

    said = subprocess.run([str(program()), "--version"], capture_output=True, text=True, check=True).stdout
    return f"{said.splitlines()[0]}, typst {installed('typst')}"


def render(folder: Path, epoch: int) -> None:
    """Print both files."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch)}
    pandoc(folder, environment, "--to=typst", "--default-image-extension=svg", f"--template={TEMPLATE}")
    typeset(folder, epoch)
    date = f"--metadata=date:{dated(folder)}"  # in words, as Quarto sets it
    pandoc(folder, environment, "--to=docx", "--default-image-extension=png", "--reference-doc=reference.docx", date)


def dated(folder: Path) -> str:
    """Return the date in words, from the source."""
    front = (folder / "article.qmd").read_text("utf-8").split("---\n")[1]
    return str(yaml.safe_load(front)["date-text"])


def default(name: str) -> bytes:
    """Return a data file of pandoc's own."""
    command = [str(program()), f"--print-default-data-file={name}"]
    return subprocess.run(command, capture_output=True, check=True).stdout


def pandoc(folder: Path, environment: dict[str, str], *options: str) -> None:
    """Turn the source into one format."""
    kind = options[0].removeprefix("--to=").replace("typst", "typ")
    shared = [
        "--from=markdown",
        f"--lua-filter={FILTER}",
        "--citeproc",
        "--number-sections",
        "--fail-if-warnings",
        "--wrap=none",
    ]
    command: Sequence[str] = [str(program()), "article.qmd", *shared, *options, f"--output=article.{kind}"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise InputError(f"pandoc could not print the article: {' '.join(done.stderr.split())}")


def typeset(folder: Path, epoch: int) -> None:
    """Set the PDF, with the fonts that the wheel brings."""
    import typst

    try:
        typst.compile(
            folder / "article.typ",
            output=folder / "article.pdf",
            root=folder,
            ignore_system_fonts=True,
            pdf_standards=["ua-1", "a-2a"],  # accessible, and fit for an archive
            timestamp=epoch,
        )
    except typst.TypstError as error:
        raise InputError(f"typst could not set the article: {' '.join(str(error).split())}") from None
