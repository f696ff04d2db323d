"""What several tests stand on: the default study's results and its site, each made once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from digitclust import Results, Store, load_study, run

ROOT = Path(__file__).resolve().parent.parent
STUDY = ROOT / "report" / "study.toml"
TINY = """
[dataset]
name = "digits"

[experiments.data]
n_shown = 2

[experiments.reference]
n_clusters = 3
n_extremes = 2
n_confusions = 2
n_misread = 2
"""


def build(*options: object, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``python -m report build`` as a person would."""
    command = [sys.executable, "-m", "report", "build", *map(str, options)]
    known = {"PYTHONUTF8": "1", "COLUMNS": "400", **os.environ, **environment}
    return subprocess.run(command, cwd=cwd, env=known, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="session")
def results() -> Results:
    """Return the answers to the default study, computed now."""
    return run(load_study(STUDY), Store())


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the default study as a reader gets it; the lock of the checkout is left alone."""
    folder = tmp_path_factory.mktemp("whole")
    study = folder / "study.toml"
    study.write_bytes(STUDY.read_bytes())
    done = build("--study", study, "--build", folder / "build", "--site", folder / "site")
    assert done.returncode == 0, done.stderr
    return folder / "site"
