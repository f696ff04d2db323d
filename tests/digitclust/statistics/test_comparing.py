"""Tests of paired differences and corrections: by hand, against SciPy and every choice of signs, and in simulation."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import wilcoxon

from digitclust.statistics.comparing import by_images, holm, signed_rank

P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=12)


def test_signed_ranks_by_hand() -> None:
    """Differences 3, -1, 2, 4: ranks 3, 1, 2, 4; nine of ten are positive and one negative."""
    p_value, rank_biserial = signed_rank([3, -1, 2, 4])

    assert rank_biserial == pytest.approx(0.8)
    assert p_value == pytest.approx(4 / 16)  # rank sums of 1 or less, or 9 or more, of sixteen choices of signs


@given(st.lists(st.integers(-30, 30), min_size=1, max_size=8, unique_by=abs))
def test_the_p_value_counts_every_choice_of_signs(differences: list[int]) -> None:
    """Of all signs that chance could give, the share that is at least as far from balance; without ties."""
    kept = np.array([d for d in differences if d != 0])
    if kept.size:
        ranks = np.abs(kept).argsort().argsort() + 1
        seen = abs((ranks * np.sign(kept)).sum())
        every = [abs(np.dot(ranks, signs)) for signs in product((-1, 1), repeat=len(ranks))]

        assert signed_rank(differences)[0] == pytest.approx(np.mean(np.array(every) >= seen))


@given(st.lists(st.integers(-9, 9), min_size=40, max_size=60).filter(lambda values: np.count_nonzero(values) > 20))
def test_the_p_value_is_that_of_scipy_and_the_effect_changes_its_sign_with_the_differences(values: list[int]) -> None:
    """Ties and differences of zero included; the effect lies between -1 and 1."""
    rest = [value for value in values if value]
    (p_value, effect), (same, other) = signed_rank(values), signed_rank([-value for value in values])

    assert p_value == pytest.approx(wilcoxon(rest).pvalue)
    assert p_value == pytest.approx(same)
    assert effect == pytest.approx(-other)
    assert -1 <= effect <= 1


def test_no_difference_is_no_evidence() -> None:
    """All differences zero, or zero but for the last bit."""
    assert signed_rank([0, 0, 0]) == (1.0, 0.0)
    assert signed_rank([0.1 + 0.2 - 0.3, 0.0]) == (1.0, 0.0)


def test_differences_that_are_equal_but_for_the_last_bit_share_their_rank() -> None:
    """0.3 - 0.1 and 0.4 - 0.2 differ in floating point: up and down, they balance."""
    assert signed_rank([0.3 - 0.1, 0.2 - 0.4])[1] == 0


def test_holm_by_hand() -> None:
    """Of 0.01, 0.04, 0.03 the least is taken three times, the next twice, the greatest once, and none falls back."""
    assert holm([0.01, 0.04, 0.03]).tolist() == pytest.approx([0.03, 0.06, 0.06])


@given(P_VALUES)
def test_holm_rejects_what_its_steps_reject(p_values: list[float]) -> None:
    """From the least on, each p-value is held against level / number of those left, until one is too great."""
    adjusted = holm(p_values)
    for level in (0.01, 0.05, 0.2):
        rejected = np.zeros(len(p_values), dtype=bool)
        for left, place in zip(range(len(p_values), 0, -1), np.argsort(p_values, kind="stable"), strict=True):
            if p_values[place] * left > level:
                break
            rejected[place] = True

        np.testing.assert_array_equal(adjusted <= level, rejected)


@given(P_VALUES)
def test_holm_lies_between_no_correction_and_bonferroni(p_values: list[float]) -> None:
    """It never lowers a p-value, nor does it raise one above its multiple, nor above 1."""
    adjusted, given_ = holm(p_values), np.array(p_values)

    assert (adjusted >= given_).all()
    assert (adjusted <= np.minimum(1, len(p_values) * given_) + 1e-15).all()


def test_among_five_tests_of_nothing_one_in_twenty_families_has_a_false_alarm() -> None:
    """200 families of five tests on differences that are symmetric about zero; three standard errors above 0.05."""
    rng = np.random.default_rng(1)
    alarms = [min(holm([signed_rank(rng.normal(size=25))[0] for _ in range(5)])) <= 0.05 for _ in range(200)]

    assert np.mean(alarms) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 200)


def test_the_interval_of_a_difference_covers_it_at_about_its_rate() -> None:
    """Of 400 images one in ten is named rightly by the first alone, one in twenty by the other alone; 400 draws."""
    rng, hits = np.random.default_rng(0), 0
    for draw in range(400):
        who = rng.choice(3, size=400, p=[0.1, 0.05, 0.85])
        found = by_images(who != 1, who != 0, n_resamples=400, random_state=draw, confidence=0.9)
        hits += found["difference_low"] <= 0.05 <= found["difference_high"]

    # Four standard errors of the simulation: 0.06.
    assert hits / 400 == pytest.approx(0.9, abs=0.06)
