"""Writes an SVG of matplotlib in fewer letters, and nothing that is seen differs.

Marks that look alike say so once, and no place has more digits than a hundredth of a point.
"""

from __future__ import annotations

import re

USE = r'\s*<use xlink:href="[^"]+" x="[^"]+" y="[^"]+" style="{}"/>'
ANY, SAME = r"[^\"]+", r"(?P=look)"
LOOK = r'(?P<look>(?!opacity|[^"]*; opacity)[^"]+)'  # opacity of a group is not that of each of its marks
CLIPS = re.compile(  # groups of one mark each, cut off at the same frame
    rf'(?P<open>\s*<g clip-path="[^"]+">)(?:{USE.format(ANY)}\s*</g>(?P=open))+{USE.format(ANY)}\s*</g>'
)
MARKS = re.compile(f"{USE.format(LOOK)}(?:{USE.format(SAME)})+")
PLACED = re.compile('<use [^>]+?(?= style="[^"]+"/>)')
EXACT = re.compile(r"(<metadata>.*?</metadata>|(?:scale|matrix)\([^)]*\))", re.DOTALL)  # no places
NUMBER = re.compile(r'(?<=[\s"(])-?\d+\.\d{3,}(?=[\s")])')
DIGITS = 2


def slim(svg: str) -> str:
    """Write a drawing in fewer letters."""
    shared = MARKS.sub(grouped, CLIPS.sub(gathered, svg))
    parts = EXACT.split(shared)
    parts[::2] = [NUMBER.sub(lambda found: f"{round(float(found[0]), DIGITS):g}", part) for part in parts[::2]]
    return "".join(parts)


def gathered(found: re.Match[str]) -> str:
    """Put marks that are cut off at the same frame into one group."""
    marks = "".join(re.findall(USE.format(ANY), found[0]))
    return f"{found['open']}{marks}</g>"


def grouped(found: re.Match[str]) -> str:
    """Let a group say how its marks look; of marks that hide each other one is left."""
    marks = PLACED.findall(found[0])
    if "opacity" not in found["look"]:
        marks = list(dict.fromkeys(marks))
    return "\n".join([f'<g style="{found["look"]}">', *(f"{mark}/>" for mark in marks), "</g>"])
