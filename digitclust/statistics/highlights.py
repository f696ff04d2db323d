"""What prose tells of a partition: labels lost and doubled, the best and the worst, the top confusion."""

from __future__ import annotations

import pandas as pd

from digitclust.records import Value
from digitclust.statistics.naming import Contingency, mode_names


def told(table: Contingency, tables: dict[str, pd.DataFrame]) -> dict[str, Value]:
    """Pick what prose tells: digits lost and doubled, the extremes of clusters and classes, the top confusion."""
    names = mode_names(table)
    times = [int((names == label).sum()) for label in table.classes]
    return {
        "labels_lost": tuple(c for c, n in zip(table.classes.tolist(), times, strict=True) if n == 0),
        "labels_doubled": tuple(c for c, n in zip(table.classes.tolist(), times, strict=True) if n > 1),
        "n_labels_lost": sum(n == 0 for n in times),
        "n_labels_doubled": sum(n > 1 for n in times),
        "n_doubled_clusters": sum(n for n in times if n > 1),
        "minority_names": tuple(tables["clusters"].query("purity < 0.5")["name"].tolist()),
        **extremes(tables["clusters"], "purity", "name", ("least_pure", "purest"), ("names", "share")),
        **extremes(tables["per_class"], "recall", "label", ("worst_recall", "best_recall")),
        **extremes(tables["per_class"], "precision", "label", ("worst_precision", "best_precision")),
        **top_confusion(tables["confusions"], table),
    }


def extremes(
    table: pd.DataFrame, column: str, label: str, ends: tuple[str, str], suffixes: tuple[str, str] = ("labels", "")
) -> dict[str, Value]:
    """Name all rows with the least and all with the greatest value of a column; undefined ones are left out."""
    defined = table.dropna(subset=[column])
    result: dict[str, Value] = {}
    for end, value in zip(ends, (defined[column].min(), defined[column].max()), strict=True):
        result[f"{end}_{suffixes[0]}"] = tuple(defined.loc[defined[column] == value, label].tolist())
        result[f"{end}_{suffixes[1]}".rstrip("_")] = float(value)
    return result


def top_confusion(pairs: pd.DataFrame, table: Contingency) -> dict[str, Value]:
    """Tell the most frequent wrong name; nothing where there is none."""
    if pairs.empty:
        return {"n_confusions": 0}
    first = pairs.head(1).to_dict("records")[0]
    return {
        "n_confusions": len(pairs),
        "top_confusion_label": first["label"],
        "top_confusion_name": first["name"],
        "top_confusion_n": int(first["n"]),
        "top_confusion_size": int(table.counts[table.classes == first["label"]].sum()),
        "top_confusion_share": float(first["share"]),
    }
