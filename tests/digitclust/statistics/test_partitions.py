"""What a partition is known by."""

from __future__ import annotations

import hashlib

import numpy as np

from digitclust.statistics.partitions import digest


def test_a_digest_is_that_of_the_labels_whatever_their_type() -> None:
    """Of noise as -1 and of a cluster, each as eight bytes with the lowest first; the first twelve digits, or all."""
    whole = hashlib.sha256(b"\xff" * 8 + b"\x02" + b"\0" * 7).hexdigest()

    for kind in (np.int8, np.int64, ">i4"):
        labels = np.array([-1, 2], dtype=kind)

        assert digest(labels) == whole[:12]
        assert digest(labels, None) == whole
