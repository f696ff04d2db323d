"""Turns the colours of a drawn figure into greys of the same lightness."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import Collection
from matplotlib.colors import ListedColormap, to_rgba_array
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text
from numpy.typing import NDArray

LUMINANCE = np.array([0.2126, 0.7152, 0.0722])  # of linear red, green, blue: ITU-R BT.709
LINE = ("color", "markerfacecolor", "markeredgecolor")


def turn_grey(figure: Figure) -> None:
    """Give every artist of a figure the grey that is as light as its colour."""
    for artist in figure.findobj(Artist):
        if isinstance(artist, Line2D):
            artist.set(**{name: grey(getattr(artist, f"get_{name}")()) for name in LINE})
        elif isinstance(artist, Text):
            artist.set_color(grey(artist.get_color()))
        elif isinstance(artist, Patch):
            artist.set(facecolor=grey(artist.get_facecolor()), edgecolor=grey(artist.get_edgecolor()))
        elif isinstance(artist, Collection | AxesImage):
            turn_mapped(artist)


def turn_mapped(artist: Any) -> None:
    """Do so with what takes its colours from values, or has many."""
    values = artist.get_array()
    if isinstance(artist, AxesImage) and values is not None and values.ndim == 3:
        artist.set_data(greys(values))
    elif values is not None:
        artist.set_cmap(ListedColormap(greys(artist.get_cmap()(np.linspace(0, 1, 256)))))
    else:
        artist.set(facecolor=greys(artist.get_facecolor()), edgecolor=greys(artist.get_edgecolor()))


def grey(colour: Any) -> Any:
    """Return the grey of one colour; none stays none."""
    return colour if isinstance(colour, str) and colour == "none" else tuple(greys(to_rgba_array(colour))[0])


def greys(colours: Any) -> NDArray[np.float64]:
    """Return the greys of colours of shape (..., 3 or 4); what they cover stays as it is."""
    found: NDArray[np.float64] = np.array(colours, dtype=np.float64)
    if found.size:
        found[..., :3] = to_srgb(to_linear(found[..., :3]) @ LUMINANCE)[..., None]
    return found


def to_linear(colours: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return light from sRGB (IEC 61966-2-1)."""
    light: NDArray[np.float64] = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    return light


def to_srgb(light: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return sRGB from light, the inverse of that."""
    coded: NDArray[np.float64] = np.where(
        light <= 0.0031308, light * 12.92, 1.055 * np.maximum(light, 0.0) ** (1 / 2.4) - 0.055
    )
    return coded
