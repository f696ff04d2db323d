"""Why books print another number: what each release of scikit-learn finds in the digits, as it was measured.

The measurements lie beside this file; ``benchmarks/releases.py`` makes them again. ``releases.csv`` has a row for each
release and setting, seed 0: the default call, one start, ten starts, and a start from the first ten images.
``releases.seeds.csv`` has single starts with many seeds.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

from digitclust.records import Answer, Dataset, Tools, Value
from digitclust.statistics.measured import Measured, by_release
from digitclust.statistics.naming import contingency

DEMANDS = ("digits",)
RUNS = Path(__file__).with_suffix(".csv")
SEEDS = Path(__file__).with_suffix(".seeds.csv")
UNITS = {
    **dict.fromkeys(("confidence", "first_accuracy", "last_accuracy", "accuracy_median"), "share"),
    **dict.fromkeys(("measured_from", "measured_to"), "date"),
    "random_state": "label",
}


class Options(BaseModel):
    """Keys of ``[experiments.releases]``."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    method: str = Field(default="kmeans", description="what is held against the measurement of the same release")
    confidence: float = Field(default=0.95, gt=0, lt=1, description="level of the interval of the mean difference")


def answer(dataset: Dataset, options: Options, tools: Tools) -> Answer:
    """Tell what was measured, what changed between releases, and whether the release in use agrees."""
    n_samples = len(dataset.target)
    raw, singles = (pd.read_csv(path, dtype={"series": str, "setting": str}) for path in (RUNS, SEEDS))
    counts = singles["correct"].to_numpy(np.int64).reshape(singles["series"].nunique(), -1)
    measured = Measured(by_release(raw, n_samples), counts)
    values = {
        **about(raw, measured),
        **defaults(measured),
        **draws(measured),
        **alone(measured),
        **spans(raw),
        **means(measured, options.confidence),
        **here(measured, dataset, options, tools),
    }
    seeds = singles.assign(accuracy=singles["correct"] / n_samples)
    return Answer(values, UNITS, {"runs": measured.runs, "streams": streams(measured, n_samples), "seeds": seeds})


def about(raw: pd.DataFrame, measured: Measured) -> dict[str, Value]:
    """Tell what was measured, where, and when."""
    return {
        "n_releases": len(measured.series),
        "n_seeds": measured.seeds.shape[1],
        **{"random_state": 0, "n_init_few": 1, "n_init_many": 10},
        "oldest": measured.series[0],
        "newest": measured.series[-1],
        "machine": tuple(sorted(set(raw["machine"]))),
        "measured_from": min(raw["measured"]),
        "measured_to": max(raw["measured"]),
    }


def defaults(measured: Measured) -> dict[str, Value]:
    """Tell what the default call finds in the oldest and the newest release, and where its ``n_init`` changed."""
    found: dict[str, Value] = {}
    for name, row in (("first", measured.runs.iloc[0]), ("last", measured.runs.iloc[-1])):
        found[f"{name}_correct"], found[f"{name}_n_init"] = int(row["default"]), int(row["n_init"])
        found[f"{name}_accuracy"] = float(row["accuracy"])
    changed = np.flatnonzero(np.diff(measured.runs["n_init"])) + 1
    return {**found, "n_init_changes": tuple(measured.series[i] for i in changed)}


def draws(measured: Measured) -> dict[str, Value]:
    """Tell which series draw other starts, and how many seeds changed their count where the draw stayed."""
    n_seeds, changes, kept = measured.seeds.shape[1], measured.changes, [measured.seeds.shape[1], *measured.kept]
    slight = [i for i, same in enumerate(kept) if same < n_seeds and i not in changes]
    return {
        "draw_changes": tuple(measured.series[i] for i in changes),
        "n_draw_changes": len(changes),
        "last_draw_change": measured.series[changes[-1]],
        "n_kept": int(kept[changes[-1]]),
        "n_as_oldest": int((measured.seeds[changes[-1] - 1] == measured.seeds[0]).sum()),
        "slight_changes": tuple(measured.series[i] for i in slight),
        "n_slight": sum(n_seeds - int(kept[i]) for i in slight),
    }


def alone(measured: Measured) -> dict[str, Value]:
    """Hold the two changes apart: another draw of the starts, another number of them."""
    before = measured.changes[-1] - 1
    one, ten = (measured.count(before, setting) for setting in ("one", "ten"))
    one_after, ten_after = (measured.count(-1, setting) for setting in ("one", "ten"))
    draw, n_init, both = ten - ten_after, ten - one, ten - one_after
    return {
        "before": measured.series[before],
        **{"before_one": one, "before_ten": ten, "after_one": one_after, "after_ten": ten_after},
        **{"lost_by_draw": draw, "lost_by_n_init": n_init, "lost_by_both": both},
        "neither_alone": 2 * max(abs(draw), abs(n_init)) < abs(both),
    }


def spans(raw: pd.DataFrame) -> dict[str, Value]:
    """Tell how far the releases are apart with one start and with ten, and whether one that is not drawn is alike."""
    found: dict[str, Value] = {}
    for setting, name in (("1", "one"), ("10", "ten")):
        counts = raw[raw["setting"] == setting]["correct"]
        found |= {
            f"{name}_lowest": int(counts.min()),
            f"{name}_highest": int(counts.max()),
            f"{name}_span": int(np.ptp(counts)),
        }
    fixed = raw[raw["setting"] == "fixed"]
    same = fixed["correct"].nunique() == 1 and np.allclose(fixed["inertia"], fixed["inertia"].mean(), rtol=1e-9, atol=0)
    return {**found, "fixed_correct": int(fixed["correct"].iloc[-1]), "fixed_same": bool(same)}


def means(measured: Measured, confidence: float) -> dict[str, Value]:
    """Compare single starts before and after the last change of the draw: mean difference with Welch's interval.

    References
    ----------
    B. L. Welch, The generalization of 'Student's' problem when several different population variances are involved,
    Biometrika 34 (1947), p. 28-35.
    """
    from scipy.stats import ttest_ind  # here, so that remembered answers do not wait for it

    before, after = measured.seeds[measured.changes[-1] - 1], measured.seeds[-1]
    interval = ttest_ind(after, before, equal_var=False).confidence_interval(confidence)
    moved = np.abs(after - before)
    return {
        "confidence": confidence,
        "mean_difference": float(after.mean() - before.mean()),
        "mean_difference_low": float(interval.low),
        "mean_difference_high": float(interval.high),
        "moved": int(moved[0]),
        "n_moved_as_far": int((moved >= moved[0]).sum()),
    }


def here(measured: Measured, dataset: Dataset, options: Options, tools: Tools) -> dict[str, Value]:
    """Run one start with seed 0 here, and hold it against the measurement of that series, else of the newest."""
    labels = tools.fit(options.method, dataset.data, n_clusters=10, n_init=1, random_state=0).labels
    correct = int(contingency(dataset.target, labels).counts.max(axis=0).sum())
    release = version("scikit-learn")
    series = ".".join(release.split(".")[:2])
    row = measured.series.index(series) if series in measured.series else -1
    return {"here_release": release, "here_correct": correct, "here_agrees": correct == measured.count(row, "one")}


def streams(measured: Measured, n_samples: int) -> pd.DataFrame:
    """List the series that draw alike: the first, the last, and of the last the accuracy of seed 0 and the median."""
    firsts = [0, *measured.changes]
    lasts = [*(first - 1 for first in firsts[1:]), len(measured.series) - 1]
    names = {end: [measured.series[i] for i in where] for end, where in (("first", firsts), ("last", lasts))}
    shares = measured.seeds[lasts] / n_samples
    return pd.DataFrame({**names, "accuracy": shares[:, 0], "accuracy_median": np.median(shares, axis=1)})
