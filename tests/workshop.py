"""What several tests work with: where the checkout is, a tiny study, and a build as a person runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STUDY = ROOT / "report" / "study.toml"
TINY = """
[dataset]
name = "digits"

[experiments.data]
n_shown = 2

[experiments.reference]
n_clusters = 3
n_extremes_shown = 2
n_confusions_shown = 2
n_misread_shown = 2
"""


def build(*options: object, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``python -m report build`` as a person would."""
    command = [sys.executable, "-m", "report", "build", *map(str, options)]
    known = {"PYTHONUTF8": "1", "COLUMNS": "400", **os.environ, **environment}
    return subprocess.run(command, cwd=cwd, env=known, capture_output=True, encoding="utf-8", check=False)
