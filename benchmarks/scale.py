"""How time and memory grow: ``python -m benchmarks.scale`` measures and prints the tables of README.md.

Each measurement is a process of its own, on images of ``synthetic.py``, with one thread. Told are the processor time
of the work, which a busy machine changes less than the time on the clock, and the peak memory of the process; the slope
is that of the logarithms, 1 where twice as much costs twice as much. Choose tables by their names.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks import synthetic
from digitclust import InputError

ROOT = Path(__file__).parents[1]
SEED = {"n_init": 1, "random_state": 0}
HEAD = 16  # bytes before the first image
GIB = 2**20  # of the kilobytes in which Linux tells memory


def mapped(folder: Path, n: int, side: int) -> NDArray[np.uint8]:
    """Return images as they lie in the file."""
    return np.memmap(folder / "images.idx", np.uint8, "r", HEAD, (n, side * side))


def silhouette(data: NDArray[np.float64]) -> None:
    """Take the silhouettes of ten clusters."""
    from digitclust.statistics import silhouettes

    silhouettes.means(silhouettes.distances(data), np.arange(len(data))[None] % 10)


def work(what: str, data: NDArray[Any], n_clusters: int, n_jobs: int) -> None:
    """Do one thing that a study does."""
    from digitclust.fits import fit_some
    from digitclust.shelves import verb

    asked = {"n_clusters": n_clusters, **SEED}
    if what == "silhouette":
        silhouette(data)
    elif what == "sweep":
        sweep(fit_some, verb("methods", "kmeans"), data, n_clusters, n_jobs)
    elif what.startswith("transforms/"):
        verb("transforms", what.partition("/")[2])(data)
    else:
        with suppress(InputError):  # that what was found is no partition is told after the work
            verb("methods", what)(data, **asked)


def sweep(some: Callable[..., Any], fit: Callable[..., Any], data: NDArray[Any], n_clusters: int, n_jobs: int) -> None:
    """Cluster with eight seeds, side by side."""
    from functools import partial

    from digitclust.parallel import each

    options = {"n_clusters": n_clusters, "n_init": 1}
    list(each(partial(some, fit, data, options), [[seed] for seed in range(8)], n_jobs))


def measure(folder: Path, what: str, n: int, side: int, n_clusters: int, n_jobs: int) -> None:
    """Measure in this process, and print processor time, time on the clock, and memory."""
    from threadpoolctl import threadpool_limits

    data: NDArray[Any] = mapped(folder, n, side)
    if not what.startswith("partial_kmeans"):
        data = data.astype(np.float64)
    with threadpool_limits(1):
        work(what.replace("10000", "100"), data[:200].copy(), 10, 1)  # what is imported is not measured
        started, clock = used(), time.perf_counter()
        work(what, data, n_clusters, n_jobs)
    cost, waited = used() - started, time.perf_counter() - clock
    (peak,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("utf-8"))
    print(json.dumps([cost, waited, int(peak) / GIB]))


def used() -> float:
    """Return the processor time of this process and of those that it has seen end."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


KM, PARTS = "kmeans", "partial_kmeans:10000"
Row = tuple[str, int, int, int, int]  # what, images, pixels of a side, clusters, processes
TABLES: dict[str, list[Row]] = {
    "images": [(KM, n, 8, 10, 1) for n in (2_000, 20_000, 200_000, 1_000_000)],
    "images in parts": [(PARTS, n, 8, 10, 1) for n in (20_000, 200_000, 1_000_000)],
    "features": [(KM, 20_000, side, 10, 1) for side in (8, 16, 28)],
    "clusters": [(KM, 20_000, 8, k, 1) for k in (5, 10, 20, 40)],
    "workers": [("sweep", 20_000, 28, 10, jobs) for jobs in (1, 2)],
    **{
        what: [(what, n, 8, 10, 1) for n in (1_000, 2_000, 4_000, 8_000)]
        for what in ("silhouette", "agglomerative:ward", "spectral", "kmedoids", "hdbscan:20", "gaussian_mixture",
                     "transforms/tsne:0", "transforms/isomap:10")
    },
}  # fmt: skip


def table(name: str, rows: Sequence[Row], folder: Path) -> None:
    """Measure the rows of one table and print it."""
    columns = (name, "images", "features", "clusters", "processes", "time", "memory")
    print(f"| {' | '.join(columns)} |\n|---|--:|--:|--:|--:|--:|--:|")
    costs = []
    for row in rows:
        what, n, side, n_clusters, n_jobs = row
        data = folder / f"{n}-{side}"
        if not data.exists():
            synthetic.write(data, n, side)
        command = [sys.executable, "-W", "ignore", "-m", "benchmarks.scale", str(data), *map(str, row)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        cost, clock, memory = json.loads(done.stdout)
        costs.append(cost)
        shown = f"{cost:.2f} s | {memory:.2f} GiB" if what != "sweep" else f"{clock:.2f} s on the clock | "
        print(f"| {what} | {n} | {side * side} | {n_clusters} | {n_jobs} | {shown} |", flush=True)
    sizes = np.log([(n, side * side, n_clusters) for _, n, side, n_clusters, _ in rows])
    axis = int(np.ptp(sizes, axis=0).argmax())
    slope = np.polyfit(sizes[:, axis], np.log(costs), 1)[0] if len(rows) > 2 else 0
    print(f"\nSlope: {slope:.2f}\n" if slope else "", flush=True)


def main() -> None:
    """Measure the tables that are named, or all; a measurement calls this file with its row."""
    if len(sys.argv) == 7:
        measure(Path(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:]))
        return
    print(f"Load before: {', '.join(f'{load:.1f}' for load in os.getloadavg())}\n")
    with TemporaryDirectory() as folder:
        for name in sys.argv[1:] or TABLES:
            table(name, TABLES[name], Path(folder))
    print(f"\nLoad after: {', '.join(f'{load:.1f}' for load in os.getloadavg())}")


if __name__ == "__main__":
    main()
