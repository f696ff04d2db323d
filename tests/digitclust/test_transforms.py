"""Transforms against independent computations; the same in every process; what is out of range told in one line."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy.spatial.distance import pdist, squareform
from sklearn.datasets import load_digits

from digitclust import InputError, load_study, run
from digitclust.discover import constant, stems
from digitclust.keys import source
from digitclust.parallel import single_threaded
from digitclust.shelves import verb
from digitclust.study import SHELVES, DatasetChoice

Numbers = NDArray[np.float64]
SHELF = stems(SHELVES["transforms"])
# Small images: four features, one of them constant.
SMALL = np.array([[0.0, 3, 5, 16], [4, 0, 5, 8], [0, 0, 5, 0], [8, 9, 5, 4], [2, 1, 5, 7], [1, 6, 5, 9]])
NAMED = ("raw", "standardize", "minmax", "l2", "sqrt", "pca:2", "pca_whitened:2", "isomap:3", "tsne:0")
MATRICES = arrays(np.float64, (7, 3), elements=st.integers(0, 16).map(float))


def transformed(name: str, data: Numbers = SMALL) -> Numbers:
    """Transform data as an experiment gets them."""
    result: Numbers = single_threaded(verb("transforms", name), data)
    return result


@cache
def digits() -> Numbers:
    """Return some of the digits."""
    data: Numbers = load_digits().data[:300]
    return data


@pytest.mark.parametrize("name", NAMED)
def test_there_is_a_row_for_each_image_and_nothing_undefined(name: str) -> None:
    """A constant feature divides nothing by zero, and the data that went in stay as they are."""
    data = SMALL.copy()
    result = transformed(name, data)

    assert len(result) == len(SMALL)
    assert result.dtype == np.float64
    assert np.isfinite(result).all()
    np.testing.assert_array_equal(data, SMALL)


@given(MATRICES)
def test_standardised_features_have_mean_0_and_variance_1_unless_they_are_constant(data: Numbers) -> None:
    """A constant feature becomes 0."""
    result, varies = transformed("standardize", data), np.ptp(data, axis=0) > 0

    np.testing.assert_allclose(result.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(result.var(axis=0), varies, atol=1e-12)


@given(MATRICES)
def test_min_max_scaling_is_a_shift_and_a_stretch_to_0_and_1(data: Numbers) -> None:
    """As the formula has it; a constant feature becomes 0."""
    low, width = data.min(axis=0), np.ptp(data, axis=0)
    expected = (data - low) / np.where(width, width, 1)

    np.testing.assert_allclose(transformed("minmax", data), expected, atol=1e-12)


@given(MATRICES)
def test_l2_normalisation_keeps_directions_and_makes_lengths_1(data: Numbers) -> None:
    """An image without ink stays as it is."""
    lengths = np.sqrt((data**2).sum(axis=1, keepdims=True))

    np.testing.assert_allclose(transformed("l2", data) * lengths, data, atol=1e-12)
    np.testing.assert_allclose(np.linalg.norm(transformed("l2", data), axis=1), lengths[:, 0] > 0, atol=1e-12)


def test_the_square_root_squares_back() -> None:
    """And the root of a negative number is refused with that number."""
    np.testing.assert_allclose(transformed("sqrt") ** 2, SMALL)
    with pytest.raises(InputError, match=r"^transforms\.sqrt: .* -3$"):
        transformed("sqrt", SMALL - 3)


def test_principal_components_are_those_of_the_covariance_matrix() -> None:
    """Variances are the largest eigenvalues, coordinates the projections on their vectors, up to a sign."""
    values, vectors = np.linalg.eigh(np.cov(digits().T))
    result = transformed("pca:8", digits())
    expected = (digits() - digits().mean(axis=0)) @ vectors[:, ::-1][:, :8]

    np.testing.assert_allclose(result.var(axis=0, ddof=1), values[::-1][:8], rtol=1e-9)
    np.testing.assert_allclose(np.abs(result), np.abs(expected), atol=1e-9)


def test_all_principal_components_keep_every_distance() -> None:
    """They only turn the data."""
    np.testing.assert_allclose(pdist(transformed("pca:4")), pdist(SMALL), rtol=1e-9)


def test_whitened_components_are_the_components_with_variance_1_and_no_correlation() -> None:
    """Divided by the standard deviation with n - 1."""
    plain, white = (transformed(f"{name}:8", digits()) for name in ("pca", "pca_whitened"))

    np.testing.assert_allclose(white, plain / plain.std(axis=0, ddof=1), atol=1e-9)
    np.testing.assert_allclose(np.cov(white.T), np.eye(8), atol=1e-9)


def test_isomap_finds_the_plane_in_which_a_curved_sheet_lies() -> None:
    """Points on a quarter of a cylinder: distances in the embedding are nearly those along the sheet."""
    angle, height = (grid.ravel() for grid in np.meshgrid(np.linspace(0, np.pi / 2, 25), np.linspace(0, 1, 15)))
    data = np.column_stack([np.cos(angle), np.sin(angle), height])
    along = pdist(np.column_stack([angle, height]))

    found = pdist(transformed("isomap:8", data))
    assert np.corrcoef(found, along)[0, 1] > 0.99
    assert np.corrcoef(found, along)[0, 1] > np.corrcoef(pdist(data), along)[0, 1]


def test_isomap_is_classical_scaling_of_shortest_paths() -> None:
    """Shortest paths by Floyd and Warshall, doubly centred squares, two leading eigenvectors; up to a sign."""
    far = squareform(pdist(digits()[:60]))
    near = np.argsort(far, axis=1)[:, 1:13]
    paths = np.full_like(far, np.inf)
    for i, row in enumerate(near):
        paths[i, row] = paths[row, i] = far[i, row]
    np.fill_diagonal(paths, 0)
    for k in range(len(paths)):
        paths = np.minimum(paths, paths[:, [k]] + paths[[k]])
    center = np.eye(60) - 1 / 60
    values, vectors = np.linalg.eigh(-0.5 * center @ paths**2 @ center)

    expected = vectors[:, ::-1][:, :2] * np.sqrt(values[::-1][:2])
    np.testing.assert_allclose(np.abs(transformed("isomap:12", digits()[:60])), np.abs(expected), atol=1e-6)


def test_a_graph_in_pieces_is_told() -> None:
    """Two heaps far apart are not joined by nearest neighbours."""
    heaps = np.vstack([SMALL, SMALL + 1000])

    with pytest.raises(InputError, match=r"n_neighbors=2 the graph of neighbours falls into 2 pieces; take more$"):
        transformed("isomap:2", heaps)


def test_t_sne_keeps_neighbours() -> None:
    """Most images have their nearest neighbour in the plane of the same digit; at random it would be one in ten."""
    target = load_digits().target[:300]
    nearest = squareform(pdist(transformed("tsne:0", digits()))) + np.diag(np.full(300, np.inf))

    assert (target[nearest.argmin(axis=1)] == target).mean() > 0.9


def test_another_process_finds_the_same_to_the_last_bit() -> None:
    """With one thread for linear algebra, as every experiment has it."""
    names = ("pca:3", "pca_whitened:3", "isomap:12", "tsne:3")
    program = (
        "import sys; from sklearn.datasets import load_digits; from digitclust.parallel import single_threaded;"
        "from digitclust.shelves import verb; data = load_digits().data[:120];"
        f"made = [single_threaded(verb('transforms', name), data) for name in {names}];"
        "sys.stdout.buffer.write(b''.join(one.tobytes() for one in made))"
    )
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout

    assert b"".join(transformed(name, digits()[:120]).tobytes() for name in names) == other


def test_another_seed_gives_another_embedding() -> None:
    """The argument of t-SNE is its seed."""
    assert not np.array_equal(transformed("tsne:0", digits()[:60]), transformed("tsne:1", digits()[:60]))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("pca:5", r"^transforms\.pca: n_components must be a whole number from 1 to 4, got 5$"),
        ("pca:0", r"from 1 to 4, got 0$"),
        ("pca:two", r"from 1 to 4, got 'two'$"),
        ("pca_whitened:4", r"^transforms\.pca_whitened: n_components must be a whole number from 1 to 3, got 4$"),
        ("isomap:6", r"^transforms\.isomap: n_neighbors must be a whole number from 1 to 5, got 6$"),
        ("tsne:-1", r"^transforms\.tsne: random_state must be a whole number from 0 to 4294967295, got '-1'$"),
        ("umap:x", r"^transforms\.umap: random_state must be a whole number"),
    ],
)
def test_an_argument_out_of_range_is_told_in_one_line(name: str, told: str) -> None:
    """The line names the transform, the range, and what was given."""
    with pytest.raises(InputError, match=told):
        transformed(name)


def test_a_study_must_say_how_many_components() -> None:
    """A name without its argument is refused when the study is read."""
    with pytest.raises(InputError, match=r"'pca': which n_components\? write 'pca:' and the n_components after it$"):
        load_study({"experiments": {"reference": {"transform": "pca"}}})


def test_umap_that_is_not_installed_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """A study may name it; the report does without it."""
    monkeypatch.setitem(sys.modules, "umap", None)
    study = load_study({"experiments": {"reference": {"transform": "umap:0"}}})

    with pytest.raises(InputError, match=r"^transforms\.umap: the package umap-learn is not installed; .*pip install"):
        run(study)


def test_the_key_of_umap_knows_the_version_of_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another release makes the embedding again; what other transforms made is not touched."""
    asked: list[tuple[str, ...]] = []
    keep: Callable[..., Any] = import_module("digitclust.keys").versions

    def noted(*names: str) -> Any:
        asked.append(names)
        return keep(*names)

    monkeypatch.setattr("digitclust.keys.versions", noted)
    source(DatasetChoice(), ("transforms", "umap"))
    source(DatasetChoice(), ("transforms", "pca:2"))

    assert ["umap-learn" in names for names in asked] == [True, False]


@pytest.mark.parametrize("stem", SHELF)
def test_a_transform_cites_its_source(stem: str) -> None:
    """But for the one that does nothing."""
    text = import_module(f"digitclust.transforms.{stem}").transform.__doc__

    assert stem == "raw" or "References\n" in text
    assert constant(SHELVES["transforms"] / f"{stem}.py", "SLOW") in (None, True)
