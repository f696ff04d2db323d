"""A seeded sample of data that are too large to be worked on whole as often as an experiment wants."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from digitclust.parts import loaded
from digitclust.records import Answer, Dataset
from digitclust.study import Sample

SEED = "sample_random_state"


def draw(dataset: Dataset, sample: Sample) -> Dataset:
    """Draw a sample without replacement, in the order of the data; where there are no more images, take all."""
    n_samples = len(dataset.data)
    if n_samples <= sample.size:
        return loaded(dataset)
    rng = np.random.default_rng(sample.random_state)
    kept = np.sort(rng.choice(n_samples, sample.size, replace=False))
    target = dataset.target[kept] if dataset.labelled else dataset.target
    return replace(dataset, data=dataset.data[kept].astype(np.float64) + 0.0, target=target)


def told(drawn: Dataset, whole: Dataset, sample: Sample) -> Answer:
    """Tell of the sample, unless it is all there is."""
    if len(drawn.data) == len(whole.data):
        return Answer()
    sizes = {"sample_size": len(drawn.data), "sample_of": len(whole.data)}
    return Answer({**sizes, SEED: sample.random_state}, {SEED: "label"})
