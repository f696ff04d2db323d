"""What does the seed decide? Many runs that differ in nothing else: scores, humps, lost labels, optima, restarts."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

from digitclust.records import Answer, Dataset, InputError, Runs, Tools
from digitclust.statistics import association, humps, restarts, scores, starts, sweep
from digitclust.statistics.partitions import digest
from digitclust.statistics.proportions import interval

DEMANDS = ("labels",)
SECONDS = 8
SCORES = {"accuracy": "share", "accuracy_hungarian": "share", "ari": "score", "inertia": "squared"}
SETTINGS = ("transform", "method", "n_clusters", "n_runs", "n_resamples", "confidence", "hump_level")
UNITS = {"transform": "transform", "method": "method", "confidence": "share", "hump_level": "share"}
UNITS |= dict.fromkeys(("hump_p", "hump_p_fewer"), "p_value")


class Options(BaseModel):
    """Keys of ``[experiments.seeds]``."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    transform: str = "raw"
    method: Literal["kmeans"] = Field(default="kmeans", description="the starting centres that are told are its own")
    n_clusters: int = Field(default=10, ge=2)
    n_runs: int = Field(default=1000, ge=20, le=20_000, description="seeds, counted from 0")
    reference_random_state: int = Field(default=0, ge=0, description="the seed whose place among the others is told")
    restarts: tuple[int, ...] = Field(default=(1, 4, 10, 50, 100), min_length=2, strict=False)
    near: float = Field(default=0.001, gt=0, description="an inertia so little above the least counts as near it")
    hump_level: float = Field(default=0.01, gt=0, lt=1, description="p-value below which one more hump is asked for")
    n_resamples: int = Field(default=1000, ge=100, description="of each bootstrap")
    confidence: float = Field(default=0.95, gt=0, lt=1, description="level of intervals")
    random_state: int = Field(default=0, ge=0, description="seed of the bootstraps")


def answer(dataset: Dataset, options: Options, tools: Tools) -> Answer:
    """Cluster once for each seed and look at all runs together."""
    check(options)
    states, labels = np.arange(options.n_runs), np.unique(dataset.target)
    asked = {"n_clusters": options.n_clusters, "random_states": states}
    runs = tools.runs(options.transform, options.method, **asked)
    begun = starts.begin_all(tools.features(options.transform), options.n_clusters, options.n_runs, tools.map)
    counts = scores.contingencies(dataset.target, runs.labels)
    rng = np.random.default_rng(options.random_state)
    drawn = rng.integers(options.n_runs, size=(options.n_resamples, options.n_runs))
    found = humps.find(scores.correct(counts), options.hump_level, options.n_resamples, rng)
    frame = score(runs, counts).assign(ties=begun[:, -1], hump=found.members, **sweep.names(counts, labels))
    settings = Answer({name: getattr(options, name) for name in SETTINGS} | {"n_samples": len(dataset.target)}, UNITS)
    return (
        settings
        | sweep.spreads(frame, SCORES, options.confidence)
        | sweep.standing(frame, options.reference_random_state, options.confidence)
        | humps.told(found, frame, scores.recall(counts), labels)
        | sweep.losses(frame, counts, labels, options.confidence)
        | sweep.endings(frame, options.near)
        | association.told(frame, drawn, options.confidence)
        | restarts.told(frame, options.restarts, options.confidence, drawn)
        | tied(frame, options.confidence)
        | Answer(tables={"runs": frame}, arrays={"starts": begun[:, :-1]}, axes={"starts": ("random_state", "cluster")})
    )


def check(options: Options) -> None:
    """Refuse what the number of runs does not allow."""
    if options.reference_random_state >= options.n_runs:
        raise InputError(
            f"experiments.seeds.reference_random_state: {options.reference_random_state} is not among the seeds from 0 "
            f"to {options.n_runs - 1}; choose one of them, or a greater n_runs"
        )
    if not 1 <= min(options.restarts) <= max(options.restarts) <= options.n_runs:
        raise InputError(
            f"experiments.seeds.restarts: {options.restarts} cannot be chosen of {options.n_runs} runs; "
            f"choose numbers from 1 to {options.n_runs}"
        )


def score(runs: Runs, counts: scores.Counts) -> pd.DataFrame:
    """Score every run; a row is a seed."""
    correct, n = scores.correct(counts), counts[0].sum()
    frame = {
        "random_state": np.arange(len(correct)),
        "correct": correct,
        "accuracy": correct / n,
        "accuracy_hungarian": scores.correct_hungarian(counts) / n,
        "ari": scores.ari(counts),
        "inertia": runs.inertia,
        "n_iter": runs.n_iter,
        "digest": [digest(run) for run in runs.labels],
        "optimum": sweep.optima(runs.labels, runs.inertia),
    }
    return pd.DataFrame(frame)


def tied(frame: pd.DataFrame, confidence: float) -> Answer:
    """Tell how many seeds meet a tie in the first assignment."""
    n_tied = int((frame["ties"] > 0).sum())
    shares = interval("share_tied", n_tied, len(frame), confidence)
    return Answer({"n_tied": n_tied, **shares}, dict.fromkeys(shares, "share"))
