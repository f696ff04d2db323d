"""Tables: one file each, with one verb ``tabulate(results, language) -> Table``.

To add one, write ``tables/<stem>.py`` with a constant ``NEEDS`` (the experiments whose answers it shows), if need be
``DATA`` (what the answers must hold, or it is left out), and a function ``tabulate``, give it its words in each
language (``[tables.<stem>]`` in ``words.toml`` with ``title``, ``caption`` and a word for each column), and call
``table("<stem>")`` on a page.
"""
