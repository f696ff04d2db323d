"""Findings: chosen by the results, so that other results would have them say other things."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from workshop import PUBLICATION, written

from digitclust import Results
from digitclust.records import Value
from report.findings import load_findings

# What would have to be found for a finding to say the opposite, and what is then no longer said in either language.
OPPOSITE: dict[str, tuple[Mapping[str, Value], tuple[str, str]]] = {
    "inertia_misleads": (
        {"seeds.discordant_low": -0.01, "seeds.best_worse_than": 0.1},
        ("of all pairs", "пар запусков"),
    ),
    "truth_left": ({"yardsticks.start_moved": 0.0, "yardsticks.n_below_classes": 3}, ("walks away", "уходит")),
    "seed_lottery": ({"seeds.share_below": 0.9}, ("below the middle", "ниже середины")),
    "narrow_interval": (
        {"uncertainty.share_seeds_within": 0.94, "uncertainty.reclustered_ratio": 1.1},
        ("leaves most", "молчит"),
    ),
    "releases": ({"releases.last_correct": 1426}, ("neither by itself", "ни то ни другое")),
    "more_clusters": (
        {"n_clusters.accuracy_at_most": 0.5, "n_clusters.accuracy_hungarian_at_most": 0.9},
        ("rises", "вырастет"),
    ),
    "restarts": ({"seeds.accuracy_max": 0.75}, ("out of its sight", "не найти")),
    "pure_not_stable": ({"stability.least_jaccard": 0.9, "stability.least_seeds": 0.9}, ("and yet", "и всё же")),
    "lost_digits": ({"reference.n_labels_lost": 0}, ("no cluster bears", "ни один кластер")),
    "row_order": ({"order.accuracy_max": 0.1}, ("give anything", "дают доли")),
    "how_many": ({"n_clusters.n_hits": 4}, ("in dispute", "спорят")),
    "few_labels": ({"images.n_enough": 0}, ("are enough", "довольно")),
    "never_right": ({"images.n_never": 0}, ("in none", "ни при одном")),
    "methods": ({"methods.n_better": 0}, ("these do better", "справляются")),
    "single_seeds": ({"preprocessing.n_pairs": 0}, ("is contradicted", "противоречат")),
}


def told(results: Results, code: str) -> dict[str, str]:
    """Return what the page of findings says, finding by finding, as plain words."""
    text = written(results, code)["findings"].replace("\u00a0", " ")
    parts = text.split("{#finding-")
    titles = [part.rpartition("\n## ")[2] for part in parts[:-1]]
    bodies = dict(part.split("}", 1) for part in parts[1:])
    return {stem: title + body for title, (stem, body) in zip(titles, bodies.items(), strict=True)}


def changed(results: Results, values: Mapping[str, Value]) -> Results:
    """Put other values in the place of some that were found."""
    answers = dict(results.answers)
    for name, value in values.items():
        stem, _, own = name.partition(".")
        assert own in answers[stem].values, name
        answers[stem] = replace(answers[stem], values={**answers[stem].values, own: value})
    return replace(results, answers=answers)


def test_every_finding_has_an_opposite_below() -> None:
    """None is told whatever the results are."""
    assert list(load_findings()) == list(OPPOSITE)


@pytest.mark.parametrize("code", PUBLICATION.languages)
def test_every_finding_is_told_with_its_figure_and_its_values(results: Results, code: str) -> None:
    """By the default study, in the order of the list."""
    found = told(results, code)

    assert list(found) == list(load_findings())
    for stem, text in found.items():
        assert f"#fig-{load_findings()[stem].figure}" in text
        assert "<code>" in text


@pytest.mark.parametrize("code", PUBLICATION.languages)
def test_other_results_would_have_every_finding_say_something_else(results: Results, code: str) -> None:
    """What each claims today is gone when the results are the opposite ones."""
    opposite = changed(results, {name: value for values, _ in OPPOSITE.values() for name, value in values.items()})
    today, then = (told(each, code) for each in (results, opposite))
    claims = {stem: both[("en", "ru").index(code)] for stem, (_, both) in OPPOSITE.items()}

    assert [stem for stem, claim in claims.items() if claim not in today[stem]] == []
    assert [stem for stem, claim in claims.items() if claim in then[stem]] == []
