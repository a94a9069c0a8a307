"""The little SVG that the pictures of the law need: presentation attributes only, so that they stand on paper too."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

INK = "#211c19"
SOFT = "#5a524b"
WASH = "#f6f3ef"
LINE = "#ded7ce"
STRONG = "#857b71"
RED = "#96151b"
GOLD = "#d3a625"
FONT = "'Be Vietnam Pro', 'Segoe UI', 'Noto Sans', sans-serif"

#: How tall a drawing of the width of a desk may be for one sheet of A4.
SHEET = 1150.0

#: How wide a letter of the font is on average, as a part of its size; a little more than it really is.
_LETTER = 0.52


def tag(_name: str, *inside: str, **attributes: object) -> str:
    """One element. ``class_`` and ``stroke_width`` are written as SVG writes them; None leaves an attribute out."""
    written = "".join(
        f' {key if key == "viewBox" else key.rstrip("_").replace("_", "-")}="{escape(_plain(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{_name}{written}>{''.join(inside)}</{_name}>" if inside else f"<{_name}{written}/>"


def _plain(value: object) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def text(x: float, y: float, words: str, size: float = 13, fill: str = INK, **attributes: object) -> str:
    return tag("text", escape(words), x=x, y=y, font_size=size, fill=fill, **attributes)


def line(x1: float, y1: float, x2: float, y2: float, stroke: str = STRONG, **attributes: object) -> str:
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, **attributes)


def picture(name: str, title: str, width: float, height: float, *inside: str, top: float = 0) -> str:
    """A drawing that speaks its title, or what of it lies from ``top`` on; ``name`` is its id on the page."""
    return tag(
        "svg",
        tag("title", escape(title), id=f"{name}-title"),
        *inside,
        xmlns="http://www.w3.org/2000/svg",
        class_="img-fluid",
        viewBox=f"0 {_plain(top)} {_plain(width)} {_plain(height)}",
        width=width,
        height=height,
        role="img",
        aria_labelledby=f"{name}-title",
        font_family=FONT,
    )


def sheets(edges: Sequence[float], most: float) -> list[tuple[int, int]]:
    """Which rows stand together on a sheet: as many as fit, from one edge to another."""
    found, first = [], 0
    for last in range(1, len(edges)):
        if last == len(edges) - 1 or edges[last + 1] - edges[first] > most:
            found.append((first, last))
            first = last
    return found


def width_of(words: str, size: float = 13) -> float:
    return len(words) * size * _LETTER


def wrapped(words: str, width: float, size: float = 13) -> list[str]:
    """The words in lines that fit the width."""
    lines: list[str] = []
    for word in words.split():
        if lines and width_of(f"{lines[-1]} {word}", size) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines
