"""Prints the article with Quarto, where it is installed: ``pip install quarto-cli``, or from quarto.org."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from digitclust.records import InputError


def missing() -> str:
    """Say what is not there, if anything."""
    return "" if shutil.which("quarto") else "the print engine 'quarto' is named, but no program quarto is on the PATH"


def version() -> str:
    """Name the program with its version."""
    said = subprocess.run(["quarto", "--version"], capture_output=True, text=True, check=True).stdout
    return f"Quarto {said.strip()}"


def render(folder: Path, epoch: int) -> None:
    """Print both files: typst makes the PDF."""
    for kind in ("typst", "docx"):
        quarto(folder, epoch, kind)


def quarto(folder: Path, epoch: int, kind: str) -> None:
    """Print one format; the source says all the rest."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch)}
    command = ["quarto", "render", "article.qmd", "--to", kind]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise InputError(f"quarto could not print the article: {' '.join(done.stderr.split())}")
