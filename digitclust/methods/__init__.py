"""Clustering methods: one file each, with one verb ``fit(data, *, n_clusters, n_init, random_state) -> Partition``.

To add one, write ``methods/<stem>.py`` with a function ``fit`` and name the stem in the study file.
"""
