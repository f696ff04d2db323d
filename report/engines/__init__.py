"""Engines that print the article, one file each.

To add one, write ``<stem>.py`` with ``missing() -> str`` (one line that says what is not there, or nothing),
``version() -> str`` and ``render(folder, epoch)``, which makes ``article.pdf`` and ``article.docx`` of the
``article.qmd`` in a folder that holds all it needs; `report/publication.toml` names it as ``print_engine``.
"""
