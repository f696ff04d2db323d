"""Data sets: one file each, with one verb ``load(options) -> Dataset``.

To add one, write ``datasets/<stem>.py`` with a frozen model ``Options`` (what the study may say under ``[dataset]``
beside ``name`` and ``digest``) and a function ``load``. An option that names a file or a folder is a ``sources.File``:
its path is relative to the study file, and its content is part of the key of every answer. What was read goes through
``assembly.assemble``, which refuses what are no data; what the source says of itself and the report repeats goes into
``facts``. Whatever a file holds, ``load`` returns a data set or raises InputError.
"""
