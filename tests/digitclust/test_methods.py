"""Other methods: each is what its library finds, noise is nobody's, and a difference is claimed only if it is one."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.stats import binom
from sklearn.cluster import HDBSCAN, AgglomerativeClustering, KMeans, MiniBatchKMeans, SpectralClustering

from digitclust import InputError, Results, load_study, run
from digitclust.datasets import digits
from digitclust.experiments import methods
from digitclust.methods import agglomerative, gaussian_mixture, hdbscan, kmedoids, partial_kmeans, spectral
from digitclust.statistics import comparing, scores, starts
from digitclust.statistics.partitions import digest, from_labels

ONCE: dict[str, Any] = {"n_clusters": 10, "n_init": 1, "random_state": 0}
NAMES = ("kmeans", "agglomerative:ward", "agglomerative:single", "hdbscan:20", "bisecting_kmeans")


@pytest.fixture(scope="module")
def found() -> Results:
    """Return the answer for a few methods and seeds."""
    return run(load_study({"experiments": {"methods": {"methods": NAMES, "n_runs": 12}}}))


def test_methods_find_what_their_libraries_find() -> None:
    """The shelf adds no step of its own."""
    data = digits.load().data
    ward = AgglomerativeClustering(10, linkage="ward").fit(data).labels_
    cut = SpectralClustering(10, n_init=1, random_state=0, affinity="nearest_neighbors").fit(data).labels_

    np.testing.assert_array_equal(agglomerative.fit(data, **ONCE, linkage="ward").labels, ward)
    np.testing.assert_array_equal(spectral.fit(data, **ONCE).labels, cut)


def test_density_finds_what_its_library_finds_where_no_distances_are_equal() -> None:
    """Then the edges of the spanning tree have one order only."""
    groups = np.repeat([[0.0, 0.0, 0.0], [4.0, 4.0, 4.0], [9.0, 0.0, 4.0]], 150, axis=0)
    data = np.random.default_rng(0).normal(groups)
    labels = HDBSCAN(min_cluster_size=20, copy=True).fit(data).labels_

    np.testing.assert_array_equal(hdbscan.fit(data, **ONCE, min_cluster_size=20).labels, labels)
    assert set(labels) == {-1, 0, 1, 2}


def test_density_finds_the_same_on_a_processor_without_vector_instructions() -> None:
    """NumPy sorts by what the processor has, and orders equal distances otherwise with each; nothing rests on that."""
    script = """if True:
        from digitclust.datasets import digits
        from digitclust.methods import hdbscan
        found = hdbscan.fit(digits.load().data, n_clusters=10, n_init=1, random_state=0, min_cluster_size=20)
        print(found.labels.tolist())
    """
    features = importlib.import_module("numpy._core._multiarray_umath").__cpu_dispatch__
    plain = os.environ | {"NPY_DISABLE_CPU_FEATURES": " ".join(features)}
    found = subprocess.run([sys.executable, "-c", script], env=plain, capture_output=True, text=True, check=True)

    labels = hdbscan.fit(digits.load().data, **ONCE, min_cluster_size=20).labels
    assert json.loads(found.stdout) == labels.tolist()


@pytest.mark.parametrize("fit", [gaussian_mixture.fit, kmedoids.fit])
def test_a_seed_repeats_a_run(fit: Any) -> None:
    """The same seed finds the same labels; ten clusters are none too many for the digits."""
    data = digits.load().data[:400]
    one, two = fit(data, **ONCE), fit(data, **ONCE)

    np.testing.assert_array_equal(one.labels, two.labels)
    assert len(np.unique(one.labels)) == 10


def test_images_that_lie_in_a_file_are_clustered_in_parts_as_those_in_memory(tmp_path: Path) -> None:
    """As bytes on the disk: labels and centres are those of scikit-learn's own ``partial_fit`` on the same parts."""
    data = digits.load().data
    np.save(tmp_path / "digits.npy", data.astype(np.uint8))
    mapped = np.load(tmp_path / "digits.npy", mmap_mode="r")
    model = MiniBatchKMeans(10, n_init=1, random_state=0)
    for start in range(0, len(data), 500):
        model.partial_fit(data[start : start + 500])

    found = partial_kmeans.fit(mapped, **ONCE, batch_size=500)
    np.testing.assert_array_equal(found.labels, model.predict(data))
    np.testing.assert_array_equal(found.centers, model.cluster_centers_)
    assert found.inertia == pytest.approx(from_labels(data, found.labels).inertia, rel=0.05)
    assert found.inertia >= from_labels(data, found.labels).inertia


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory is Linux's")
def test_images_that_do_not_fit_into_memory_are_clustered(tmp_path: Path) -> None:
    """A process may take 128 MiB more, and the images need 244 as numbers: in parts they pass, at once they do not."""
    data = digits.load().data
    mapped = np.lib.format.open_memmap(tmp_path / "many.npy", "w+", np.uint8, (500_000, data.shape[1]))
    for start in range(0, len(mapped), len(data)):
        mapped[start : start + len(data)] = data[: len(mapped) - start]
    mapped.flush()
    script = """if True:
        import re, resource, sys
        from pathlib import Path
        import numpy as np
        from digitclust.methods import partial_kmeans
        data = np.load(sys.argv[1], mmap_mode="r")
        partial_kmeans.fit(data[:20000], n_clusters=10, n_init=1, random_state=0, batch_size=10000)  # starts threads
        taken = int(re.search(r"VmData:\\s+(\\d+)", Path("/proc/self/status").read_text("utf-8"))[1]) * 1024
        resource.setrlimit(resource.RLIMIT_DATA, (taken + 2**27, taken + 2**27))
        print(len(partial_kmeans.fit(data, n_clusters=10, n_init=1, random_state=0, batch_size=10000).labels))
        data.astype(float)
    """
    command = [sys.executable, "-c", script, str(tmp_path / "many.npy")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.stdout == "500000\n", done.stderr
    assert "Unable to allocate 244. MiB" in done.stderr


@pytest.mark.parametrize("size", [9, 1798])
def test_a_part_has_an_image_for_each_cluster_and_no_more_than_there_are(size: int) -> None:
    """One line tells the range."""
    with pytest.raises(InputError, match=rf"batch_size must be a whole number from 10 to 1797, got {size}"):
        partial_kmeans.fit(digits.load().data, **ONCE, batch_size=size)


def test_medoids_are_nearer_than_those_of_a_single_start() -> None:
    """More starts never end with a greater sum of distances."""
    data = digits.load().data[:300]
    sums = []
    for n_init in (1, 5):
        labels = kmedoids.fit(data, n_clusters=10, n_init=n_init, random_state=3).labels
        own = [data[labels == cluster] for cluster in range(10)]
        sums.append(sum(np.linalg.norm(o[:, None] - o, axis=2).sum(axis=1).min() for o in own))

    assert sums[1] <= sums[0] + 1e-9


def test_inertia_leaves_noise_out() -> None:
    """Two points about their mean at distance 1, and one that belongs to nobody."""
    partition = from_labels(np.array([[0.0], [2.0], [9.0]]), [0, 0, -1])

    assert partition.inertia == 2
    np.testing.assert_array_equal(partition.centers, [[1.0]])


@pytest.mark.parametrize(
    ("method", "message"),
    [
        ("agglomerative:median", "linkage must be one of ward, average, complete, single, got 'median'"),
        ("hdbscan:1", "min_cluster_size must be a whole number from 2 to 1797, got 1"),
        ("hdbscan:1700", "no cluster has 1700 images"),
    ],
)
def test_an_argument_out_of_range_is_told_in_one_line(method: str, message: str) -> None:
    """The line names the method and what it takes."""
    with pytest.raises(InputError, match=message):
        run(load_study({"experiments": {"methods": {"methods": ("kmeans", method), "n_runs": 2}}}))


def test_a_reference_run_with_noise_is_refused() -> None:
    """It names every image, so nothing may be left out."""
    with pytest.raises(InputError, match="hdbscan:20 leaves images out as noise"):
        run(load_study({"experiments": {"reference": {"method": "hdbscan:20"}}}))


def test_a_baseline_that_is_not_fitted_is_refused() -> None:
    """The line names it."""
    with pytest.raises(InputError, match="the baseline 'spectral' is not among the methods"):
        load_study({"experiments": {"methods": {"methods": NAMES, "baseline": "spectral"}}})


def test_noise_is_wrong_and_has_no_name() -> None:
    """Of a, a, b in a cluster and a as noise, two are right; one to one as well."""
    labels_true, labels = np.array([0, 0, 1, 0]), np.array([0, 0, 0, -1])

    assert methods.named_rightly(labels_true, labels).tolist() == [True, True, False, False]
    assert methods.hungarian(labels_true, labels) == 2


def test_a_method_without_chance_runs_once(found: Results) -> None:
    """Ward's method has one run; K-Means has twelve, and the first is the known one."""
    runs = found["methods"].tables["runs"]

    assert (runs["method"] == "agglomerative:ward").sum() == 1
    assert runs.loc[runs["method"] == "kmeans", "correct"].tolist()[0] == 1337


def test_a_run_is_known_by_its_labels_and_k_means_by_its_ties(found: Results) -> None:
    """The digest is that of what the library finds; where a method starts is known of K-Means alone."""
    data = digits.load().data
    runs = {method: own.reset_index() for method, own in found["methods"].tables["runs"].groupby("method")}
    ward = AgglomerativeClustering(10, linkage="ward").fit(data).labels_
    ties = [starts.n_ties(data, starts.starting_indices(data, 10, seed)) for seed in range(12)]

    assert runs["agglomerative:ward"]["digest"][0] == digest(ward)
    assert runs["kmeans"]["digest"][3] == digest(KMeans(10, n_init=1, random_state=3).fit(data).labels_)
    assert runs.pop("kmeans")["ties"].tolist() == ties
    assert {n for own in runs.values() for n in own["ties"]} == {starts.UNKNOWN}


def test_p_of_the_images_is_that_of_a_fair_coin() -> None:
    """Eight images are named rightly by one only, two by the other only: both tails of a fair coin thrown ten times."""
    own, base = np.array([True] * 8 + [False] * 2 + [True] * 90), np.array([False] * 8 + [True] * 92)
    answer = comparing.by_images(own, base, n_resamples=2000, random_state=0, confidence=0.95)

    assert answer["difference"] == pytest.approx(0.06)
    assert answer["p_images"] == pytest.approx(2 * binom.cdf(2, 10, 0.5))
    assert answer["difference_low"] < 0.06 < answer["difference_high"]


def test_verdicts_need_both_tests(found: Results) -> None:
    """Single linkage is worse than K-Means by any measure; every method has exactly one verdict."""
    values = found.values
    sorted_out = [*values["methods.better"], *values["methods.worse"], *values["methods.undecided"]]  # type: ignore[misc]  # tuples

    assert "agglomerative:single" in values["methods.worse"]  # type: ignore[operator]  # as above
    assert sorted(sorted_out) == sorted(set(NAMES) - {"kmeans"})


def test_wins_over_seeds_by_hand() -> None:
    """Of four pairs two are won, one is lost and one is equal: 2.5 of 4; p as the exact Mann-Whitney test has it."""
    answer = comparing.by_seeds(np.array([0.2, 0.4]), np.array([0.1, 0.4]))

    assert answer["beats"] == 2.5 / 4
    assert comparing.by_seeds(np.array([4.0, 5, 6]), np.array([1.0, 2, 3]))["p_seeds"] == pytest.approx(2 / 20)


def test_a_method_without_chance_is_tested_by_signs() -> None:
    """Nine runs of ten lie below its one number: both tails of a fair coin, whichever of the two is the baseline."""
    one, many = np.array([0.5]), np.array([0.4] * 9 + [0.6])
    expected = pytest.approx(2 * binom.cdf(1, 10, 0.5))

    assert comparing.by_seeds(one, many) == {"beats": 0.9, "p_seeds": expected}
    assert comparing.by_seeds(many, one)["p_seeds"] == expected


def test_equal_runs_tell_nothing_and_two_numbers_have_no_chance() -> None:
    """Without a difference p is 1; without chance on either side there is no p over seeds."""
    assert comparing.by_seeds(np.full(5, 0.7), np.full(5, 0.7)) == {"beats": 0.5, "p_seeds": 1.0}
    assert np.isnan(comparing.by_seeds(np.array([0.7]), np.array([0.6]))["p_seeds"])


def test_every_verdict_rests_on_both_tests(found: Results) -> None:
    """K-Means has chance in it, so each method has a p over seeds; single linkage loses to every run."""
    table = found["methods"].tables["comparisons"].set_index("method")

    assert table["p_seeds"].notna().all()
    assert table.loc["agglomerative:single", "beats"] == 0


def test_more_clusters_than_images_are_refused_in_one_line() -> None:
    """The line names the key and the range."""
    with pytest.raises(InputError, match=r"methods\.n_clusters: 5000 clusters .* from 2 to 1797$"):
        run(load_study({"experiments": {"methods": {"n_clusters": 5000, "n_runs": 2}}}))


def test_noise_is_never_counted_as_a_cluster() -> None:
    """Where each image has to be named it is refused, in one line where a study can ask for it."""
    with pytest.raises(ValueError, match="belong to no cluster"):
        scores.contingencies([0, 0, 1], np.array([[0, 0, -1]]))
    with pytest.raises(InputError, match=r"images\.method: hdbscan:20 leaves images out as noise"):
        run(load_study({"experiments": {"images": {"method": "hdbscan:20", "n_runs": 2}}}))
