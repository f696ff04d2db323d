"""Experiments: one question of the study each, with one verb ``answer(dataset, options, tools) -> Answer``.

To add one, write ``experiments/<stem>.py`` with a frozen model ``Options`` (its keys in the study file) and a function
``answer``, and write ``[experiments.<stem>]`` into the study file. An option that names things from a shelf is called
like the shelf: ``metrics``, ``methods`` or ``method``, ``transforms`` or ``transform``. The answer's ``units`` say
what its values and the columns of its tables are, where their type or name does not. Every table is published; an
array is where a figure shows it and the answer's ``axes`` name its axes. An experiment that lasts more than a second
says in a constant ``SECONDS`` how long it lasts in the default study on two cores; the time left is foretold from it,
and for larger data and other numbers of seeds in proportion.
One that needs all images, however many, says ``WHOLE = True``, and takes what ``digitclust.parts`` makes of them, since
large data have numbers of any type; any other is handed the study's sample of them.
A table called ``runs`` with a row for each ``random_state`` is written into ``study.lock``, if it has the columns that
the lock shows (``report/proof/lock.py``). What the data must have for the question to make sense stands in a constant
``DEMANDS``, such as ``("labels",)``: of other data the study is answered without the experiment. Where it can answer
a part without labels or pixels, it leaves the rest out of its answer, and figures, sentences and pages with it.
"""
