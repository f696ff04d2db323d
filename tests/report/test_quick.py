"""The small study for a first look: valid, a part of the default one, and of no consequence for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from workshop import ROOT, STUDY

from digitclust import load_study
from report import fresh
from report.__main__ import places
from report.fresh import Places, inputs
from report.provenance import Origin

QUICK = ROOT / "report" / "quick.toml"


def test_the_quick_study_asks_less_than_the_default_one() -> None:
    """The same data, fewer experiments, and no option is greater or names more."""
    quick, whole = load_study(QUICK), load_study(STUDY)

    assert quick.dataset == whole.dataset
    assert set(quick.experiments) < set(whole.experiments)
    for stem, options in quick.experiments.items():
        for name, value in options.model_dump().items():
            asked = getattr(whole.experiments[stem], name)
            assert value <= asked if isinstance(value, int | float) else set(value) <= set(asked), f"{stem}.{name}"


def test_it_has_a_place_of_its_own_and_goes_by_our_title() -> None:
    """Its site is site-quick/, and without publication data of its own it borrows the report's."""
    where = places(QUICK, None, None)

    assert where.site.name == "site-quick"
    assert where.publication == ROOT / "report" / "publication.toml"


def test_an_answer_to_another_study_makes_no_build_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The locks of the studies beside each other are answers, not sources; a study file is a source."""
    monkeypatch.setattr(fresh, "HERE", tmp_path)
    monkeypatch.setattr(fresh, "installed", list)
    (tmp_path / "report").mkdir()
    for name in ("study.toml", "publication.toml", "study.lock"):
        (tmp_path / "report" / name).write_text(name, encoding="utf-8")
    where = Places(tmp_path / "report" / "study.toml", tmp_path / "build", tmp_path / "site")
    before = inputs(where, Origin("", None, 0, ()))

    (tmp_path / "report" / "quick.lock").write_text("answer", encoding="utf-8")
    assert inputs(where, Origin("", None, 0, ())) == before
    where.study.write_text("another question", encoding="utf-8")
    assert inputs(where, Origin("", None, 0, ())) != before
