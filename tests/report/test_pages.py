"""Pages of a study that asks less: what is left out leaves no gap."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from workshop import PUBLICATION, STUDY, written

from digitclust import Results, load_study

EXPERIMENTS = tuple(load_study(STUDY).experiments)
LINK = re.compile(r"\]\((\w+)\.md")


@pytest.mark.parametrize("code", PUBLICATION.languages)
@pytest.mark.parametrize("experiment", EXPERIMENTS)
def test_an_experiment_can_be_left_out(results: Results, experiment: str, code: str) -> None:
    """Every page that is left can be filled, links to no page that is gone, and nothing shows what was not found."""
    answers = {stem: answer for stem, answer in results.answers.items() if stem != experiment}
    found = written(replace(results, answers=answers), code)

    assert {stem for text in found.values() for stem in LINK.findall(text)} <= set(found)


@pytest.mark.parametrize("code", PUBLICATION.languages)
@pytest.mark.parametrize("experiment", EXPERIMENTS)
def test_an_experiment_can_stand_alone(results: Results, experiment: str, code: str) -> None:
    """A study of a single experiment has its page if that needs no other, and a start page."""
    found = written(replace(results, answers={experiment: results[experiment]}), code)

    assert "index" in found
    assert {stem for text in found.values() for stem in LINK.findall(text)} <= set(found)


@pytest.mark.parametrize("code", PUBLICATION.languages)
def test_without_the_explorer_no_page_speaks_of_it(results: Results, code: str) -> None:
    """The start page and the seeds lead to it where it is there, and nowhere else."""
    without = replace(results, answers={stem: answer for stem, answer in results.answers.items() if stem != "explorer"})
    linking = [
        {stem for stem, text in written(known, code).items() if "explorer" in LINK.findall(text)}
        for known in (results, without)
    ]

    assert {"index", "seeds"} <= linking[0]
    assert linking[1] == set()


@pytest.mark.parametrize("code", PUBLICATION.languages)
def test_a_choice_of_larger_data_is_told(results: Results, code: str) -> None:
    """The explorer says how many images there are, and with which seed some were chosen; of all it says nothing."""
    answer = results["explorer"]
    fewer = replace(answer, values={**answer.values, "n_shown": 120, "choice_random_state": 4321})
    known = replace(results, answers={**results.answers, "explorer": fewer})

    assert "4321" in written(known, code)["explorer"]
    assert "4321" not in written(results, code)["explorer"]


@pytest.mark.parametrize("code", PUBLICATION.languages)
def test_data_that_do_not_say_how_they_were_made_have_an_explorer_too(results: Results, code: str) -> None:
    """What is drawn is made small as the digits were, and the page claims that of no other data."""
    answer = results["data"]
    facts = {"n_writers", "n_writers_all", "bitmap_size", "block_size"}
    known = replace(answer, values={key: value for key, value in answer.values.items() if key not in facts})
    others = replace(results, answers={**results.answers, "data": known})
    ours, theirs = (re.sub("<[^>]+>", "", written(which, code)["explorer"]) for which in (results, others))

    assert "32×32" in ours
    assert "32×32" not in theirs
    assert "8×8" in theirs
