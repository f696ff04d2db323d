"""Pages of a study that asks less: what is left out leaves no gap."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from workshop import STUDY

from digitclust import Answer, Results, load_study
from report import bibliography, pages
from report.language import Language, load_language
from report.publication import load_publication
from report.stamps import Stamps
from report.templates import environment

ROOT = Path(__file__).resolve().parents[2]
PUBLICATION = load_publication(ROOT / "report" / "publication.toml")
EXPERIMENTS = tuple(load_study(STUDY).experiments)
FACTS = dict.fromkeys(
    [f"build.{name}" for name in ("title", "authors", "year", "licence", "version", "commit", "date", "python")], "x"
)
PICTURE = {"85mm": ("narrow.svg", 300, 200), "165mm": ("wide.svg", 600, 400)}
LINK = re.compile(r"\]\((\w+)\.md")


def written(results: Results, answers: Mapping[str, Answer], code: str, folder: Path) -> dict[str, str]:
    """Write the pages of one language for a study of these answers only."""
    language: Language = load_language(ROOT / "templates" / code)
    less = replace(results, answers=answers)
    plan = pages.plan(code, PUBLICATION.pages, less.answers, environment())
    references = bibliography.load(language, folder, Stamps(folder / "stamps"))
    pictures = dict.fromkeys(plan.shown("figure"), PICTURE)
    return pages.write(plan, pages.vocabulary(plan, less, language, environment(), pictures, references, FACTS, ""))


@pytest.mark.parametrize("code", PUBLICATION.languages)
@pytest.mark.parametrize("experiment", EXPERIMENTS)
def test_an_experiment_can_be_left_out(results: Results, experiment: str, code: str, tmp_path: Path) -> None:
    """Every page that is left can be filled, links to no page that is gone, and nothing shows what was not found."""
    answers = {stem: answer for stem, answer in results.answers.items() if stem != experiment}
    found = written(results, answers, code, tmp_path)

    assert {stem for text in found.values() for stem in LINK.findall(text)} <= set(found)


@pytest.mark.parametrize("code", PUBLICATION.languages)
@pytest.mark.parametrize("experiment", EXPERIMENTS)
def test_an_experiment_can_stand_alone(results: Results, experiment: str, code: str, tmp_path: Path) -> None:
    """A study of a single experiment has its page if that needs no other, and a start page."""
    found = written(results, {experiment: results[experiment]}, code, tmp_path)

    assert "index" in found
    assert {stem for text in found.values() for stem in LINK.findall(text)} <= set(found)
