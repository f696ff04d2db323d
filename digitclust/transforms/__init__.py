"""Transforms of features before clustering: one file each, with one verb ``transform(data) -> data``.

To add one, write ``transforms/<stem>.py`` with a function ``transform`` that takes an array of shape (n_samples,
n_features) and returns one with as many rows, name the stem in the study file, and give it its name in each language
(``[transforms.<stem>]`` in ``words/``). A transform with a parameter names it in a constant ``PARAMETER`` and takes it
by keyword: the study then says ``pca:16``. An embedding has the shape (n_samples, 2). One that takes seconds says
``SLOW = True``, and its result is remembered. One that needs a package which is not installed with this one names it in
``PACKAGES`` and imports it when it is called. One that takes numbers of any type, as large data have them, says
``ANY_NUMBERS = True``; any other is handed float64.
"""
