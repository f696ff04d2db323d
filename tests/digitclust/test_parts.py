"""Large data stay in their file: what is said of them is what numpy says of the whole, and memory does not grow."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from formats import DIGITS, asked, idx

from digitclust import assembly, load_study, parts, run, sources
from digitclust.methods import kmeans
from digitclust.records import InputError

GROUPS = DIGITS.target
NAMES = np.array([3, 1, 4, 5, 9, 2, 6, 8, 7, 0])
COMPACT = DIGITS.data.astype(np.uint8)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the digits for large data, of many parts."""
    monkeypatch.setattr(parts, "PART", 1000)
    monkeypatch.setattr(assembly, "LARGE", 1000)
    monkeypatch.setattr(sources, "KEPT", 1000)


@pytest.mark.usefixtures("small")
def test_parts_say_what_numpy_says_of_the_whole() -> None:
    """Means, deviations, distances, shares and counts, of numbers of one byte each."""
    means = np.stack([DIGITS.data[name == GROUPS].mean(axis=0) for name in NAMES])
    own = np.array([means[NAMES.tolist().index(label)] for label in GROUPS])
    away = ((DIGITS.data - own) ** 2).sum(axis=1)
    levels, counts = np.unique(DIGITS.data, return_counts=True)
    counted = parts.count(COMPACT, 17)

    assert len([*parts.rows(COMPACT)]) > 100
    np.testing.assert_allclose(parts.means(COMPACT, GROUPS, NAMES), means, rtol=1e-12)
    np.testing.assert_allclose(parts.spread(COMPACT), DIGITS.data.std(axis=0), rtol=1e-12)
    np.testing.assert_allclose(parts.distances(COMPACT, GROUPS, NAMES), away, rtol=1e-12)
    assert parts.share(COMPACT, 0) == (DIGITS.data == 0).mean()
    assert counted is not None
    np.testing.assert_array_equal(counted[0], levels)
    np.testing.assert_array_equal(counted[1], counts)
    np.testing.assert_array_equal(parts.histogram(COMPACT, 4, 16)[0], np.histogram(DIGITS.data, 4, (0, 16))[0])
    assert parts.count(COMPACT, 16) is None


def test_one_part_gives_the_last_bit_of_numpy() -> None:
    """So that no published number depends on the way in which parts are put together."""
    for name, mean in zip(NAMES, parts.means(DIGITS.data, GROUPS, NAMES), strict=True):
        np.testing.assert_array_equal(mean, DIGITS.data[name == GROUPS].mean(axis=0))
    np.testing.assert_array_equal(parts.spread(DIGITS.data), DIGITS.data.std(axis=0))


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("form", ["idx", "idx.gz", "npz", "packed npz"])
@pytest.mark.parametrize("transform", ["raw", "sqrt"])
@pytest.mark.parametrize("rest", ["", "[sample]\nsize = 2000\n"])
def test_large_data_are_answered_like_small_ones(tmp_path: Path, form: str, transform: str, rest: str) -> None:
    """The same digest, labels and values, from numbers of one byte in a file; also without a sample, all in memory."""
    study = f'{rest}[experiments.data]\n[experiments.reference]\ntransform = "{transform}"\n'
    here = run(load_study(asked(tmp_path, 'name = "digits"', study)))
    found = run(load_study(asked(tmp_path, written(tmp_path, form), study)))

    own = {key: value for key, value in here.values.items() if key.removeprefix("data.") not in DIGITS.facts}
    assert found.values.keys() == own.keys()
    for name, value in own.items():
        assert found.values[name] == (pytest.approx(value, rel=1e-9) if isinstance(value, float) else value), name
    for name, array in here["reference"].arrays.items():
        np.testing.assert_allclose(found["reference"].arrays[name], array, rtol=1e-9, err_msg=name)


def written(folder: Path, form: str) -> str:
    """Write the digits in one byte for each number; return what a study says of the file."""
    if "npz" in form:
        save = np.savez_compressed if form.startswith("packed") else np.savez
        save(folder / "digits.npz", data=DIGITS.images.astype(np.uint8), target=GROUPS)
        return 'name = "npz"\nfile = "digits.npz"'
    pack = gzip.compress if form.endswith("gz") else bytes
    (folder / "images").write_bytes(pack(idx(DIGITS.images.astype(np.uint8), 0x08)))
    (folder / "labels").write_bytes(pack(idx(GROUPS.astype(np.uint8), 0x08)))
    return 'name = "idx"\nimages = "images"\nlabels = "labels"'


@pytest.mark.usefixtures("small")
def test_what_was_read_stays_as_it_was_though_the_file_changes(tmp_path: Path) -> None:
    """It lies in a file without a name; that of the data may be cut off or taken away."""
    path = tmp_path / "images"
    path.write_bytes(COMPACT.tobytes())
    content = sources.buffered(path)
    path.write_bytes(b"")
    path.unlink()

    assert not isinstance(content, bytes)
    assert content[:] == COMPACT.tobytes()


@pytest.mark.usefixtures("small")
def test_what_is_wrong_is_told_with_its_row_in_the_whole(tmp_path: Path) -> None:
    """And not with that in its part."""
    wrong = DIGITS.data.astype(np.float32)
    wrong[1234, 5] = np.nan
    for number, told in ((np.nan, "nan is no number"), (-1, "a grey level below 0")):
        wrong[1234, 5] = number
        np.savez(tmp_path / "my.npz", data=wrong)
        study = load_study(asked(tmp_path, 'name = "npz"\nfile = "my.npz"\nlabels = ""'))

        with pytest.raises(InputError, match=f"row 1235, column 6: {told}"):
            run(study)


@pytest.mark.parametrize("type_", [np.float64, np.uint8, ">f4"])
def test_kmeans_leaves_mapped_data_alone(tmp_path: Path, type_: str) -> None:
    """Other processes are handed data that they must not write: the labels are the same, and so are the data."""
    given = np.tile(DIGITS.data.astype(type_), (8, 1))
    np.save(tmp_path / "data.npy", given)
    mapped = np.load(tmp_path / "data.npy", mmap_mode="r")
    asked = {"n_clusters": 10, "n_init": 1, "random_state": 0}

    np.testing.assert_array_equal(kmeans.fit(mapped, **asked).labels, kmeans.fit(given.astype(float), **asked).labels)
    np.testing.assert_array_equal(mapped, given)


def test_large_data_are_swept_side_by_side(tmp_path: Path) -> None:
    """A sweep of more than joblib copies to another process: from 1 MiB on that one maps it."""
    np.savez(tmp_path / "my.npz", data=np.tile(DIGITS.images, (2, 1, 1)), target=np.tile(GROUPS, 2))
    seeds = "[experiments.seeds]\nn_runs = 20\nrestarts = [1, 2]\nn_resamples = 100\n"
    study = load_study(asked(tmp_path, 'name = "npz"\nfile = "my.npz"', seeds))

    assert run(study, n_jobs=2).values == run(study, n_jobs=1).values


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory is Linux's")
def test_a_study_of_data_that_do_not_fit_into_memory_is_answered(tmp_path: Path) -> None:
    """A process may take 160 MiB more, and the images need 245 as float64: in parts they pass, at once they do not."""
    times = 500_000 // len(COMPACT) + 1
    (tmp_path / "images").write_bytes(idx(np.tile(DIGITS.images.astype(np.uint8), (times, 1, 1)), 0x08))
    (tmp_path / "labels").write_bytes(idx(np.tile(GROUPS.astype(np.uint8), times), 0x08))
    (tmp_path / "few").write_bytes(idx(DIGITS.images.astype(np.uint8), 0x08))
    script = """if True:
        import re, resource, sys
        from pathlib import Path
        from digitclust import load_study, run
        def answer(images, method, labels={}):
            data = {"name": "idx", "images": f"{sys.argv[1]}/{images}", **labels}
            reference = {"method": method}
            few = {"n_runs": 20, "restarts": [1, 2], "n_resamples": 100}
            asked = {"data": {}, "reference": reference, "seeds": few}
            return run(load_study({"dataset": data, "sample": {"size": 500}, "experiments": asked}), n_jobs=1)
        answer("few", "partial_kmeans:1000")  # what is imported is not counted
        taken = int(re.search(r"VmData:\\s+(\\d+)", Path("/proc/self/status").read_text("utf-8"))[1]) * 1024
        resource.setrlimit(resource.RLIMIT_DATA, (taken + 160 * 2**20, taken + 160 * 2**20))
        found = answer("images", "partial_kmeans:10000", {"labels": f"{sys.argv[1]}/labels"})
        values = found.values
        print(values["data.n_samples"], values["seeds.sample_size"], values["reference.accuracy"] > 0.5)
        answer("images", "kmeans")
    """
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=False)

    assert done.stdout == f"{times * len(COMPACT)} 500 True\n", done.stderr
    assert "Unable to allocate 245. MiB" in done.stderr
