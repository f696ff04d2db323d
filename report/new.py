"""Writes the files of a study of somebody's own data: looks at these, and asks of them what can be asked."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from digitclust.opening import count_distinct, identity, opened
from digitclust.records import Dataset, InputError
from digitclust.shelves import applied
from digitclust.store import Store
from digitclust.study import load_choice, load_study
from digitclust.traits import Description, describe, lacking
from report.guess import Options, guess
from report.language import load_language
from report.publication import load_publication
from report.templates import TEMPLATES
from report.web.publish import writing

HERE = Path(__file__).parent
OURS = HERE / "study.toml"
NOBODY = HERE / "nobody.toml"
UNKNOWN = 10  # clusters, where no label tells how many classes there are
MOST = 20  # clusters that are tried, and that the explorer has colours for
# What some data do not allow, and how it is called.
TRIED: dict[str, tuple[str, dict[str, int]]] = {
    **dict.fromkeys(("sqrt", "pca", "pca_whitened", "isomap"), ("transforms", {})),
    "hdbscan": ("methods", {"n_clusters": 2, "n_init": 1, "random_state": 0}),
}
SMALL = 5000  # rows up to which they are tried
ENOUGH = 10_000  # different rows up to which they are counted
SECTION = re.compile(r"^\[experiments\.(\w+)\]", re.MULTILINE)
ORIGIN = """
[data]                     # where the data come from; what is left empty is left out
source = ""
licence = ""
licence_address = ""
citation = ""
"""


def new(study: Path, data: Path, labels: str | None = None) -> list[str]:
    """Write study, publication data and words; return what was found in lines to be told.

    Raises
    ------
    InputError
        When one of the files is there already, or the data are none.
    """
    files = [study, study.with_suffix(".publication.toml"), study.with_suffix(".words.toml")]
    refuse_old(files)
    if study.suffix != ".toml" or not study.parent.is_dir():
        raise InputError(f"{study}: a study is a file that ends in .toml, in a folder that is there")
    options = guess(data, labels)
    choice = load_choice(options, str(data), Path())
    load = cache(partial(opened, choice, identity(choice)))
    about = describe(choice, Store(), load)
    dataset = load()
    told = text_of(dataset, about, relative(options, study.parent))
    for file, text in zip(files, (told, published(), worded()), strict=True):
        with writing(file):
            file.write_text(text, encoding="utf-8", newline="\n")
    load_study(study)
    return [*found(dataset), f"Written: {', '.join(map(str, files))}", f"Build it: make report STUDY={study}"]


def refuse_old(files: Iterable[Path]) -> None:
    """Refuse to write over what somebody wrote."""
    for file in files:
        if file.exists() or file.is_symlink():
            raise InputError(f"{file}: is there already, and is not written over; choose another name")


def found(dataset: Dataset) -> list[str]:
    """Say what the data are."""
    height, width = dataset.image_shape
    size = f"{len(dataset.features)} features" if dataset.features else f"{height} x {width} pixels"
    named = f"{len(np.unique(dataset.target))} classes" if dataset.labelled else "no labels"
    return [f"Data: {len(dataset.data)} {'rows' if dataset.features else 'images'} of {size}, {named}"]


def relative(options: Options, folder: Path) -> Options:
    """Return the options with paths as the study file names them."""
    return {
        name: Path(os.path.relpath(value, folder)).as_posix() if isinstance(value, Path) else value
        for name, value in options.items()
    }


def text_of(dataset: Dataset, about: Description, options: Options) -> str:
    """Return our study, asked of other data: as far as they allow, with as many clusters as there are classes."""
    head, *sections = re.split(r"^(?=\[)", OURS.read_text("utf-8"), flags=re.MULTILINE)
    n_distinct = count_distinct(dataset.data, min(len(dataset.data), ENOUGH))
    n_classes = len(np.unique(dataset.target)) if dataset.labelled else min(UNKNOWN, n_distinct // 2)
    asked = [section for section in sections[1:] if fits(section, about, n_classes)]
    text = fitted("".join(asked), dataset, n_classes, n_distinct)
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in options.items()]
    shape = [] if not dataset.features else ['image_shape = "none"']
    lines += [*(line for line in shape if options["name"] in ("npz", "table")), f'digest = "sha256:{about.digest}"']
    return (
        head
        + "[dataset]                    # what the file holds; the digest pins it\n"
        + "\n".join(lines)
        + "\n\n"
        + text
    )


def fits(section: str, about: Description, n_classes: int) -> bool:
    """Tell whether the data allow an experiment; what is none is allowed."""
    return not any(
        lacking(stem, about.traits) or (stem == "explorer" and n_classes > MOST) for stem in SECTION.findall(section)
    )


def fitted(text: str, dataset: Dataset, n_classes: int, n_distinct: int) -> str:
    """Put the numbers that depend on the data into a study."""
    most = min(max(MOST, n_classes + n_classes // 2), n_distinct - 1)
    smallest = int(np.unique(dataset.target, return_counts=True)[1].min()) if dataset.labelled else 0
    for name, number in (("n_clusters", n_classes), ("most", most), ("n_splits", min(10, smallest))):
        text = re.sub(rf"^{name} = \d+", f"{name} = {number}", text, flags=re.MULTILINE)
    return re.sub(r'^  "([\w:]+)",.*\n', lambda m: m[0] if works(m[1], dataset) else "", text, flags=re.MULTILINE)


def works(name: str, dataset: Dataset) -> bool:
    """Tell whether a line of a list in a study can stay: a transform or method is tried, unless that takes long."""
    kind, asked = TRIED.get(name.partition(":")[0], ("", {}))
    if not kind or len(dataset.data) > SMALL:
        return True
    try:
        applied(kind, name, dataset.data, **asked)
    except InputError:
        return False
    return True


def published() -> str:
    """Return publication data of nobody, with a place for where the data come from."""
    comment, keys = NOBODY.read_text("utf-8").split("\n\n", 1)
    del comment
    return f"# Who publishes the report; what each key means is said in report/publication.toml.\n\n{keys}{ORIGIN}"


def worded() -> str:
    """Return the words that other data may have, in each language, as comments where they have a default."""
    parts = ["# What the data are called, in each language. Take away the # before a line to change it.\n"]
    for code in load_publication(NOBODY).languages:
        forms: dict[str, Any] = load_language(TEMPLATES / code).words["subject"]["forms"]
        lines = [f"# {json.dumps(form, ensure_ascii=False)} = {json.dumps(said, ensure_ascii=False)}"
                 for form, said in forms.items()]  # fmt: skip
        parts.append(f'[{code}.subject]\n# called = ""\n\n[{code}.subject.forms]  # of digits, and of these data\n')
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)
