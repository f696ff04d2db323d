"""What several tests stand on: the default study's results and its site, each made once."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings
from workshop import ROOT, STUDY, build

from digitclust import Results, Store, load_study, run
from report.fresh import Places

# A busy machine is no fault of an example: none of them is timed.
settings.register_profile("untimed", settings.default, deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which the default study is built, once for all processes of the tests.

    It is built as a reader gets it, from what the checkout remembers; the lock of the checkout is left alone.
    """
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    folder = shared / "whole"
    with FileLock(shared / "whole.lock"):
        if not folder.exists():
            folder.mkdir()
            places = Places(folder / "study.toml", folder / "build", folder / "site")
            if (remembered := ROOT / "build" / "study").is_dir():  # known by digests of all that it rests on
                shutil.copytree(remembered, places.work)
                shutil.copytree(remembered.parent / "store", places.build / "store")
            shutil.copy(STUDY, places.study)
            shutil.copy(STUDY.parent / "publication.toml", folder / "study.publication.toml")
            done = build("--study", places.study, "--build", places.build, "--site", places.site)
            assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def results(whole: Path) -> Results:
    """Return the answers to the default study, as that build computed them."""
    return run(load_study(STUDY), Store(whole / "build" / "store"))


@pytest.fixture(scope="session")
def site(whole: Path) -> Path:
    """Return the site of the default study as a reader gets it."""
    return whole / "site"
