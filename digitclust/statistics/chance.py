"""What chance alone would give: partitions by chance with clusters of the same sizes."""

from __future__ import annotations

import numpy as np

from digitclust.records import Answer
from digitclust.statistics import scores
from digitclust.statistics.naming import Contingency
from digitclust.statistics.proportions import percentiles


def permuted(table: Contingency, n_permutations: int, rng: np.random.Generator) -> scores.Counts:
    """Deal the images into clusters of the same sizes by chance, shape (n_permutations, n_classes, n_clusters).

    References
    ----------
    W. M. Patefield, Algorithm AS 159, Appl. Stat. 30 (1981), p. 91-97.
    """
    from scipy.stats import random_table  # here, so that remembered answers do not wait for it

    sums = table.counts.sum(axis=1), table.counts.sum(axis=0)
    counts: scores.Counts = random_table.rvs(*sums, size=n_permutations, random_state=rng).astype(np.int64)
    return counts


def told(table: Contingency, null: scores.Counts, confidence: float) -> Answer:
    """Hold the run against partitions by chance, by accuracy and by the adjusted Rand index.

    The p-value counts the run itself among the partitions, so that it is never zero (B. Phipson, G. K. Smyth,
    Permutation p-values should never be zero, Stat. Appl. Genet. Mol. Biol. 9 (2010), 39).
    """
    run, chance, correct = table.counts[None], scores.ari(null), scores.correct(null)
    low, high = percentiles(chance, confidence)
    reached = int((correct >= scores.correct(run)[0]).sum())
    values = {
        "chance_highest": float(correct.max() / run.sum()),
        "n_chance_reached": reached,
        "p_value": (1 + reached) / (1 + len(null)),
        "ari": float(scores.ari(run)[0]),
        **{"chance_ari_mean": float(chance.mean()), "chance_ari_low": low, "chance_ari_high": high},
    }
    return Answer(values)
