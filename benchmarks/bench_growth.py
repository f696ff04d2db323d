"""How the time grows with images, seeds and pages."""

from __future__ import annotations

import re
import shutil
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from sklearn.datasets import load_digits

from benchmarks import watch
from benchmarks.watch import ROOT, Measure
from digitclust import Dataset, Store
from digitclust.running import Bench
from digitclust.study import DatasetChoice

QUICK = "report/quick.toml"
ASKED = ("--study", QUICK, "--no-paper")  # as `make quick` asks
PUBLICATION = ROOT / "report" / "publication.toml"


def sweep(n_images: int, n_seeds: int) -> None:
    """Cluster digits drawn with replacement and with a little noise, once for each seed, in one process."""
    rng, digits = np.random.default_rng(0), load_digits()
    drawn = rng.integers(len(digits.data), size=n_images)
    data = digits.data[drawn] + rng.normal(0, 0.5, (n_images, 64))
    bench = Bench(DatasetChoice(), Store(), lambda: None, 1)
    vars(bench)["dataset"] = Dataset("drawn", data, digits.target[drawn], (8, 8), 16)
    bench.runs("raw", "kmeans", n_clusters=10, random_states=range(n_seeds))


@pytest.mark.parametrize("n", [1000, 2000, 4000, 8000, 16000])
def bench_images(measure: Measure, n: int) -> None:
    """A sweep over a few seeds."""
    measure("a sweep over 32 seeds, by images", f"{n} images", partial(sweep, n, 32))


@pytest.mark.parametrize("n", [125, 250, 500, 1000])
def bench_seeds(measure: Measure, n: int) -> None:
    """A sweep over the images of the digits."""
    measure("a sweep over 1797 images, by seeds", f"{n} seeds", partial(sweep, 1797, n))


@pytest.mark.parametrize("n", [0, 20, 40])
def bench_pages(measure: Measure, checkout: Path, n: int) -> None:
    """The quick study with copies of a page: answers and figures are remembered, all pages are set anew."""
    copies = [f"data{number}" for number in range(n)]
    for page in [*checkout.glob("templates/*/data.md")]:
        for copy in copies:
            shutil.copyfile(page, page.with_stem(copy))
    listed = "".join(f'  "{stem}",\n' for stem in copies)
    publication = re.sub(r"(?<=^back = \[\n)", listed, PUBLICATION.read_text("utf-8"), flags=re.MULTILINE)
    (checkout / "report" / PUBLICATION.name).write_text(publication, encoding="utf-8")
    watch.build(checkout, *ASKED)

    def forget() -> None:
        for made in ("html", "pages", "stamps/html", "built.json"):
            path = checkout / "build" / "quick" / made
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    measure("the quick study, by pages", f"{n} pages more", partial(watch.build, checkout, *ASKED), 3, forget)
