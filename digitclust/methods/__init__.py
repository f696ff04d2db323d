"""Clustering methods: one file each, with one verb ``fit(data, *, n_clusters, n_init, random_state) -> Partition``.

To add one, write ``methods/<stem>.py`` with a function ``fit``, name the stem in the study file, and give it its name
in each language (``[methods.<stem>]`` in ``words/``). Features have the shape (n_samples, n_features); the best of
``n_init`` starts is kept; what is drawn at random depends on ``random_state`` alone, and a method without chance says
``SEEDED = False``. A method with a parameter of its own names it in a constant ``PARAMETER`` and takes it by keyword:
the study then says ``agglomerative:ward``. A method that has labels only makes its partition by
``partitions.from_labels``; images that it leaves out have the label -1. One that takes numbers of any type,
as large data have them, says ``ANY_NUMBERS = True``; any other is handed float64.
"""
