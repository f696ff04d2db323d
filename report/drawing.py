"""What figures share: paper, colours, pictures of digits, heat maps, and the way into a file.

Every colour of line and letter comes from here, because a figure follows the reader's dark mode by a style sheet
inside its SVG that knows these colours and no others.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import seaborn as sns
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.ticker import FuncFormatter
from numpy.typing import NDArray

from report.plates.slim import slim

STYLE = Path(__file__).parent / "figures" / "figures.mplstyle"
WIDTHS = {"85mm": 85.0, "165mm": 165.0, "180mm": 180.0}
LETTERS = {"85mm": 8.0, "165mm": 9.0, "180mm": 9.0}  # points; in a cell or beside a bar they are one point smaller
NARROW = 100.0  # millimetres: what is narrower is laid out for a column or a telephone
NARROWEST = 3  # letters that have room side by side below an axis
MM = 1 / 25.4

SHEET = "#fefefe"  # what hides a drawing below a letter: the page itself
INK, MUTED, GRID = "#1f2328", "#6e7781", "#d0d7de"
DEEP = "#010101"  # ink in a cell of a heat map: where the cell is of middle lightness, INK is not dark enough
BLUE, ORANGE, PALE = "#164878", "#b3541e", "#7796b8"  # apart in grey print and for every colour vision
ON_DARK = {
    SHEET: "#1e2129",
    INK: "#e6e9ed",
    DEEP: "#e6e9ed",
    MUTED: "#9aa4af",
    GRID: "#444c56",
    BLUE: "#5b9ad8",
    ORANGE: "#f0a36c",
    PALE: "#4f7396",
}
FULL = "#1a5590"  # a full cell of a heat map, in both schemes; an empty one is transparent
DARK_CELL = 0.79  # the share from which on white stands out better than ink
HEAT = LinearSegmentedColormap.from_list("heat", [(*mpl.colors.to_rgb(FULL), alpha) for alpha in (0.0, 1.0)])


def canvas(width: float, height: float, rows: int = 1, columns: int = 1, **grid: Any) -> tuple[Figure, Any]:
    """Make a figure of that size in millimetres, and its axes."""
    figure = Figure(figsize=(width * MM, height * MM), layout="constrained")
    return figure, figure.subplots(rows, columns, **grid)


def styled(width: str, settings: Mapping[str, Any] | None = None) -> Any:
    """Return the context in which a figure of that width is drawn and written; settings of matplotlib go first."""
    return style.context([STYLE, {"font.size": LETTERS[width], **(settings or {})}], after_reset=True)  # nobody's own


def small() -> float:
    """Return the size of letters that stand in a cell or beside a bar, in points: never below 7."""
    return max(7.0, float(mpl.rcParams["font.size"]) - 1)


def headline(figure: Figure, text: str) -> None:
    """Say above all panels what they show."""
    figure.suptitle(text, x=0.01, ha="left", size="medium")


def short(label: object, most: int = 16) -> str:
    """Return a label that leaves room for others; tables have it whole."""
    text = " ".join(str(label).split())
    return text if len(text) <= most else f"{text[: most - 1]}\N{HORIZONTAL ELLIPSIS}"


def upright(labels: Iterable[object]) -> tuple[int, float]:
    """Return by how many degrees labels below an axis are turned, and the height that takes in millimetres."""
    longest = max((len(short(label)) for label in labels), default=0)
    return (90, 1.7 * longest) if longest > NARROWEST else (0, 0.0)


def bare(axes: Axes) -> None:
    """Take frame and ticks away."""
    axes.set(xticks=[], yticks=[])
    for spine in axes.spines.values():
        spine.set_visible(False)


def mosaic(images: NDArray[np.float64], gap: int = 1) -> NDArray[np.float64]:
    """Lay images of shape (rows, columns, height, width) out in one, with nan between them."""
    framed = np.pad(images, ((0, 0), (0, 0), (0, gap), (0, gap)), constant_values=np.nan)
    rows, columns, height, width = framed.shape
    return framed.transpose(0, 2, 1, 3).reshape(rows * height, columns * width)[:-gap, :-gap]


def picture(axes: Axes, image: NDArray[np.float64], levels: float) -> None:
    """Show grey levels as ink on paper; nan shows nothing."""
    grey = 1 - np.nan_to_num(image) / levels
    axes.imshow(np.dstack([grey, grey, grey, np.isfinite(image).astype(float)]), vmin=0, vmax=1)
    bare(axes)


def row_labels(axes: Axes, labels: Sequence[str], height: int) -> None:
    """Label the rows of a mosaic of images of that height in pixels."""
    axes.set_yticks([row * (height + 1) + (height - 1) / 2 for row in range(len(labels))], labels)
    axes.tick_params(axis="y", length=0)


def heat(
    axes: Axes, shares: NDArray[np.float64], texts: Sequence[Sequence[str]], rows: Any, columns: Any, most: int = 16
) -> None:
    """Draw a heat map of shares with a text in every cell, white where the cell is dark; longer labels are cut."""
    sns.heatmap(
        shares, ax=axes, vmin=0, vmax=1, cmap=HEAT, cbar=False, square=True, linewidths=0.5, linecolor=GRID,
        annot=np.array(texts), fmt="", annot_kws={"size": small()}, xticklabels=columns, yticklabels=rows,
    )  # fmt: skip
    for text, share in zip(axes.texts, shares.ravel(), strict=True):
        text.set(color="#ffffff" if share > DARK_CELL else DEEP, in_layout=False)  # it stands within its cell
    axes.set_xticklabels([short(column, most) for column in columns])
    axes.set_yticklabels([short(row, most) for row in rows])
    axes.tick_params(length=0, rotation=0)
    axes.tick_params(axis="x", rotation=upright(columns)[0])


def tiles(axes: Axes, values: NDArray[np.float64], step: float, color: str, own: int | None = None) -> None:
    """Lay a tile for each value into the row of its step, upwards of which the axis runs: every value is seen.

    One of them, given by its place, comes first in its row and has another colour.
    """
    rows = np.floor(values / step + 1e-9).astype(int)  # what lies on an edge lies above it
    order = np.lexsort((np.arange(len(values)) != own, rows))
    places = np.arange(len(values)) - np.searchsorted(rows[order], rows[order])
    for chosen, face in ((order != own, color), (order == own, ORANGE)):
        corners = np.column_stack([places[chosen], (rows[order][chosen] + 0.07) * step])
        axes.add_artist(PathPatch(squares(corners, 0.8, 0.86 * step), facecolor=face, linewidth=0))
    axes.update_datalim([(0, values.min()), (places.max() + 1, values.max() + step)])
    axes.autoscale_view()


def squares(corners: NDArray[np.float64], width: float, height: float) -> Outline:
    """Return one path of many rectangles, given by their lower left corners: small in a file."""
    around = np.array([(0, 0), (width, 0), (width, height), (0, height), (0, 0)])
    codes = [Outline.MOVETO, *[Outline.LINETO] * 3, Outline.CLOSEPOLY] * len(corners)
    return Outline((corners[:, None] + around).reshape(-1, 2), codes)


def show_numbers(axis: Any, show: Callable[[float], str]) -> None:
    """Print the ticks of an axis in the language of the figure."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: show(value)))


def settle(figure: Figure) -> None:
    """Lay a figure out for good: undrawn, since marks cost most; and twice where axes keep their aspect."""
    for _ in range(2 if any(axes.get_aspect() != "auto" for axes in figure.axes) else 1):
        if engine := figure.get_layout_engine():
            engine.execute(figure)
    figure.set_layout_engine(None)  # not "none": with any engine, also that one, all is drawn twice


def to_svg(figure: Figure) -> str:
    """Write a figure as SVG: the same bytes in every process, and at home in dark mode."""
    settle(figure)
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    head, body = slim(out.getvalue()).split("<defs>", 1)
    return f"{head}{dark_style()}<defs>{body}"


def dark_style() -> str:
    """Return the style sheet that turns the colours of a figure for dark mode."""
    rules = [
        f'[style*="{kind}: {light}"]{{{kind}:{dark} !important}}'
        for light, dark in ON_DARK.items()
        for kind in ("fill", "stroke")
    ]
    return f"<style>@media (prefers-color-scheme:dark){{{''.join(rules)}image{{filter:invert(.87)}}}}</style>\n"
