"""Figures of classes with long names: nothing lies upon anything else."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from itertools import combinations

import numpy as np
import pytest
from formats import DIGITS
from matplotlib.axes import Axes
from matplotlib.text import Text
from workshop import ROOT

from digitclust import Results, load_study, run
from report import drawing
from report.language import load_language

FIGURES = ("class_means", "class_sizes", "confusion", "contingency", "recall_precision", "centroids", "extremes")
N_CLASSES = 15


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Return what is found in fifteen classes whose names have twenty letters of Cyrillic."""
    path = tmp_path_factory.mktemp("long") / "my.npz"
    labels = (DIGITS.target + 10 * (np.arange(len(DIGITS.target)) % 2))[DIGITS.target < 5]
    names = [f"очень длинное имя {label:02}" for label in np.unique(labels, return_inverse=True)[1]]
    np.savez(path, data=DIGITS.images[DIGITS.target < 5], target=np.array(names))
    dataset = {"name": "npz", "file": str(path)}
    return run(load_study({"dataset": dataset, "experiments": {"data": {}, "reference": {}}}), n_jobs=1)


def labels(axes: Axes) -> Iterator[list[Text]]:
    """List the labels along each axis that can be seen."""
    for axis in (axes.xaxis, axes.yaxis):
        yield [label for label in axis.get_ticklabels() if label.get_visible() and label.get_text()]


@pytest.mark.parametrize("width", ["165mm", "180mm"])
@pytest.mark.parametrize("stem", FIGURES)
def test_long_labels_do_not_overlap(results: Results, stem: str, width: str) -> None:
    """At the width of a page; what is too long is cut, and tables have it whole."""
    with drawing.styled(width):
        draw = import_module(f"report.figures.{stem}").draw
        figure = draw(results, load_language(ROOT / "templates" / "ru"), drawing.WIDTHS[width])
        figure.draw_without_rendering()
        figure.draw_without_rendering()
        for axes in figure.axes:
            for along in labels(axes):
                boxes = [label.get_window_extent().shrunk(0.9, 0.9) for label in along]
                assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


def test_a_long_label_is_cut_and_a_short_one_stays() -> None:
    """Line ends are blanks."""
    assert drawing.short("two\nlines") == "two lines"
    assert drawing.short("Schraubenschlüssel 12") == "Schraubenschlüs\N{HORIZONTAL ELLIPSIS}"
    assert drawing.upright(["7", "10"]) == (0, 0.0)
    assert drawing.upright(["four"])[0] == 90
