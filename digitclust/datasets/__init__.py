"""Data sets: one file each, with one verb ``load() -> Dataset``.

To add one, write ``datasets/<stem>.py`` with a function ``load`` and name the stem in the study file under
``[dataset]``. The labels are integers; what the source says of itself and the report repeats goes into ``facts``.
"""
