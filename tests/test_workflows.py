"""What runs elsewhere may do little: actions pinned by digest, least permission; and known faults are looked for."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from workshop import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"uses: (?:\./\.github/workflows/[\w.-]+|[\w.-]+/[\w./-]+@[0-9a-f]{40} # v[\d.]+)$")
WRITES = {("publish.yml", "publish"): {"contents": "write"}}  # the job that pushes the pages


def read(path: Path) -> dict[Any, Any]:
    """Read a workflow."""
    content: dict[Any, Any] = yaml.safe_load(path.read_text("utf-8"))
    return content


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_digest(path: Path) -> None:
    """With the version that it stands for; a tag could be moved to other code."""
    lines = [line.strip().removeprefix("- ") for line in path.read_text("utf-8").splitlines() if "uses:" in line]

    assert lines
    assert [line for line in lines if not PINNED.match(line)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_only_read(path: Path) -> None:
    """But for the one job that publishes; no job leaves its right to push to the steps behind it, unless it pushes."""
    workflow = read(path)

    assert workflow["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in workflow[True], "YAML reads the key `on` as true"
    for name, job in workflow["jobs"].items():
        writes = WRITES.get((path.name, name))
        assert job.get("permissions") == writes, name
        for step in job.get("steps", ()):
            if "actions/checkout" in step.get("uses", "") and not writes:
                assert step["with"]["persist-credentials"] is False, name


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_command_is_made_of_what_a_stranger_wrote(path: Path) -> None:
    """What a run step puts together comes from our own matrix; titles and branches of others stay out of it."""
    runs = [step.get("run", "") for job in read(path)["jobs"].values() for step in job.get("steps", ())]

    assert set(re.findall(r"\$\{\{\s*(\S+)\s*\}\}", "\n".join(runs))) <= {"matrix.python"}


def test_an_audit_that_reached_nothing_says_so() -> None:
    """It does not end well, as its program does; with a list it tells faults, and packages that the list lacks."""
    spec = importlib.util.spec_from_file_location("audit", ROOT / "tests" / "tools" / "audit.py")
    assert spec
    assert spec.loader
    audit = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(audit)
    unknown = {"name": "a", "skip_reason": "not found"}
    sound = {"name": "b", "version": "1", "vulns": []}
    faulty = {"name": "c", "version": "2", "vulns": [{"id": "CVE-1", "fix_versions": ["3"]}]}

    code, told = audit.judged([unknown, unknown])
    assert (code, told.splitlines()) == (2, [told])
    assert told.startswith("Nothing was checked")
    assert audit.judged([sound]) == (0, "1 of 1 packages checked, 0 known faults")
    assert audit.judged([sound, unknown]) == (1, "1 of 2 packages checked, 0 known faults")
    assert audit.judged([sound, faulty]) == (1, "c 2: CVE-1, mended in 3\n2 of 2 packages checked, 1 known faults")
