"""How sure the accuracy is: each interval does what it says, and chance gives what chance gives."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import binom
from sklearn.cluster import KMeans
from sklearn.datasets import load_digits
from sklearn.metrics import adjusted_rand_score
from sklearn.metrics.pairwise import euclidean_distances

from digitclust import InputError, Results, load_study, run
from digitclust.experiments import uncertainty
from digitclust.statistics import chance, starts
from digitclust.statistics.naming import Contingency, contingency
from digitclust.statistics.partitions import digest
from digitclust.statistics.proportions import percentiles

SMALL = {"n_resamples": 4000, "n_reclusterings": 20, "n_runs": 20, "n_permutations": 200}


@pytest.fixture(scope="module")
def found() -> Results:
    """Return the answer of a small study."""
    return run(load_study({"experiments": {"uncertainty": SMALL, "reference": {"metrics": ("ari",)}}}))


def table(*counts: list[int]) -> Contingency:
    """Make a contingency table, a list for each class."""
    return Contingency(np.arange(len(counts)), np.arange(len(counts[0])), np.array(counts))


def test_the_run_is_the_reference_run(found: Results) -> None:
    """The same count, the same adjusted Rand index, and the same Wilson interval."""
    values = found.values

    assert values["uncertainty.correct"] == values["reference.correct"] == 1337
    assert values["uncertainty.ari"] == pytest.approx(values["reference.ari"], abs=1e-12)
    assert values["uncertainty.wilson_low"] == pytest.approx(values["reference.accuracy_low"], abs=1e-12)
    assert values["uncertainty.wilson_high"] == pytest.approx(values["reference.accuracy_high"], abs=1e-12)


def test_with_names_kept_the_bootstrap_is_the_binomial(found: Results) -> None:
    """The right names of a resample are as many as heads of a coin: quantiles agree with those of the binomial."""
    low, high = (float(binom.ppf(level, 1797, 1337 / 1797)) / 1797 for level in (0.025, 0.975))

    # A 2.5 % quantile of 4000 draws has a standard error of about 0.0004; five of them.
    assert found.number("uncertainty.names_fixed_low") == pytest.approx(low, abs=0.002)
    assert found.number("uncertainty.names_fixed_high") == pytest.approx(high, abs=0.002)


@pytest.mark.parametrize("method", uncertainty.FORMULAS)
def test_a_formula_covers_the_share_as_often_as_it_promises(method: str) -> None:
    """Over 2000 samples of 60: near the level for Wilson, never below it for Clopper and Pearson."""
    hits = np.random.default_rng(0).binomial(60, 0.75, size=2000)
    ends = {int(k): uncertainty.FORMULAS[method](int(k), 60, 0.9) for k in np.unique(hits)}
    covered = np.mean([ends[int(k)][0] <= 0.75 <= ends[int(k)][1] for k in hits])

    # Counts are discrete: Wilson's coverage wavers by some hundredths. Four standard errors of the simulation: 0.027.
    assert 0.9 - (0.05 if method == "wilson" else 0.027) < covered < 0.96


def test_naming_again_never_loses(found: Results) -> None:
    """In each resample the mode fits at least as well as the old name, so on average too."""
    options = uncertainty.Options(n_resamples=300)
    draws = uncertainty.resampled(table([5, 3, 1], [4, 3, 2]), options)

    assert (draws["renamed"] >= draws["names_fixed"]).all()
    assert (draws["renamed"] > draws["names_fixed"]).any()
    assert found.number("uncertainty.renaming_gain") >= 0


def test_pure_clusters_leave_nothing_to_chance() -> None:
    """Where every cluster holds a single digit, every resample is named rightly."""
    draws = uncertainty.resampled(table([5, 0], [0, 7]), uncertainty.Options(n_resamples=100))

    assert {float(share) for own in draws.values() for share in own} == {1.0}


def test_random_clusters_are_shuffled_labels(found: Results) -> None:
    """Mean accuracy and mean index agree with labels shuffled here; sizes of classes and clusters stay."""
    rng = np.random.default_rng(1)
    true, labels = np.repeat([0, 1, 2], [30, 20, 10]), np.repeat([0, 1, 2, 3], [24, 6, 15, 15])
    null = chance.permuted(contingency(true, labels), 2000, np.random.default_rng(0))
    shuffled = [rng.permutation(labels) for _ in range(2000)]
    hits = [contingency(true, own).counts.max(axis=0).sum() for own in shuffled]
    mine = null.max(axis=1).sum(axis=1)

    # Five standard errors of the difference of both means.
    assert mine.mean() == pytest.approx(np.mean(hits), abs=5 * np.std(hits) * (2 / 2000) ** 0.5)
    assert (null.sum(axis=2) == [30, 20, 10]).all()
    assert (null.sum(axis=1) == [24, 6, 15, 15]).all()
    assert abs(np.mean([adjusted_rand_score(true, own) for own in shuffled[:500]])) < 0.02
    assert abs(found.number("uncertainty.chance_ari_mean")) < 0.001


def test_no_random_clusters_come_near_the_run(found: Results) -> None:
    """The p-value is then the least there is: the run among itself and the partitions."""
    assert found.values["uncertainty.n_chance_reached"] == 0
    assert found.number("uncertainty.p_value") == pytest.approx(1 / 201)
    assert found.number("uncertainty.chance_highest") < 0.2


def test_an_image_goes_to_the_nearest_centre() -> None:
    """As distances that scikit-learn computes say."""
    rng = np.random.default_rng(0)
    data, centers = rng.normal(size=(50, 3)), rng.normal(size=(4, 3))

    assert (uncertainty.nearest(data, centers) == euclidean_distances(data, centers).argmin(axis=1)).all()


def test_a_resample_leaves_out_what_was_not_drawn(found: Results) -> None:
    """An image escapes all draws with a chance of about 1/e: of 1797 about 661, give or take 20 or so."""
    rows = found["uncertainty"].tables["reclusterings"]

    assert rows["n_left_out"].between(661 - 100, 661 + 100).all()
    assert rows["random_state"].is_unique
    assert rows["accuracy_left_out"].between(0.5, 0.95).all()


def test_a_resample_is_known_by_its_own_clusters_and_ties(found: Results) -> None:
    """Drawn here again and clustered with the seed of its row: the digest, and the ties among the images drawn."""
    data = load_digits().data
    for row in found["uncertainty"].tables["reclusterings"].head(4).to_dict("records"):
        rng = np.random.default_rng([0, uncertainty.CLUSTERINGS, row["resample"]])
        drawn = data[rng.integers(len(data), size=len(data))]
        model = KMeans(10, n_init=1, random_state=row["random_state"]).fit(drawn)

        assert row["digest"] == digest(model.labels_)
        assert row["ties"] == starts.n_ties(drawn, starts.starting_indices(drawn, 10, row["random_state"]))


def test_every_draw_is_in_its_distribution(found: Results) -> None:
    """The bars that figures show hold as many draws as were made."""
    tables = found["uncertainty"].tables
    counted = tables["distributions"].groupby("interval")["n"].sum()
    drawn = tables["intervals"].set_index("interval")["draws"]

    assert counted.to_dict() == drawn[drawn > 0].to_dict()


def test_percentiles_hold_the_middle_part() -> None:
    """Of 0 to 100 the middle nine tenths lie from 5 to 95."""
    assert percentiles(np.arange(101), 0.9) == pytest.approx((5, 95))


@pytest.mark.parametrize(("options", "message"), [({"n_clusters": 1000}, r"n_clusters: resamples of .* choose")])
def test_what_cannot_be_is_refused_in_one_line(options: dict[str, Any], message: str) -> None:
    """More clusters than a resample has different images."""
    with pytest.raises(InputError, match=message):
        run(load_study({"experiments": {"uncertainty": options}}))
