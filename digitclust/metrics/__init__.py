"""Metrics of agreement: one file each, with one verb ``score(labels_true, labels_pred) -> float``.

To add one, write ``metrics/<stem>.py`` with a function ``score`` and a constant ``UNIT`` (``share`` prints as a
percentage, ``score`` as a decimal number), name the stem in the study file, and give it its words in each language
(``[metrics.<stem>]`` in ``words.toml``).
"""
