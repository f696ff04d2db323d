"""The last touch on a page."""

from __future__ import annotations

import pytest

from report.typography import finish, hold


def test_a_name_with_a_hyphen_is_held_together() -> None:
    """A letter and what it is hyphened to stay on one line; other hyphens may break."""
    assert hold("K-Means, V-мера, scikit-learn") == (
        '<span class="nowrap">K-Means</span>, <span class="nowrap">V-мера</span>, scikit-learn'
    )


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: K-Means\n---\n",
        "```\nK-Means $x$\n```",
        "`K-Means`",
        '<img alt="K-Means">',
        "<code>K-Means</code>",
        "[a](k-means.md)",
    ],
)
def test_code_tags_and_addresses_are_left_alone(text: str) -> None:
    """What a machine reads is not touched."""
    assert finish(text) == text


def test_latex_becomes_mathml() -> None:
    """Within a line and on a line of its own; no dollar is left."""
    text = finish("Here $k$ and\n\n$$\\sum_i x_i$$\n")

    assert text.count("<math") == 2
    assert '<div class="formula">' in text
    assert "$" not in text
