"""Other methods on the same data: what each finds, over seeds where it has any, and which differences can be told."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, model_validator
from scipy.optimize import linear_sum_assignment

from digitclust.records import Answer, Dataset, InputError, Runs, Tools, Value
from digitclust.statistics import starts
from digitclust.statistics.comparing import by_images, by_seeds, holm
from digitclust.statistics.naming import contingency
from digitclust.statistics.partitions import digest

DEMANDS = ("labels",)
SECONDS = 12
NAMES = ("baseline", "best_method", "worst_method", "best_hungarian_method", "better", "worse", "undecided")
SHARES = ("best_accuracy", "worst_accuracy", "baseline_accuracy", "best_hungarian", "level", "confidence")
COLUMNS = ("noise", "accuracy_kept", "difference", "difference_low", "difference_high", "beats")
UNITS = {
    **dict.fromkeys(NAMES, "method"),
    **dict.fromkeys((*SHARES, *COLUMNS, "most_noise", "most_noise_kept"), "share"),
    **dict.fromkeys(("p_images", "p_seeds"), "p_value"),
    "noisy": "method",
    "random_state": "label",
}
SCORES = ("accuracy", "accuracy_hungarian", "ari", "nmi", "n_clusters", "noise", "accuracy_kept")


class Options(BaseModel):
    """Keys of ``[experiments.methods]``."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    transform: str = "raw"
    methods: tuple[str, ...] = Field(default=("kmeans", "agglomerative:ward"), min_length=2, strict=False)
    baseline: str = Field(default="kmeans", description="the method that every other is held against")
    n_clusters: int = Field(default=10, ge=2)
    n_runs: int = Field(default=20, ge=2, description="runs of a method with chance in it, with the seeds from 0 on")
    n_resamples: int = Field(default=2000, ge=100, description="resamples of the images for each interval")
    random_state: int = Field(default=0, ge=0, description="seed of the resamples")
    confidence: float = Field(default=0.95, gt=0, lt=1, description="level of the intervals")
    level: float = Field(default=0.05, gt=0, lt=1, description="level of all tests together")

    @model_validator(mode="after")
    def based(self) -> Options:
        """Refuse a baseline that is not among the methods."""
        if self.baseline not in self.methods:
            raise ValueError(f"the baseline '{self.baseline}' is not among the methods")
        return self


def answer(dataset: Dataset, options: Options, tools: Tools) -> Answer:
    """Fit every method, score every run, and hold each method against the baseline."""
    if options.n_clusters > len(dataset.data):
        raise InputError(
            f"experiments.methods.n_clusters: {options.n_clusters} clusters cannot be made of {len(dataset.data)} "
            f"images; choose a number from 2 to {len(dataset.data)}"
        )
    found = {method: fit(method, options, tools) for method in options.methods}
    parts = [scored(method, dataset.target, found[method], tools) for method in found]
    data = tools.features(options.transform)
    ties = [starts.ties(data, options.n_clusters, len(found[method].labels), method) for method in found]
    runs = pd.concat(parts, ignore_index=True).assign(ties=np.concatenate(ties))
    summary = summed_up(runs, tools)
    right = {method: middle(dataset.target, found[method], runs[runs["method"] == method]) for method in found}
    comparisons = compared(runs, right, options)
    values = {**settings(options, tools), **told(summary, options), **verdicts(comparisons, options)}
    return Answer(values, UNITS, {"runs": runs, "methods": summary, "comparisons": comparisons})


def settings(options: Options, tools: Tools) -> dict[str, Value]:
    """Tell how it was asked."""
    names = ("baseline", "n_clusters", "n_runs", "n_resamples", "random_state", "confidence", "level")
    seeded = sum(map(tools.seeded, options.methods))
    counts = {"n_methods": len(options.methods), "n_seeded": seeded, "n_certain": len(options.methods) - seeded}
    return {**{name: getattr(options, name) for name in names}, **counts}


def fit(method: str, options: Options, tools: Tools) -> Runs:
    """Run a method once for each seed, or once where there is no chance in it."""
    states = range(options.n_runs if tools.seeded(method) else 1)
    return tools.runs(options.transform, method, n_clusters=options.n_clusters, random_states=states)


def scored(method: str, labels_true: NDArray[np.int64], runs: Runs, tools: Tools) -> pd.DataFrame:
    """Score each run of a method; images left out as noise count as wrong, and as a cluster in ARI and NMI."""
    rows = []
    for state, labels in enumerate(runs.labels):
        hits, matched = named_rightly(labels_true, labels).sum(), hungarian(labels_true, labels)
        kept = int((labels >= 0).sum())
        pair = {name: tools.metric(name).score(labels_true, labels) for name in ("ari", "nmi")}
        rows.append(
            {
                "method": method,
                "random_state": state,
                "correct": int(hits),
                "accuracy": hits / len(labels),
                "accuracy_hungarian": matched / len(labels),
                **pair,
                "n_clusters": int(labels.max()) + 1,
                "noise": 1 - kept / len(labels),
                "accuracy_kept": hits / kept,
                "digest": digest(labels),
            }
        )
    return pd.DataFrame(rows)


def named_rightly(labels_true: NDArray[np.int64], labels: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Tell for each image whether the mode of its cluster is its true label; noise has no name."""
    kept = labels >= 0
    table = contingency(labels_true[kept], labels[kept])
    names = np.zeros(int(labels.max()) + 1, dtype=table.classes.dtype)
    names[table.clusters] = table.classes[table.counts.argmax(axis=0)]
    right: NDArray[np.bool_] = kept & (names[labels] == labels_true)
    return right


def hungarian(labels_true: NDArray[np.int64], labels: NDArray[np.integer]) -> int:
    """Count the images named rightly when no name may be used twice; noise has no name."""
    counts = contingency(labels_true[labels >= 0], labels[labels >= 0]).counts
    rows, columns = linear_sum_assignment(counts, maximize=True)
    return int(counts[rows, columns].sum())


def summed_up(runs: pd.DataFrame, tools: Tools) -> pd.DataFrame:
    """Take medians over the runs of each method, the best method first; and the range of its accuracy."""
    groups = runs.groupby("method", sort=False)
    table = groups[list(SCORES)].median()
    table.insert(0, "n_runs", groups.size())
    table["accuracy_low"], table["accuracy_high"] = groups["accuracy"].min(), groups["accuracy"].max()
    table["n_clusters"] = table["n_clusters"].astype(int)
    return table.sort_values("accuracy", ascending=False, kind="stable").reset_index()


def middle(labels_true: NDArray[np.int64], runs: Runs, scores: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell which images the middle run of a method names rightly: the lower median, at its smallest seed."""
    order = scores["correct"].to_numpy().argsort(kind="stable")
    return named_rightly(labels_true, runs.labels[order[(len(order) - 1) // 2]])


def compared(runs: pd.DataFrame, right: Mapping[str, NDArray[np.bool_]], options: Options) -> pd.DataFrame:
    """Hold each method against the baseline: by the images of their middle runs, and by all runs over the seeds.

    Returns
    -------
    DataFrame
        ``difference`` of accuracy between the middle runs with its bootstrap interval; ``p_images`` of McNemar's exact
        test on the images that only one names rightly; ``beats``, how often a run of the method is more accurate than
        one of the baseline, equal ones counted by half; ``p_seeds`` of ``by_seeds``. All p-values of a column are
        adjusted together (Holm).
    """
    resampling = {name: getattr(options, name) for name in ("n_resamples", "random_state", "confidence")}
    others = [method for method in options.methods if method != options.baseline]
    base = runs.loc[runs["method"] == options.baseline, "accuracy"].to_numpy()
    rows = []
    for method in others:
        own = runs.loc[runs["method"] == method, "accuracy"].to_numpy()
        rows.append(
            {
                "method": method,
                **by_images(right[method], right[options.baseline], **resampling),
                **by_seeds(own, base),
            }
        )
    table = pd.DataFrame(rows)
    for column in ("p_images", "p_seeds"):
        tested = table[column].notna()
        table.loc[tested, column] = holm(table.loc[tested, column])
    return table.sort_values("difference", ascending=False, kind="stable", ignore_index=True)


def told(summary: pd.DataFrame, options: Options) -> dict[str, Value]:
    """Tell the best and the worst method by their medians, and which leave images out."""
    best, worst = summary.iloc[0], summary.iloc[-1]
    one_to_one = summary.iloc[int(summary["accuracy_hungarian"].to_numpy().argmax())]
    noisy = summary[summary["noise"] > 0]
    return {
        "best_method": str(best["method"]),
        "best_accuracy": float(best["accuracy"]),
        "worst_method": str(worst["method"]),
        "worst_accuracy": float(worst["accuracy"]),
        "best_hungarian_method": str(one_to_one["method"]),
        "best_hungarian": float(one_to_one["accuracy_hungarian"]),
        "baseline_accuracy": float(summary.loc[summary["method"] == options.baseline, "accuracy"].iloc[0]),
        "noisy": tuple(noisy["method"]),
        "most_noise": float(summary["noise"].max()),
        "most_noise_kept": float(summary["accuracy_kept"].iloc[int(summary["noise"].to_numpy().argmax())]),
    }


def verdicts(comparisons: pd.DataFrame, options: Options) -> dict[str, Value]:
    """Sort the methods by what the tests carry: both over images and, where there is chance, over seeds."""
    sure = (comparisons["p_images"] < options.level) & ~(comparisons["p_seeds"] >= options.level)
    above = np.sign(comparisons["difference"]) == np.sign(comparisons["beats"] - 0.5)
    sides = {"better": comparisons["difference"] > 0, "worse": comparisons["difference"] < 0}
    found = {name: tuple(comparisons.loc[sure & above & side, "method"]) for name, side in sides.items()}
    rest = tuple(comparisons.loc[~(sure & above), "method"])
    counts = {f"n_{name}": len(names) for name, names in {**found, "undecided": rest}.items()}
    return {**found, "undecided": rest, **counts}
