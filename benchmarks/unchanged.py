"""What a build costs that has nothing to do: processor time against its limit, and against the build before it."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 0.5  # seconds of processor time
RUNS = 7


def spent(*options: str) -> float:
    """Build, and return the processor time that it took with all its processes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "report", "build", *options]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Build once from nothing, then several times unchanged, and print what it cost."""
    with tempfile.TemporaryDirectory() as folder:
        options = ("--build", f"{folder}/build", "--site", f"{folder}/site")
        cold, unchanged = spent(*options), [spent(*options) for _ in range(RUNS)]
    middle = statistics.median(unchanged)
    print(f"from nothing  {cold:6.2f} s of processor time")
    print(f"unchanged     {middle:6.2f} s, median of {RUNS} ({min(unchanged):.2f} to {max(unchanged):.2f})")
    print(
        f"              {middle / LIMIT:6.1%} of its limit of {LIMIT} s, {middle / cold:.1%} of the build from nothing"
    )


if __name__ == "__main__":
    main()
