"""The report on data without labels, and on features that are no images: what needs them is gone without a gap."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from formats import DIGITS
from sklearn.datasets import load_iris
from workshop import build

pytestmark = pytest.mark.prove
STUDY = """
[experiments.data]

[experiments.reference]
n_clusters = 3

[experiments.stability]
n_clusters = 3
n_runs = 6
n_compared = 4
n_resamples = 20

[experiments.seeds]
n_clusters = 3
n_runs = 20
restarts = [1, 4]
n_resamples = 100

[experiments.n_clusters]
most = 5
n_runs = 3
n_references = 2
n_resamples = 20
"""
LABELLED = {"accuracy", "confusion", "findings", "labels", "lesson", "seeds"}  # pages that need labels
TAG = re.compile(r"<script.*?</script>|<style.*?</style>|<[^>]+>", re.DOTALL)


def built(folder: Path, dataset: str) -> str:
    """Build a study in both languages and return what was said; that no link is dead the build sees itself."""
    (folder / "my.toml").write_text(f"[dataset]\n{dataset}\n{STUDY}", encoding="utf-8")
    places = ("--study", folder / "my.toml", "--build", folder / "build", "--site", folder / "site")
    done = build(*places, "--no-paper")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def pages(folder: Path, code: str) -> dict[str, str]:
    """Return each page's text by its stem, but for the study file and what is not of this data."""
    found = {}
    for path in (folder / "site" / code).rglob("index.html"):
        article = re.search(r"<article.*</article>", path.read_text("utf-8"), re.DOTALL)
        assert article, path
        found[path.parent.relative_to(folder / "site" / code).as_posix()] = TAG.sub(" ", article[0])
    return found


@pytest.fixture(scope="module")
def unlabelled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return the folder of a study of images that nobody has labelled, and what the build said."""
    folder = tmp_path_factory.mktemp("unlabelled")
    np.savez(folder / "my.npz", data=DIGITS.images[:200])
    return folder, built(folder, 'name = "npz"\nfile = "my.npz"\nlabels = ""')


@pytest.fixture(scope="module")
def flowers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return the same of the irises of scikit-learn: four measured features."""
    folder, bunch = tmp_path_factory.mktemp("flowers"), load_iris()
    table = pd.DataFrame(bunch.data, columns=bunch.feature_names).assign(kind=bunch.target_names[bunch.target])
    table.to_csv(folder / "my.csv", index=False)
    return folder, built(folder, 'name = "table"\nfile = "my.csv"')


@pytest.mark.parametrize(
    ("code", "word"), [("en", "true label|accurac|purity|digit"), ("ru", "истинн|верных|чистот|цифр")]
)
def test_without_labels_no_page_speaks_of_them(unlabelled: tuple[Path, str], code: str, word: str) -> None:
    """Neither page nor sentence; one line said what was left out."""
    folder, said = unlabelled
    found = pages(folder, code)

    assert "left out for lack of labels: seeds\n" in said
    assert {"index.html", "."} & set(found)
    assert {"data", "clustering", "centroids", "n_clusters", "stability"} <= set(found)
    assert not LABELLED & set(found)
    for stem, text in found.items():
        if stem not in ("references", "reproduce"):
            assert not re.findall(f".{{0,50}}(?:{word}).{{0,50}}", text.lower()), stem


@pytest.mark.parametrize(
    ("code", "word"), [("en", "pixel|image|picture|grey level"), ("ru", "пиксел|изображени|картинк|серого")]
)
def test_of_features_no_page_speaks_as_of_images(flowers: tuple[Path, str], code: str, word: str) -> None:
    """They are observations; titles of sources are excepted, and tools that are called so."""
    found = pages(flowers[0], code)

    assert "lesson" not in found
    assert "figures/averages" in found
    assert "figures/centroids" not in found
    for stem, text in found.items():
        if stem not in ("references", "reproduce", "cite") and not stem.startswith("figures"):
            prose = re.split("Sources|Источники", text)[0].lower()
            assert not re.findall(f".{{0,50}}(?:{word}).{{0,50}}", prose), stem


def test_a_list_of_sources_holds_what_is_cited_alone(flowers: tuple[Path, str]) -> None:
    """Those who collected the digits are cited by nobody else."""
    text = pages(flowers[0], "en")["references"]

    assert "Lloyd" in text
    assert "Alpaydin" not in text
