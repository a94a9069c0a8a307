"""The instruments as a picture: a lane for each subject, a bar for the time in force, a line for the chosen day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from math import inf

from chibo.common.dates import display
from chibo.foundation.rulebook.model import Instrument
from chibo.foundation.rulebook.svg import (
    GOLD,
    INK,
    LINE,
    RED,
    SHEET,
    SOFT,
    STRONG,
    WASH,
    line,
    picture,
    sheets,
    tag,
    text,
    width_of,
)
from chibo.foundation.rulebook.words import word

_GAP = 6
_CAPITALS = 1.28  # numbers of documents are wider than other words


@dataclass(frozen=True, slots=True)
class Size:
    name: str
    width: float
    letters: float
    row: float
    years: int  # a year is written at every so many
    sheet: float = inf  # what is taller goes on another picture


DESK = Size("desk", width=860, letters=12, row=22, years=1, sheet=SHEET)
PHONE = Size("phone", width=340, letters=12, row=22, years=3)


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to places between the edges."""

    first: date
    last: date
    width: float

    def x(self, day: date) -> float:
        inside = min(max(day, self.first), self.last)
        return (inside - self.first).days / (self.last - self.first).days * self.width


@dataclass(frozen=True, slots=True)
class Bar:
    """One instrument with its label: on the bar, else behind or before it; the number alone where room is short."""

    instrument: Instrument
    label: str
    starts: float
    ends: float
    label_at: float
    anchor: str
    on_bar: bool
    taken: tuple[float, float]  # from where to where nothing else may stand


def bar(instrument: Instrument, scale: Scale, letters: float) -> Bar:
    starts, ends = scale.x(instrument.in_force_from), scale.x(instrument.in_force_until or scale.last)
    place = 0.0
    for label in (label_of(instrument), instrument.number):
        wide = width_of(label, letters) * _CAPITALS
        if wide + 2 * _GAP <= ends - starts:
            return Bar(instrument, label, starts, ends, starts + _GAP, "start", True, (starts, ends))
        place, behind = starts - _GAP - wide, ends + _GAP + wide
        if behind <= scale.width:
            return Bar(instrument, label, starts, ends, ends + _GAP, "start", False, (starts, behind))
        if place >= 0:
            break
    return Bar(instrument, label, starts, ends, starts - _GAP, "end", False, (place, ends))


def label_of(instrument: Instrument) -> str:
    """The number, with the year because numbers are used again, and the place of what is no central text."""
    place = f", {instrument.territory}" if instrument.territory else ""
    return f"{instrument.number} ({instrument.in_force_from.year}{place})"


def rows_of(bars: Iterable[Bar]) -> list[list[Bar]]:
    """As few rows as are needed for no two to meet."""
    rows: list[list[Bar]] = []
    for one in sorted(bars, key=lambda one: one.instrument.in_force_from):
        for row in rows:
            if all(one.taken[0] > other.taken[1] + 2 or one.taken[1] + 2 < other.taken[0] for other in row):
                row.append(one)
                break
        else:
            rows.append([one])
    return rows


def draw(subjects: Mapping[str, Sequence[Instrument]], day: date, since: date, size: Size = DESK) -> list[str]:
    """``subjects`` in the order of the lanes, on as many sheets as they need; older texts begin at the edge."""
    starts = [i.in_force_from for listed in subjects.values() for i in listed]
    scale = Scale(date(since.year, 1, 1), date(max(*starts, day).year + 2, 1, 1), size.width)
    lanes = [
        Lane(subject, rows_of(bar(instrument, scale, size.letters) for instrument in listed), size)
        for subject, listed in subjects.items()
    ]
    edges = list(accumulate((lane.height for lane in lanes), initial=0.0))
    return [_sheet(lanes[first:last], scale, day, size, first) for first, last in sheets(edges, size.sheet)]


@dataclass(frozen=True, slots=True)
class Lane:
    subject: str
    rows: list[list[Bar]]
    size: Size

    @property
    def head(self) -> float:
        return self.size.letters * 1.8

    @property
    def height(self) -> float:
        return self.head + len(self.rows) * self.size.row + 4

    def draw(self, y: float, day: date) -> list[str]:
        letters = self.size.letters
        drawn = [text(2, y + letters * 1.3, word("subjects", self.subject), letters, SOFT)]
        for place, row in enumerate(self.rows):
            top = y + self.head + place * self.size.row
            drawn += [part for one in row for part in _bar(one, top, self.size, day)]
        return drawn


def _sheet(lanes: Sequence[Lane], scale: Scale, day: date, size: Size, number: int) -> str:
    top = y = size.letters * 3.2
    washes, bars = [], []
    for place, lane in enumerate(lanes):
        if place % 2 == 0:
            washes.append(tag("rect", x=0, y=y, width=size.width, height=lane.height, fill=WASH))
        bars += lane.draw(y, day)
        y += lane.height
    years, marked = _years(scale, size, top, y), _day(scale.x(day), day, size, top, y)
    title = f"Văn bản theo thời gian có hiệu lực; ngày đang xem {display(day)}{' (tiếp)' if number else ''}"
    return picture(f"timeline-{size.name}-{number}", title, size.width, y + 4, *washes, *years, *bars, *marked)


def _years(scale: Scale, size: Size, top: float, foot: float) -> list[str]:
    drawn = []
    for year in range(scale.first.year, scale.last.year, size.years):
        x = scale.x(date(year, 1, 1))
        drawn.append(line(x, top, x, foot, LINE))
        drawn.append(text(x + 2, top - 5, str(year), size.letters - 1, SOFT))
    return drawn


def _bar(one: Bar, y: float, size: Size, day: date) -> list[str]:
    """In the colour of the house where it is in force on the day; hollow where its source is not confirmed."""
    stands, sure = one.instrument.in_force(day), one.instrument.confidence.binds
    colour, high = RED if stands else STRONG, size.row - 4
    look = {"fill": colour} if sure else {"fill": "#ffffff", "stroke": colour, "stroke_dasharray": "3 2"}
    body = tag("rect", x=one.starts, y=y, width=max(one.ends - one.starts - 1, 2.0), height=high, **look)
    label = text(
        one.label_at,
        y + high * 0.72,
        one.label,
        size.letters,
        "#ffffff" if one.on_bar and sure else RED if stands else INK,
        font_weight=600 if stands else None,
        text_anchor=one.anchor,
    )
    return [body, label]


def _day(x: float, day: date, size: Size, top: float, foot: float) -> list[str]:
    words = display(day)
    wide = width_of(words, size.letters) * _CAPITALS + 4
    left = min(max(x - wide / 2, 0.0), size.width - wide)
    return [
        line(x, top - size.letters * 1.6, x, foot, INK, stroke_width=1.5),
        tag("rect", x=left, y=0, width=wide, height=size.letters * 1.6, fill=GOLD),
        text(left + wide / 2, size.letters * 1.2, words, size.letters, INK, font_weight=600, text_anchor="middle"),
    ]
