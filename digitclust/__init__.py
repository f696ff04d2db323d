"""Clusterings of handwritten digits, scored honestly.

A study is a question, its results are the answer::

    from digitclust import load_study, run

    study = load_study({"dataset": {"name": "digits"}, "experiments": {"reference": {}}})
    results = run(study)
    results.values["reference.accuracy"]        # one number by its id
    results["reference"].tables["clusters"]     # a tidy pandas table

What can be named in a study lies in folders, one file a thing: ``datasets`` load, ``transforms`` transform,
``methods`` fit, ``metrics`` score ``(labels_true, labels_pred)``, ``experiments`` answer.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from digitclust.records import Answer, Dataset, InputError, Partition, Results
    from digitclust.running import run
    from digitclust.store import Store
    from digitclust.study import Study, load_study

HOME = {
    "load_study": "study",
    "run": "running",
    "Study": "study",
    "Store": "store",
    "Results": "records",
    "Answer": "records",
    "Dataset": "records",
    "Partition": "records",
    "InputError": "records",
}
__all__ = ["Answer", "Dataset", "InputError", "Partition", "Results", "Store", "Study", "load_study", "run"]


def __dir__() -> list[str]:
    """Name what there is, for whoever completes names."""
    return __all__


def __getattr__(name: str) -> Any:
    """Import a name when it is first asked for: whoever asks for nothing waits for nothing."""
    if name not in HOME:
        raise AttributeError(f"module 'digitclust' has no attribute '{name}'")
    return getattr(import_module(f"digitclust.{HOME[name]}"), name)
