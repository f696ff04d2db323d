"""Large data: most experiments work on a stated, seeded sample; the data themselves and the reference run are whole."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from formats import DIGITS
from workshop import written

from digitclust import InputError, Results, load_study, run, sampling
from digitclust.keys import key
from digitclust.running import Bench
from digitclust.store import Store
from digitclust.study import DatasetChoice, Sample

EXPERIMENTS: dict[str, Any] = {
    "data": {},
    "reference": {},
    "seeds": {"n_runs": 20, "restarts": [1, 4], "n_resamples": 100},
}
SIZE, SEED = 613, 3
NOTED = {"ru": "По случайной подвыборке", "en": "A sample of the images"}


def answered(**sample: int) -> Results:
    """Answer a small study, on a sample of that size and seed if one is given."""
    return run(load_study({"experiments": EXPERIMENTS} | ({"sample": sample} if sample else {})), n_jobs=1)


@pytest.fixture(scope="module")
def sampled() -> Results:
    """Return a study of the digits on a sample."""
    return answered(size=SIZE, random_state=SEED)


@pytest.fixture(scope="module")
def whole() -> Results:
    """Return the same study on all digits."""
    return answered()


def test_no_more_images_than_the_size_are_taken_as_they_are(whole: Results) -> None:
    """The same values as without a sample, and none that tells of one."""
    assert answered(size=len(DIGITS.data)).values == whole.values


def test_an_experiment_that_takes_all_images_is_left_alone(sampled: Results, whole: Results) -> None:
    """Data and reference run have the values that they have without a sample."""
    for stem in ("data", "reference"):
        assert sampled[stem].values == whole[stem].values


def test_the_others_work_on_the_sample_and_tell_so(sampled: Results) -> None:
    """Size, of how many, and seed; each run is that of the images drawn, in the order of the data."""
    told = {name: sampled.values[f"seeds.{name}"] for name in ("sample_size", "sample_of", "sample_random_state")}
    drawn = sampling.draw(DIGITS, Sample(size=SIZE, random_state=SEED))
    own = Bench(DatasetChoice(), Store(), lambda: None, 1).fit(
        "kmeans", drawn.data, n_clusters=10, n_init=1, random_state=7
    )

    assert told == {"sample_size": SIZE, "sample_of": len(DIGITS.data), "sample_random_state": SEED}
    assert sampled.values["seeds.n_samples"] == SIZE
    assert sampled["seeds"].tables["runs"]["inertia"][7] == own.inertia


def test_a_sample_holds_images_of_the_data_once_each_in_their_order() -> None:
    """Data and labels belong together; another seed draws others, the same seed the same."""
    places = np.arange(len(DIGITS.data))
    marked = replace(DIGITS, data=places[:, None].astype(float), target=places)
    one, again, other = (sampling.draw(marked, Sample(size=SIZE, random_state=seed)) for seed in (0, 0, 1))

    assert len(one.target) == SIZE
    assert (np.diff(one.target) > 0).all()
    np.testing.assert_array_equal(one.data[:, 0], one.target)
    np.testing.assert_array_equal(one.target, again.target)
    assert not np.array_equal(one.target, other.target)


def test_data_without_labels_are_drawn_too() -> None:
    """They stay without."""
    drawn = sampling.draw(replace(DIGITS, target=DIGITS.target[:0]), Sample(size=SIZE))

    assert len(drawn.data) == SIZE
    assert not drawn.labelled


def test_an_answer_depends_on_the_sample_only_where_it_works_on_it() -> None:
    """The key of the seeds changes with size and seed of the sample, that of the reference run does not."""
    samples: tuple[dict[str, int], ...] = ({}, {"size": 600}, {"size": 700}, {"size": 600, "random_state": 1})
    studies = [load_study({"experiments": EXPERIMENTS} | ({"sample": sample} if sample else {})) for sample in samples]

    assert len({key(study, "seeds") for study in studies}) == len(samples)
    assert len({key(study, "reference") for study in studies}) == 1


@pytest.mark.parametrize("code", ["ru", "en"])
def test_every_page_that_tells_of_the_sample_says_so(sampled: Results, whole: Results, code: str) -> None:
    """Those with a value of an experiment on a sample, once, with sizes and seed; no other page, and none without."""
    noted = {stem: text for stem, text in written(sampled, code).items() if NOTED[code] in text}

    assert {"seeds", "findings", "index"} <= set(noted)
    assert not {"data", "clustering", "centroids", "confusion"} & set(noted)
    for text in noted.values():
        assert text.count(NOTED[code]) == 1
        told = text[text.index(NOTED[code]) :].partition("\n\n")[2].partition("\n\n")[0]
        assert all(f'value="{number}"' in told for number in (SIZE, len(DIGITS.data), SEED))
    assert not any(NOTED[code] in text for text in written(whole, code).values())


def test_a_sample_too_small_to_tell_anything_is_refused() -> None:
    """In one line."""
    with pytest.raises(InputError, match=r"^study: sample\.size: .*greater than or equal to 100, got 5$"):
        load_study({"sample": {"size": 5}, "experiments": EXPERIMENTS})
