"""Hold what is locked against the public list of known faults: `make audit`; needs a network.

`pip-audit` ends well where it reached no list at all, so what it says is read here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

PROGRAM = "pip-audit==2.10.1"
LOCKS = ("requirements.lock", "requirements-dev.lock", "tests/tools/requirements.lock")


def audit(uv: str) -> tuple[int, str]:
    """Ask `pip-audit`, in an environment of its own; return the exit code, and what there is to say."""
    options = ["--disable-pip", "--require-hashes", "--progress-spinner=off", "--format=json"]
    command = [uv, "tool", "run", "--from", PROGRAM, "pip-audit", *options]
    locks = [f"--requirement={lock}" for lock in LOCKS]
    done = subprocess.run([*command, *locks], capture_output=True, encoding="utf-8", check=False)
    try:
        found = json.loads(done.stdout)["dependencies"]
    except ValueError:
        last = (done.stderr.strip() or "without a word").splitlines()[-1]
        return 2, f"Nothing was checked: {PROGRAM} did not run: {last}"
    return judged(found)


def judged(packages: Sequence[dict[str, Any]]) -> tuple[int, str]:
    """Say what was found; a package that the list does not know was not checked, and so it is told."""
    checked = [package for package in packages if "skip_reason" not in package]
    if not checked:
        return (
            2,
            f"Nothing was checked: the list of known faults is not reached, or has none of {len(packages)} packages",
        )
    faults = [
        f"{package['name']} {package['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'none'}"
        for package in checked
        for fault in package["vulns"]
    ]
    summary = f"{len(checked)} of {len(packages)} packages checked, {len(faults)} known faults"
    return (1 if faults or len(checked) < len(packages) else 0), "\n".join([*faults, summary])


if __name__ == "__main__":
    code, told = audit(sys.argv[1])
    print(told)
    sys.exit(code)
