"""Targets: what the calls of a template print, one file each for what a template becomes.

To add one, write a class with the methods of `report.target.Target`; whoever fills a template hands it to the
vocabulary.
"""
