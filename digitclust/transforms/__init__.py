"""Transforms of features before clustering: one file each, with one verb ``transform(data) -> data``.

To add one, write ``transforms/<stem>.py`` with a function ``transform`` that takes and returns an array of shape
(n_samples, n_features), name the stem in the study file, and give it its name in each language
(``[tables.parameters.values]`` in ``words.toml``).
"""
