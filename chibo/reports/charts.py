"""Pictures of figures, drawn here: bars with their numbers beside them; the table stands under each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: The canvas is so wide, whatever the screen makes of it.
WIDTH = 640
ROW = 30
_LABEL = 150
_NUMBER = 64


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: where it begins, how long it is, what is written at its end and where."""

    x: float
    y: float
    length: float
    text: int
    text_x: float
    anchor: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    text: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars, and the same figures as a table (``heads``, ``rows``)."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]
    width: int
    height: int
    axis: float  # where the bars begin


def bars(title: str, figures: Mapping[str, int], head: str, first: str) -> Chart:
    """One bar a row, the longest as wide as there is room."""
    room, most = WIDTH - _LABEL - _NUMBER, max([*figures.values(), 1])
    drawn, labels = [], []
    for index, (label, value) in enumerate(figures.items()):
        length = round(room * value / most, 1)
        drawn.append(Bar(_LABEL, index * ROW + 5, length, value, _LABEL + length + 6, "start"))
        labels.append(Label(label, _LABEL - 10, index * ROW + 20, "end"))
    return Chart(
        title,
        (first, head),
        tuple((label, (value,)) for label, value in figures.items()),
        tuple(drawn),
        tuple(labels),
        WIDTH,
        len(figures) * ROW,
        _LABEL,
    )


def two_sided(title: str, rows: Sequence[tuple[str, int, int]], heads: tuple[str, str, str]) -> Chart:
    """Bars to the left and to the right of their labels: men and women by age, those who came and went by month."""
    middle, gap = WIDTH / 2, 58
    room, most = middle - gap - 46, max([1, *(value for _, left, right in rows for value in (left, right))])
    drawn, labels = [], []
    for index, (label, left, right) in enumerate(rows):
        y = index * ROW + 5
        a, b = round(room * left / most, 1), round(room * right / most, 1)
        drawn.append(Bar(middle - gap - a, y, a, left, middle - gap - a - 6, "end"))
        drawn.append(Bar(middle + gap, y, b, right, middle + gap + b + 6, "start", "other"))
        labels.append(Label(label, middle, y + 15, "middle"))
    return Chart(
        title,
        heads,
        tuple((label, (left, right)) for label, left, right in rows),
        tuple(drawn),
        tuple(labels),
        WIDTH,
        len(rows) * ROW,
        0,
    )
