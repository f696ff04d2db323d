"""Clustering methods: one file each, with one verb ``fit(data, *, n_clusters, n_init, random_state) -> Partition``.

To add one, write ``methods/<stem>.py`` with a function ``fit``, name the stem in the study file, and give it its name
in each language (``[methods.<stem>]`` in ``words/``). A method with a parameter of its own names it in a constant
``PARAMETER`` and takes it by keyword: the study then says ``agglomerative:ward``. A method that has no iterations says
1, one that has no inertia of its own the sum of squared distances to the means of its clusters.
"""
