"""Text for LaTeX, and figures as a LaTeX document takes them: for pdfLaTeX with T2A and for XeLaTeX alike."""

from __future__ import annotations

import re

# Braces by name, because BibTeX counts them even behind a backslash; the rest because LaTeX means something by it.
ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "`": r"\textasciigrave{}",
    '"': r'"{}',  # Russian babel takes it for the begin of a command
    "\u00a0": "~",
    "\u2013": "--",
    "\u2014": "---",
    "\u2018": "`",
    "\u2019": "'",
    "\u201c": "``",
    "\u201d": "''",
    "\u2026": r"\ldots{}",
    "\u2116": r"\textnumero{}",
    "\u2192": r"\textrightarrow{}",
    "\u2212": r"\ensuremath{-}",
    "\u00d7": r"\texttimes{}",
    "\u2264": r"\ensuremath{\leq}",
    "\u2265": r"\ensuremath{\geq}",
    "\u2248": r"\ensuremath{\approx}",
    "\u00b1": r"\textpm{}",
}
SPECIAL = re.compile("|".join(map(re.escape, ESCAPES)))
LIGATURE = re.compile(
    "(?<=[-\u2013\u2014])(?=[-\u2013\u2014])|(?<=['\u2019])(?=['\u2019])|(?<=,)(?=,)"
)  # two of a kind that a font would join
BLANKS = re.compile(r"[\x00-\x20\x7f]+")

FIGURE = r"""\begin{{figure}}[htbp]
  \centering
  \includegraphics{{{file}}}
  \caption{{{caption}~\cite{{{key}}}}}
  \label{{fig:{stem}}}
\end{{figure}}
"""
# How a caption opens: in journals, and in dissertations after GOST R 7.0.11 and GOST 7.32.
JOURNAL, DISSERTATION = "journal", "dissertation"
CAPTIONS = {
    JOURNAL: r"\captionsetup[figure]{{name={label},labelsep=period}}",
    DISSERTATION: r"\DeclareCaptionLabelSeparator{{dash}}{{~--- }}\captionsetup[figure]{{name={label},labelsep=dash}}",
}


def escape(text: str) -> str:
    """Return plain text as LaTeX prints it; what is no character but a control becomes a blank."""
    parted = LIGATURE.sub("\ue000", BLANKS.sub(" ", text))
    return SPECIAL.sub(lambda found: ESCAPES[found.group()], parted).replace("\ue000", "{}")


def figure(stem: str, caption: str, key: str, file: str) -> str:
    """Return a ready ``figure`` environment; the file stands in its own width and is named without a path.

    Parameters
    ----------
    stem : str
        Of the figure: its label is ``fig:<stem>``.
    caption : str
        Plain text.
    key : str
        Citation key.
    file : str
        Name of the PDF.
    """
    return FIGURE.format(file=file, caption=escape(caption.rstrip(".")), key=key, stem=stem)


def caption_setup(kind: str, label: str) -> str:
    r"""Return the lines of a preamble that make captions open with a label, after ``\usepackage{caption}``.

    Parameters
    ----------
    kind : {"journal", "dissertation"}
        ``Fig. 3. Title`` or ``Figure 3 --- Title``.
    label : str
        What stands before the number, such as "Fig."; plain text.
    """
    return CAPTIONS[kind].format(label=escape(label.rstrip("." if kind == DISSERTATION else "")))
