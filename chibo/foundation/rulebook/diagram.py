"""A procedure as a picture: steps from above to below, a lane for each body, arrows by what must come before.

A step that waits for the step right above it gets a short arrow. Any other waiting runs along a track at the left, one
for all steps that wait for the same: joined (a dot) by what is waited for, left (an arrow) by those who wait.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from itertools import count
from math import inf

from chibo.foundation.rulebook.model import Procedure, RouteSpec, StepSpec
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
    wrapped,
)
from chibo.foundation.rulebook.words import word

PEOPLE = frozenset({"applicant", "helper", "member", "introducer"})
_BEFORE = 4  # an arrow comes in above the middle of its mark, and goes out below
_MARK = 6
_GAP = 10  # between a title and the remark behind it


@dataclass(frozen=True, slots=True)
class Size:
    """How large the picture is drawn: once for a desk and paper, once for a phone."""

    name: str
    width: float
    lane: float
    track: float
    letters: float
    row: float
    sheet: float = inf  # taller pictures are cut between rows


DESK = Size("desk", width=860, lane=30, track=12, letters=13, row=25, sheet=SHEET)
PHONE = Size("phone", width=340, lane=17, track=6, letters=13, row=27)


#: Lanes that are no level of the tree: people, and the parts of the other side of a case.
_LANES = {
    "PEOPLE": "Người vào Đảng, đảng viên",
    **{part.upper(): word("parts", part) for part in ("other_cell", "other_base", "other_decider")},
}


def lane_of(step: StepSpec, route: RouteSpec) -> str:
    """The level of the body that performs the step on this route; one lane for people."""
    return "PEOPLE" if step.by in PEOPLE else route.bodies.get(step.by, step.by.upper())


def arrows(procedure: Procedure, route: str) -> dict[str, tuple[str, ...]]:
    """For each step what it waits for, without what follows from the rest through steps that always apply."""
    steps = procedure.on_route(route)
    asked = {step.code: procedure.required_on(route, step) for step in steps}
    always = {step.code for step in steps if not step.when and not step.optional}
    before: dict[str, set[str]] = {}

    def all_before(code: str) -> set[str]:
        if code not in before:
            before[code] = set(asked[code]).union(*(all_before(other) for other in asked[code]))
        return before[code]

    return {
        code: tuple(one for one in required if not any(one in all_before(o) for o in required if o in always))
        for code, required in asked.items()
    }


def remarks(step: StepSpec) -> str:
    """What distinguishes a step, in words beside its title."""
    told = []
    if step.when:
        told.append(f"khi {word('conditions', step.when)}")
    elif step.optional:
        told.append("không bắt buộc")
    if step.vote:
        told.append("biểu quyết")
    if step.ends:
        told.append(f"kết thúc: {word('endings', step.ends)}")
    return "; ".join(told)


@dataclass(frozen=True, slots=True)
class Track:
    """Steps that wait for the same, as a vertical line at a place counted from the lanes."""

    sources: tuple[int, ...]
    targets: tuple[int, ...]
    place: int = 0

    @property
    def rows(self) -> tuple[int, int]:
        return min(*self.targets, *self.sources), max(*self.targets, *self.sources)

    @property
    def length(self) -> int:
        return self.rows[1] - self.rows[0]

    def meets(self, other: Track) -> bool:
        return self.rows[0] <= other.rows[1] and other.rows[0] <= self.rows[1]


def tracks(waiting: Mapping[int, tuple[int, ...]]) -> list[Track]:
    """Short tracks beside the lanes, long ones further out; two that share a row never share a place."""
    together: dict[tuple[int, ...], list[int]] = {}
    for target, sources in waiting.items():
        together.setdefault(tuple(sorted(sources)), []).append(target)
    laid: list[Track] = []
    for track in sorted((Track(s, tuple(t)) for s, t in together.items()), key=lambda track: track.length):
        taken = {other.place for other in laid if other.meets(track)}
        laid.append(replace(track, place=next(place for place in count() if place not in taken)))
    return laid


@dataclass(frozen=True, slots=True)
class Told:
    """What stands beside a mark: the lines of the title, and softly what distinguishes the step."""

    title: tuple[str, ...]
    remark: tuple[str, ...]
    same_line: bool  # the remark still fits behind the title

    @property
    def lines(self) -> int:
        return len(self.title) + (0 if self.same_line else len(self.remark))


class Diagram:
    """One procedure on one route, laid out for one size."""

    def __init__(self, procedure: Procedure, route: RouteSpec, size: Size) -> None:
        self.procedure, self.route, self.size = procedure, route, size
        self.steps = procedure.on_route(route.code)
        self.rows = {step.code: row for row, step in enumerate(self.steps)}

    @cached_property
    def waits(self) -> dict[int, tuple[int, ...]]:
        found = arrows(self.procedure, self.route.code)
        return {self.rows[code]: tuple(self.rows[one] for one in before) for code, before in found.items() if before}

    @cached_property
    def short(self) -> set[int]:
        """Rows that wait for the row right above and for nothing else."""
        return {row for row, before in self.waits.items() if before == (row - 1,)}

    @cached_property
    def tracks(self) -> list[Track]:
        return tracks({row: before for row, before in self.waits.items() if row not in self.short})

    @cached_property
    def lanes(self) -> list[str]:
        taken = {lane_of(step, self.route) for step in self.steps}
        order = ("PEOPLE", *dict.fromkeys(self.route.bodies.values()))
        return [lane for lane in order if lane in taken] + sorted(taken - set(order))

    @cached_property
    def left(self) -> float:
        """Where the lanes begin."""
        return self.size.track * (max((t.place for t in self.tracks), default=0) + 1) + 4

    @cached_property
    def right(self) -> float:
        """Where the titles begin."""
        return self.left + self.size.lane * len(self.lanes) + 10

    @cached_property
    def told(self) -> list[Told]:
        return [self._told(step) for step in self.steps]

    def _told(self, step: StepSpec) -> Told:
        room, letters = self.size.width - self.right, self.size.letters
        title, remark = wrapped(f"{step.code} {step.title}", room, letters), remarks(step)
        together = width_of(title[-1], letters) + width_of(remark, letters - 1) + _GAP
        if remark and together <= room:
            return Told(tuple(title), (remark,), same_line=True)
        return Told(tuple(title), tuple(wrapped(remark, room, letters - 1)), same_line=False)

    @cached_property
    def line(self) -> float:
        return self.size.letters * 1.35

    @cached_property
    def tops(self) -> list[float]:
        """Where each row begins, and where the last one ends."""
        tops = [self.size.letters * 1.7 * len(self.lanes) + 16]
        for told in self.told:
            tops.append(tops[-1] + max(self.size.row, told.lines * self.line + 9))
        return tops

    def middle(self, row: int) -> float:
        return self.tops[row] + self.size.letters * 0.95

    def x_of(self, row: int) -> float:
        lane = self.lanes.index(lane_of(self.steps[row], self.route))
        return self.left + self.size.lane * (lane + 0.5)

    def x_of_track(self, track: Track) -> float:
        return self.left - self.size.track * (track.place + 0.5)

    def draw(self) -> list[str]:
        """The picture, in as many parts as it needs sheets; each is a window on the whole."""
        title = f"Sơ đồ thủ tục {self.procedure.title}: {self.route.title}"
        parts = [*self._bands(), *self._heads(), *self._waiting(), *self._marks(), *self._titles()]
        edges = [0.0, *self.tops[1:]]
        return [
            picture(
                f"{self.procedure.code}-{self.size.name}-{first}",
                f"{title} (tiếp)" if first else title,
                self.size.width,
                edges[last] - edges[first],
                *parts,
                top=edges[first],
            )
            for first, last in sheets(edges, self.size.sheet)
        ]

    def _bands(self) -> list[str]:
        """Every other row on a wash, so that the eye finds the title of a mark."""
        bands = [
            tag("rect", x=0, y=top, width=self.size.width, height=below - top, fill=WASH)
            for row, (top, below) in enumerate(zip(self.tops, self.tops[1:], strict=False))
            if row % 2 == 0
        ]
        foot = self.tops[-1]
        lanes = (self.left + self.size.lane * (lane + 0.5) for lane in range(len(self.lanes)))
        return bands + [line(x, self.tops[0], x, foot, LINE) for x in lanes]

    def _heads(self) -> Sequence[str]:
        """The name of each lane, on a line of its own and led down to it."""
        drawn = []
        for lane, level in enumerate(self.lanes):
            x = self.left + self.size.lane * (lane + 0.5)
            y = self.size.letters * 1.7 * (lane + 0.75)
            name = _LANES.get(level) or word("levels", level)
            drawn.append(line(x, y, x, self.tops[0], LINE))
            drawn.append(line(x, y, x + 8, y, LINE))
            drawn.append(text(x + 12, y + 4, name, self.size.letters, font_weight=600))
        return drawn

    def _waiting(self) -> list[str]:
        drawn = []
        for row in sorted(self.short):
            above, x = self.x_of(row - 1), self.x_of(row)
            drawn.append(line(above, self.middle(row - 1) + _MARK, x, self.middle(row) - _MARK - 5, STRONG))
            drawn.append(_head(x, self.middle(row) - _MARK - 1, down=True))
        for track in self.tracks:
            x = self.x_of_track(track)
            joined = {row: self.middle(row) + _BEFORE for row in track.sources}
            left = {row: self.middle(row) - _BEFORE for row in track.targets}
            ends = [*joined.values(), *left.values()]
            drawn.append(line(x, min(ends), x, max(ends), STRONG))
            for row, y in joined.items():
                drawn.append(line(x, y, self.x_of(row), y, STRONG))
                drawn.append(tag("circle", cx=x, cy=y, r=1.8, fill=STRONG))
            for row, y in left.items():
                drawn.append(line(x, y, self.x_of(row) - _MARK - 5, y, STRONG))
                drawn.append(_head(self.x_of(row) - _MARK - 1, y, down=False))
        return drawn

    def _marks(self) -> list[str]:
        return [_mark(step, self.x_of(row), self.middle(row)) for row, step in enumerate(self.steps)]

    def _titles(self) -> list[str]:
        drawn = []
        for row, told in enumerate(self.told):
            y, small = self.middle(row) + self.size.letters * 0.35, self.size.letters - 1
            behind = escape(told.remark[0]) if told.same_line else ""
            for number, words in enumerate(told.title, 1):
                weight = 600 if self.steps[row].vote else None
                inside = [tag("tspan", escape(words), font_weight=weight)]
                if behind and number == len(told.title):
                    inside.append(tag("tspan", behind, dx=_GAP, font_size=small, fill=SOFT))
                drawn.append(tag("text", *inside, x=self.right, y=y, font_size=self.size.letters, fill=INK))
                y += self.line
            for words in () if told.same_line else told.remark:
                drawn.append(text(self.right, y, words, small, SOFT))
                y += self.line
        return drawn


def _head(x: float, y: float, *, down: bool) -> str:
    """An arrow's head, its point at x, y."""
    points = [(x, y), (x - 3.5, y - 6), (x + 3.5, y - 6)] if down else [(x, y), (x - 6, y - 3.5), (x - 6, y + 3.5)]
    return tag("polygon", points=" ".join(f"{a:.1f},{b:.1f}" for a, b in points), fill=STRONG)


def _mark(step: StepSpec, x: float, y: float) -> str:
    """A full mark must be done; a hollow one only in its case; a square is a vote; a ring ends the matter."""
    sometimes = bool(step.when or step.optional)
    fill = "#ffffff" if sometimes else RED if step.vote else INK
    stroke = RED if step.vote else INK
    look = {"fill": fill, "stroke": stroke, "stroke_width": 2, "stroke_dasharray": "3 2" if sometimes else None}
    if step.vote:
        return tag("rect", x=x - _MARK, y=y - _MARK, width=2 * _MARK, height=2 * _MARK, **look)
    ring = tag("circle", cx=x, cy=y, r=_MARK + 2.5, fill="none", stroke=GOLD, stroke_width=2) if step.ends else ""
    return ring + tag("circle", cx=x, cy=y, r=_MARK - 1, **look)


def draw(procedure: Procedure, route: str, size: Size = DESK) -> list[str]:
    return Diagram(procedure, procedure.routes[route], size).draw()
