"""Many seeds, many orders: the experiments on few of them, against the single run and against doing it by hand."""

from __future__ import annotations

import hashlib
import tomllib

import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.datasets import load_digits

from digitclust import InputError, Results, load_study, run
from digitclust.statistics import scores, starts
from digitclust.statistics.partitions import digest
from report.proof import lock

FEW = {
    "reference": {},
    "seeds": {"n_runs": 40, "restarts": [1, 4, 10], "n_resamples": 200},
    "order": {"n_runs": 40, "n_orders": 12, "n_checked": 12},
}
DIGITS = load_digits()


@pytest.fixture(scope="module")
def few() -> Results:
    """Return the answers for few seeds and orders, computed in this process."""
    return run(load_study({"experiments": FEW}), n_jobs=1)


def test_seed_0_is_the_reference_run(few: Results) -> None:
    """The first row of the runs repeats the reference run: labels, scores, inertia, iterations, digits lost."""
    row, values = few["seeds"].tables["runs"].iloc[0], few.values

    for name in ("correct", "accuracy", "accuracy_hungarian", "n_iter", "inertia"):
        assert row[name] == values[f"reference.{name}"], name
    assert row["ari"] == pytest.approx(values["reference.ari"], abs=1e-12)
    assert str(values["reference.labels_digest"]).startswith(row["digest"])
    assert row["labels_lost"] == " ".join(map(str, values["reference.labels_lost"]))  # type: ignore[arg-type]  # labels
    assert (row["correct"], row["ties"]) == (1337, 0)


def test_a_row_is_what_its_seed_gives(few: Results) -> None:
    """A seed free of ties, run by hand, has the scores and the digest of its row."""
    table = few["seeds"].tables["runs"]
    for row in table[table["ties"] == 0].head(4).to_dict("records"):
        model = KMeans(10, n_init=1, random_state=row["random_state"]).fit(DIGITS.data)
        counts = scores.contingencies(DIGITS.target, model.labels_[None])

        assert row["correct"] == scores.correct(counts).item()
        assert hashlib.sha256(model.labels_.astype("<i8").tobytes()).hexdigest().startswith(row["digest"])


def test_the_starting_centres_are_handed_on(few: Results) -> None:
    """The array ``starts`` holds for each seed the images with which K-Means begins."""
    begun = few["seeds"].arrays["starts"]

    assert begun.shape == (40, 10)
    assert begun[7].tolist() == starts.starting_indices(DIGITS.data, 10, 7).tolist()


def test_the_tables_tell_of_the_same_runs(few: Results) -> None:
    """Humps, lost sets and optima each count every run once; shares are those of the counts."""
    tables, values = few["seeds"].tables, few.values

    for name in ("humps", "lost_sets", "optima"):
        assert tables[name]["n"].sum() == 40, name
    assert values["seeds.n_optima"] == tables["runs"]["optimum"].nunique()
    assert values["seeds.n_below"] == (tables["runs"]["correct"] < 1337).sum()
    assert values["seeds.n_tied"] == (tables["runs"]["ties"] > 0).sum()
    assert tables["lost"]["lost"].sum() == tables["runs"]["n_labels_lost"].sum()


def test_the_middle_of_humps_does_not_overlap(few: Results) -> None:
    """A hump ends before the next begins, and holds its mode."""
    table = few["seeds"].tables["humps"]

    assert (table["accuracy_high"].to_numpy()[:-1] < table["accuracy_low"].to_numpy()[1:]).all()
    assert (table["accuracy_low"] <= table["accuracy"]).all()
    assert (table["accuracy"] <= table["accuracy_high"]).all()


def test_most_seeds_meet_a_tie(few: Results) -> None:
    """About 69 in a hundred seeds do; 3 standard deviations of 40 draws are 22 in a hundred."""
    assert few.number("seeds.share_tied") == pytest.approx(0.69, abs=0.22)


def test_an_order_is_the_same_images_under_the_same_seed(few: Results) -> None:
    """An order that meets no tie, by hand: shuffled, clustered with seed 0, named."""
    checked = 0
    for row in few["order"].tables["orders"].to_dict("records"):
        places = np.random.default_rng([0, row["order"]]).permutation(len(DIGITS.data))
        shuffled = DIGITS.data[places]

        assert row["ties"] == starts.n_ties(shuffled, starts.starting_indices(shuffled, 10, 0))
        if row["ties"] == 0:
            model = KMeans(10, n_init=1, random_state=0).fit(shuffled)
            counts = scores.contingencies(DIGITS.target[places], model.labels_[None])
            checked += 1

            assert row["correct"] == scores.correct(counts).item()
            assert row["digest"] == digest(model.labels_)
    assert checked


def test_only_runs_with_ties_are_settled_otherwise(few: Results) -> None:
    """The table of settled ties lists the seeds that meet some; what moved the count moved an image."""
    seeds, ties = few["seeds"].tables["runs"].head(12), few["order"].tables["ties"]

    assert ties["random_state"].tolist() == seeds.loc[seeds["ties"] > 0, "random_state"].tolist()
    assert ties["ties"].tolist() == seeds.loc[seeds["ties"] > 0, "ties"].tolist()
    assert (ties["moved"] | (ties["correct_first"] == ties["correct_last"])).all()


def test_the_tie_that_is_shown_is_one(few: Results) -> None:
    """Both centres are exactly as far from the image as is told."""
    image, *centers = few["order"].arrays["tie"]

    for center in centers:
        assert ((image - center) ** 2).sum() == few.values["order.tie_distance"]
    assert not np.array_equal(*centers)


def test_seed_0_is_followed_to_its_end_without_a_tie(few: Results) -> None:
    """Its way has as many iterations as scikit-learn says, and no two distances come near each other."""
    assert few.values["order.n_iter"] == few.values["reference.n_iter"] == 19
    assert few.values["order.reference_ties"] == 0
    assert few.number("order.gap") < 1e6 < few.number("order.rounding")


def test_the_lock_has_a_line_for_each_run(few: Results) -> None:
    """A reviewer reads what each seed gives, and whether it may differ elsewhere."""
    text = lock.text(few)
    line = next(line for line in text.splitlines() if line.startswith("0 = "))

    assert line.startswith("0 = [1337, 0.744018, 0.706177, 0.615354, 1171289.22,")
    assert line.endswith(", 0]")
    assert len(tomllib.loads(text)["seeds"]["runs"]) == 40
    assert len(tomllib.loads(text)["order"]["orders"]) == 12
    assert lock.columns(text)["seeds.runs"] == ["correct", "accuracy", "accuracy_hungarian", "ari", "inertia",
                                                "digest", "ties"]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n_runs": 30, "restarts": [1, 2], "reference_random_state": 30}, r"reference_random_state: 30 .* 0 to 29"),
        ({"n_runs": 30, "restarts": [1, 31]}, r"restarts: .* of 30 runs"),
        ({"n_runs": 30, "restarts": [0, 3]}, r"restarts: .* of 30 runs"),
    ],
)
def test_what_the_number_of_runs_does_not_allow_is_refused(options: dict[str, object], message: str) -> None:
    """One line names the key."""
    with pytest.raises(InputError, match=rf"^experiments.seeds.{message}"):
        run(load_study({"experiments": {"seeds": options}}))
