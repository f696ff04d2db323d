"""What many runs say together: how their scores are spread, which labels they lose, in how many partitions they end.

Each telling takes the table of the runs, a row for each seed, and is a part of an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from digitclust.records import Answer, Value
from digitclust.statistics.proportions import interval, wilson
from digitclust.statistics.scores import Counts, n_named

NONE = "-"  # what a table says where no label is lost


def spread(values: ArrayLike, confidence: float) -> dict[str, float]:
    """Describe a distribution: extremes, quartiles, the middle part of that share, mean and its standard error."""
    numbers = np.asarray(values, dtype=np.float64)
    levels = {"min": 0.0, "low": (1 - confidence) / 2, "q25": 0.25, "median": 0.5, "q75": 0.75}
    levels |= {"high": (1 + confidence) / 2, "max": 1.0}
    found = {name: float(np.quantile(numbers, level)) for name, level in levels.items()}
    error = float(numbers.std(ddof=1)) / len(numbers) ** 0.5
    return {**found, "mean": float(numbers.mean()), "standard_error": error}


def spreads(frame: pd.DataFrame, units: Mapping[str, str], confidence: float) -> Answer:
    """Tell how each score is spread over the runs, ids ``<score>_<statistic>``."""
    rows = {name: spread(frame[name], confidence) for name in units}
    values = {f"{name}_{statistic}": number for name, row in rows.items() for statistic, number in row.items()}
    told = {f"{name}_{statistic}": units[name] for name, row in rows.items() for statistic in row}
    table = pd.DataFrame(rows).T.rename_axis("metric").reset_index()
    return Answer(values, told, {"spread": table})


def standing(frame: pd.DataFrame, random_state: int, confidence: float) -> Answer:
    """Tell where one seed stands among all: its scores, and the share of seeds that are less accurate."""
    (one,) = frame[frame["random_state"] == random_state].to_dict("records")
    below, n = int((frame["accuracy"] < one["accuracy"]).sum()), len(frame)
    values: dict[str, Value] = {
        "reference_random_state": random_state,
        "reference_correct": one["correct"],
        "reference_accuracy": one["accuracy"],
        "reference_accuracy_hungarian": one["accuracy_hungarian"],
        "reference_ties": one["ties"],
        "reference_hump": one["hump"],
        "reference_excess": one["inertia"] / frame["inertia"].min() - 1,
        "n_below": below,
        "n_equal": int((frame["accuracy"] == one["accuracy"]).sum()) - 1,
        **interval("share_below", below, n, confidence),
    }
    shares = ("reference_accuracy", "reference_accuracy_hungarian", "reference_excess", "share_below")
    units = dict.fromkeys((*shares, "share_below_low", "share_below_high"), "share")
    return Answer(values, {"reference_random_state": "label", "reference_hump": "label", **units})


def renamed(run: NDArray[np.integer[Any]]) -> NDArray[np.uint16]:
    """Number the clusters of a run by their first image, so that equal partitions have equal labels."""
    _, first, places = np.unique(run, return_index=True, return_inverse=True)
    numbers: NDArray[np.uint16] = first.argsort().argsort()[places].astype(np.uint16)
    return numbers


def optima(labels: NDArray[np.integer[Any]], inertia: NDArray[np.float64]) -> NDArray[np.int64]:
    """Number the different partitions from the least inertia on.

    Parameters
    ----------
    labels : ndarray of shape (n_runs, n_samples)
        Cluster of each image in each run; partitions are compared up to the numbering of their clusters.
    inertia : ndarray of shape (n_runs,)
        Of each run.

    Returns
    -------
    ndarray of shape (n_runs,)
        Number of the partition in which each run ended, from 1.
    """
    every = np.stack([renamed(run) for run in labels])
    _, first, places = np.unique(every, axis=0, return_index=True, return_inverse=True)
    ranks = inertia[first].argsort(kind="stable").argsort() + 1
    return np.asarray(ranks[places.ravel()], dtype=np.int64)


def endings(frame: pd.DataFrame, near: float) -> Answer:
    """Tell in how many partitions the runs ended, and how often in the best and the most frequent of them.

    The share of runs whose partition no other run found estimates how likely the next seed is to find a new one
    (I. J. Good, The population frequencies of species and the estimation of population parameters, Biometrika 40
    (1953), p. 237-264).
    """
    columns = {"n": ("optimum", "size"), "inertia": ("inertia", "min"), "accuracy": ("accuracy", "first")}
    table = frame.groupby("optimum", as_index=False).agg(**columns, labels_lost=("labels_lost", "first"))
    best, often, n = table.iloc[0], table.iloc[int(table["n"].argmax())], len(frame)
    values: dict[str, Value] = {
        "n_optima": len(table),
        "n_found_once": int((table["n"] == 1).sum()),
        "share_found_once": float((table["n"] == 1).sum() / n),
        "most_frequent_n": int(often["n"]),
        "least_inertia_n": int(best["n"]),
        "least_inertia_accuracy": float(best["accuracy"]),
        "near": near,
        "share_near": float((frame["inertia"] <= best["inertia"] * (1 + near)).mean()),
    }
    shares = ("share_found_once", "least_inertia_accuracy", "near", "share_near")
    return Answer(values, {**dict.fromkeys(shares, "share"), "optimum": "label"}, {"optima": table})


def listed(labels: NDArray[Any], chosen: NDArray[np.bool_]) -> list[str]:
    """List for each run the labels that are chosen, parted by spaces; chosen has the shape (n_runs, n_classes)."""
    return [" ".join(map(str, labels[run])) or NONE for run in chosen]


def names(counts: Counts, labels: NDArray[Any]) -> dict[str, Any]:
    """Tell of each run how many and which labels name no cluster, and which name several."""
    times = n_named(counts)
    return {
        "n_labels_lost": (times == 0).sum(axis=1),
        "labels_lost": listed(labels, times == 0),
        "labels_doubled": listed(labels, times > 1),
    }


def losses(frame: pd.DataFrame, counts: Counts, labels: NDArray[Any], confidence: float) -> Answer:
    """Tell how often each label is lost, naming no cluster, or doubled, naming several; and which are lost together."""
    times, n = n_named(counts), len(frame)
    columns: dict[str, Any] = {"label": labels}
    for name, hits in (("lost", (times == 0).sum(axis=0)), ("doubled", (times > 1).sum(axis=0))):
        low, high = wilson(hits, n, confidence)
        columns |= {name: hits, f"{name}_share": hits / n, f"{name}_low": low, f"{name}_high": high}
    sets = frame.groupby("labels_lost", as_index=False).agg(n=("accuracy", "size"), accuracy=("accuracy", "mean"))
    sets = sets.assign(share=sets["n"] / n).sort_values(["n", "labels_lost"], ascending=[False, True])
    table, some = pd.DataFrame(columns), int((frame["n_labels_lost"] > 0).sum())
    values: dict[str, Value] = {
        **interval("share_lost", some, n, confidence),
        **most(table, "lost"),
        **most(table, "doubled"),
        "never_lost_labels": tuple(table.loc[table["lost"] == 0, "label"].tolist()),
        "n_lost_sets": int((sets["labels_lost"] != NONE).sum()),
    }
    shares = ("share_lost", "share_lost_low", "share_lost_high", "most_lost_share", "most_doubled_share")
    told = ("most_lost_labels", "most_doubled_labels", "never_lost_labels")
    ends = [f"{hit}_{end}" for hit in ("lost", "doubled") for end in ("share", "low", "high")]
    units = {**dict.fromkeys((*shares, *ends), "share"), **dict.fromkeys(told, "label")}
    return Answer(values, units, {"lost": table, "lost_sets": sets.reset_index(drop=True)})


def most(table: pd.DataFrame, column: str) -> dict[str, Value]:
    """Name the labels to which a thing happens most often, and the share of runs in which it does."""
    often = table[column] == table[column].max()
    share = float(table[f"{column}_share"].max())
    return {f"most_{column}_labels": tuple(table.loc[often, "label"].tolist()), f"most_{column}_share": share}
