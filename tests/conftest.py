"""What several tests stand on: the default study's results and its site, each made once."""

from __future__ import annotations

from pathlib import Path

import pytest
from workshop import STUDY, build

from digitclust import Results, Store, load_study, run


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
