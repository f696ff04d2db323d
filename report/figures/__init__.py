"""Figures: one file each, with one verb ``draw(results, language, width) -> Figure``.

To add one, write ``figures/<stem>.py`` with a constant ``NEEDS`` (the experiments whose answers it shows), a constant
``DATA`` (which of their tables and arrays, such as ``("data.class_sizes",)``: they are offered for download beside it;
the answer's ``axes`` name the axes of an array; where the answers lack one of them the figure is left out) and a
function ``draw``, give it its words in each language (``[figures.<stem>]`` in ``words/`` with ``title``, ``caption``,
``alt`` and its labels), and call ``figure("<stem>")`` on a page. A figure computes nothing and knows no language of its
own; the width comes in millimetres, 85 for a column and a telephone, 165 for a page.
"""
