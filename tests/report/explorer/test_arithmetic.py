"""The arithmetic of the explorer, in a real browser, held against scikit-learn and numpy."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from browsing import until
from exploring import READY
from playwright.sync_api import Browser, Page
from sklearn.cluster import KMeans

from digitclust import Results
from digitclust.datasets import digits

RUN = """seeds => { const { images, lloyd } = digitclust;
  const problem = lloyd.problem(images.pixels, images.n, images.nFeatures);
  return seeds.map(seed => { const found = lloyd.run(problem, images.startsOf(seed));
    return { labels: Array.from(found.labels), inertia: found.inertia, steps: found.nSteps }; }); }"""


@pytest.fixture(scope="module")
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Open the explorer once for all that only computes."""
    page = browser.new_page()
    page.goto(f"{address}en/explorer/")
    until(page, READY)
    yield page
    page.close()


def fit(seed: int) -> KMeans:
    """Cluster as the study does."""
    return KMeans(10, n_init=1, random_state=seed).fit(digits.load().data)


def test_the_reference_run_is_scikit_learns_to_the_last_label(page: Page) -> None:
    """Labels, inertia and number of iterations of seed 0."""
    (found,) = page.evaluate(RUN, [0])
    wanted = fit(0)

    assert found["labels"] == wanted.labels_.tolist()
    assert found["inertia"] == pytest.approx(wanted.inertia_, rel=1e-12)
    assert found["steps"] == wanted.n_iter_


@pytest.mark.prove
def test_a_hundred_seeds_without_ties_end_in_scikit_learns_labels(page: Page, results: Results) -> None:
    """Computed in the browser from the published starts, and fitted here anew."""
    checks = results["explorer"].tables["checks"]
    seeds = checks["random_state"][checks["ties"] == 0].head(100).tolist()

    assert len(seeds) == 100
    for seed, found in zip(seeds, page.evaluate(RUN, seeds), strict=True):
        assert found["labels"] == fit(seed).labels_.tolist(), seed


def test_the_digest_in_the_script_is_the_published_one(page: Page, results: Results) -> None:
    """SHA-256 of the standard's own example, and of the reference run's labels."""
    example = page.evaluate("digitclust.digest.sha256(new TextEncoder().encode('abc'))")

    assert example == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (
        page.evaluate("digitclust.runs.of(digitclust.state.get()).digest")
        == results["seeds"].tables["runs"]["digest"][0]
    )


def test_the_page_has_the_data_as_they_are(page: Page, results: Results) -> None:
    """Every pixel, every true digit, every start, and the maps to a thousandth of their width."""
    dataset = digits.load()
    given = page.evaluate(
        "({ pixels: Array.from(digitclust.images.pixels), digits: Array.from(digitclust.images.digits) })"
    )
    answer = results["explorer"]

    assert given["pixels"] == dataset.data.astype(int).ravel().tolist()
    assert given["digits"] == dataset.target.tolist()
    assert page.evaluate("digitclust.images.startsOf(999)") == answer.arrays["starts"][999].tolist()
    for name, points in zip(("pca-2", "tsne-0"), answer.arrays["coordinates"], strict=True):
        x = np.array(page.evaluate(f"Array.from(digitclust.images.maps['{name}'].x)"))
        span = float(np.ptp(points, axis=0).max())
        assert np.abs((x - x[0]) - (points[:, 0] - points[0, 0]) / span).max() < 0.002


def test_a_new_seed_draws_the_same_images_everywhere(page: Page) -> None:
    """The generator is Marsaglia's xorshift128; k-means++ and chance choose different images, each once."""
    x, y, z, w = 123456789 + 5, 362436069, 521288629, 88675123
    drawn = []
    for _ in range(66):
        t = (x ^ (x << 11)) & 0xFFFFFFFF
        x, y, z, w = y, z, w, (w ^ (w >> 19) ^ t ^ (t >> 8)) & 0xFFFFFFFF
        drawn.append(w / 2**32)

    assert (
        page.evaluate("(() => { const next = digitclust.starts.generator(5); return [next(), next()]; })()")
        == drawn[-2:]
    )
    for how in ("plusPlus", "random"):
        starts = page.evaluate(f"digitclust.runs.of({{ start: '{how}', seed: 5, k: 20 }}).starts")
        assert len(set(starts)) == 20


def test_distances_are_those_of_the_centres(page: Page) -> None:
    """To the own centre and to the next, as numpy computes them."""
    model, image = fit(0), digits.load().data[5]
    wanted = np.sort(np.linalg.norm(model.cluster_centers_ - image, axis=1))
    found = page.evaluate(
        """() => { const { runs, state, images } = digitclust;
        return runs.distances(runs.now(state.get()).frame, images.of(5)).map(one => one.distance); }"""
    )

    assert found == pytest.approx(wanted.tolist(), rel=1e-9)
