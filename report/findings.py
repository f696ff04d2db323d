"""What the report found, in the order of ``findings.toml``: which study can tell it, and the figure that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from digitclust.study import Strict, read_toml, validate

FINDINGS = Path(__file__).parent / "findings.toml"


class Finding(Strict):
    """An entry of ``findings.toml``.

    Attributes
    ----------
    needs : list of str
        Experiments without which it cannot be told.
    figure : str
        The figure that shows it; where that stands on no page, the finding is left out.
    """

    needs: list[str]
    figure: str


@dataclass(frozen=True)
class Told:
    """A finding in one language.

    Attributes
    ----------
    stem, title, text, sure : str
        Its name, its heading, the sentence that the results chose and filled, and how sure it is.
    figure : str
        A link to the figure that shows it.
    values : tuple of str
        Ids of the values on which its sentences rest, as they were asked for.
    """

    stem: str
    title: str
    text: str
    sure: str
    figure: str
    values: tuple[str, ...]


def load_findings(path: Path = FINDINGS) -> dict[str, Finding]:
    """Read and validate the findings, the most surprising first."""
    return {stem: validate(Finding, entry, f"{path}: {stem}") for stem, entry in read_toml(path).items()}
