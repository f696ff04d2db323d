"""Without a terminal a build speaks plain lines: each stage, and in the long one how long it will take."""

from __future__ import annotations

import pytest

from report.progress import progress


def test_the_time_left_is_told_in_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """Once for each experiment, in whole seconds, without an escape sequence."""
    with progress() as shown, shown.stage("study") as tell:
        for done in (0.0, 1.0, 2.0):
            tell("seeds", done, 81.6)
        tell("order", 60.4, 81.6)

    assert capsys.readouterr().out == "study ...\nstudy: seeds, about 82 s left\nstudy: order, about 21 s left\n"


def test_where_all_is_remembered_no_time_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """There is nothing to wait for."""
    with progress() as shown, shown.stage("study") as tell:
        tell("seeds", 0.0, 0.0)

    assert capsys.readouterr().out == "study ...\n"


def test_short_stages_tell_no_steps(capsys: pytest.CaptureFixture[str]) -> None:
    """They count files, not seconds."""
    with progress() as shown, shown.stage("figures") as tell:
        tell("confusion-ru-85mm", 3, 8)

    assert capsys.readouterr().out == "figures ...\n"


def test_every_stage_is_timed() -> None:
    """In the order in which they were."""
    with progress() as shown:
        for name in ("study", "figures"):
            with shown.stage(name):
                pass

    assert [entry.split()[0] for entry in shown.timing().split(", ")] == ["study", "figures"]
