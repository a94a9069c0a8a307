"""How many, on what day, who exactly: the members of an organization and how they became more or fewer.

Days: ``A`` is the strength at the end of the day before ``first``, ``D`` at the end of ``last``. Whoever came on
a day of ``[first, last]`` is in B, whoever's last day was the day before one of them is in C, so that the next
period begins with this D. Who is in an organization is told by the path of the cell in those days, under every
path that the organization ever had: figures hold across its moves in the tree.

Temporary guests are in nobody's strength; members who are away for a time, or exempt, are in that of their cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import add, or_

from django.db.models import Case, Count, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Substr
from django.db.models.lookups import Exact

from chibo.roll.members.models import Membership, Placement, Standing, Stay, Strength, Turn
from chibo.roll.organizations.models import SEGMENT, Form, Organization, in_force


@dataclass(frozen=True, slots=True)
class Headcount:
    """Members on a day."""

    official: int = 0
    probationary: int = 0

    @property
    def all(self) -> int:
        return self.official + self.probationary


#: Of those who came or went by transfer or reorganization: where the other end lies.
OUTSIDE, OTHER_PROVINCE, SAME_PROVINCE = PLACES = ("outside", "other_province", "same_province")


@dataclass(frozen=True, slots=True)
class Line:
    """One cause of the increase or the decrease, and how many there are of it."""

    turn: Turn
    count: int
    probationary: int
    by_place: Mapping[str, int]  # OUTSIDE, OTHER_PROVINCE, SAME_PROVINCE: of MOVED and REORGANIZED


@dataclass(frozen=True, slots=True)
class Movement:
    """A, B by its causes, C by its causes, D, and the roster that D is compared with."""

    first: date
    last: date
    before: Headcount
    increase: tuple[Line, ...]
    decrease: tuple[Line, ...]
    after: Headcount
    roster: int
    recognized: int

    @property
    def came(self) -> int:
        return sum(line.count for line in self.increase)

    @property
    def went(self) -> int:
        return sum(line.count for line in self.decrease)

    @property
    def control(self) -> bool:
        """D = A + B - C, and D is the roster."""
        return self.after.all == self.before.all + self.came - self.went == self.roster


def paths_of(organization: Organization | int) -> list[str]:
    """Every path that the organization ever had; empty for one that never stood."""
    forms = Form.objects.filter(organization=organization)
    return sorted(set(forms.values_list("path", flat=True)))


def under(paths: Iterable[str], column: str = "path") -> Q:
    """The rows whose path lies at or below one of these."""
    inside = (Q(**{f"{column}__gte": path, f"{column}__lt": path + "~"}) for path in paths)
    return reduce(or_, inside, Q(pk__in=()))


def roster_on(paths: Iterable[str], on: date) -> QuerySet[Stay]:
    """The members there on the day, one stay each."""
    return Stay.objects.filter(in_force(on), under(paths))


def numbers(lists: Sequence[QuerySet[Stay]]) -> list[int]:
    """How many there are in each of the lists. One query."""
    parts = [
        rows.order_by().values(at=Value(at)).annotate(people=Count("pk")).values_list("at", "people")
        for at, rows in enumerate(lists)
    ]
    found = dict(parts[0].union(*parts[1:], all=True)) if parts else {}
    return [found.get(at, 0) for at in range(len(parts))]


def strength_on(paths: Iterable[str], on: date) -> Headcount:
    """From the cells' own figures: no member is counted one by one. One query."""
    return strengths_on(paths, [on])[0]


def strengths_on(paths: Iterable[str], days: Sequence[date]) -> list[Headcount]:
    """On each of the days. One query."""
    here = Strength.objects.filter(starts_on__lte=max(days)).order_by()
    later = here.filter(ends_on__gt=min(days)).annotate(place=Substr("path", 1))  # the end is looked up, not the path
    running = here.filter(under(paths), ends_on__isnull=True)
    sums = {
        f"{kind}{index}": Sum(kind, filter=in_force(day))
        for index, day in enumerate(days)
        for kind in ("official", "probationary")
    }
    parts = (
        rows.values(all=Value(1)).annotate(**sums).values_list(*sums)
        for rows in (running, later.filter(under(paths, "place")))
    )
    first, second = parts
    added = [sum(each or 0 for each in column) for column in zip(*first.union(second, all=True), strict=True)]
    added = added or [0] * len(sums)
    return [Headcount(*added[at : at + 2]) for at in range(0, len(sums), 2)]


def _strengths(paths: Iterable[str], on: date) -> list[QuerySet[Strength]]:
    """The rows of the day: those that still run, and the few that ended later; each is a range of the index."""
    rows, paths = Strength.objects.filter(starts_on__lte=on), list(paths)
    later = rows.filter(ends_on__gt=on).annotate(place=Substr("path", 1))  # the end is looked up, not the path
    return [rows.filter(under(paths), ends_on__isnull=True), later.filter(under(paths, "place"))]


def strengths_by_cell(paths: Iterable[str], on: date) -> dict[int, Headcount]:
    """Organization id of each cell with members -> its strength on the day. Two queries."""
    return {
        pk: Headcount(official, probationary)
        for rows in _strengths(paths, on)
        for pk, official, probationary in rows.values_list("organization", "official", "probationary")
    }


def strengths_below(path: str, on: date) -> dict[int, Headcount]:
    """Organization id of each one directly under the path -> the strength of its whole subtree on the day.

    The path is that of the day; a cell that stands right there gives its own id to its own strength. Two queries.
    """
    found: dict[int, Headcount] = {}
    for rows in _strengths([path], on):
        children = rows.exclude(path=path).annotate(child=Substr("path", len(path) + 1, SEGMENT)).values_list("child")
        for child, official, probationary in children.annotate(Sum("official"), Sum("probationary")).order_by():
            before = found.get(int(child), Headcount())
            found[int(child)] = Headcount(before.official + official, before.probationary + probationary)
    return found


def arrivals(paths: Iterable[str], first: date, last: date) -> QuerySet[Stay]:
    """The stays with which somebody came to be in the organization on a day of ``[first, last]``."""
    paths = list(paths)
    return Stay.objects.filter(under(paths), starts_on__range=(first, last)).exclude(under(paths, "from_path"))


def departures(paths: Iterable[str], first: date, last: date) -> QuerySet[Stay]:
    """The stays with whose end somebody ceased to be in the organization on a day of ``[first, last]``."""
    paths = list(paths)
    return Stay.objects.filter(under(paths), ends_on__range=(first, last)).exclude(under(paths, "to_path"))


def recognitions(paths: Iterable[str], first: date, last: date) -> QuerySet[Stay]:
    """The stays that began with recognition as an official member."""
    rows = Stay.objects.filter(under(paths), starts_on__range=(first, last))
    return rows.filter(from_kind=Membership.Kind.PROBATIONARY, kind=Membership.Kind.OFFICIAL)


def movement(paths: Iterable[str], first: date, last: date) -> Movement:
    """Table 1 for the days ``[first, last]``. Four queries, however many members there are."""
    return movements(paths, [(first, last)])[0]


def movements(
    paths: Iterable[str], spans: Sequence[tuple[date, date]], rosters: Sequence[int] | None = None
) -> list[Movement]:
    """Table 1 for each of the spans, which may overlap. Three queries, one more for each roster that is not given.

    ``rosters``: the members on the last day of each span, counted one by one, by whoever read the list already.
    """
    paths = list(paths)
    strengths = strengths_on(paths, [day for first, last in spans for day in (first - timedelta(days=1), last)])
    came = _turned(paths, spans, _CAME)
    went = _turned(paths, spans, _WENT)
    counted = rosters or [roster_on(paths, last).count() for _, last in spans]
    return [
        Movement(
            first=first,
            last=last,
            before=strengths[2 * at],
            increase=_lines(came[at]),
            decrease=_lines(went[at]),
            after=strengths[2 * at + 1],
            roster=counted[at],
            recognized=sum(each.people for each in came[at] if each.recognized),
        )
        for at, (first, last) in enumerate(spans)
    ]


@dataclass(frozen=True, slots=True)
class _Side:
    """One end of a stay: its day, its cause, and where the member was or is on the other side of it."""

    day: str
    cause: str
    other_end: str


_CAME, _WENT = _Side("starts_on", "began_by", "from_path"), _Side("ends_on", "ended_by", "to_path")


@dataclass(frozen=True, slots=True)
class _Turned:
    """So many people whose stays began (or ended) alike."""

    cause: str
    probationary: bool
    recognized: bool
    place: str  # WITHIN: nobody came or went
    people: int


#: The other side of a stay lies in the organization too.
WITHIN = "within"


def _turned(paths: list[str], spans: Sequence[tuple[date, date]], side: _Side) -> list[list[_Turned]]:
    """What happened in each span. One query: a day of several spans counts in each."""
    days = [Q(**{f"{side.day}__range": span}) for span in spans]
    whole = Q(**{f"{side.day}__range": (min(first for first, _ in spans), max(last for _, last in spans))})
    place = Case(
        When(**{side.other_end: ""}, then=Value(OUTSIDE)),
        When(under(paths, side.other_end), then=Value(WITHIN)),
        When(Exact(Substr("path", 1, SEGMENT), Substr(side.other_end, 1, SEGMENT)), then=Value(SAME_PROVINCE)),
        default=Value(OTHER_PROVINCE),
    )
    grouped = (
        Stay.objects.filter(under(paths), whole, reduce(or_, days))
        .annotate(spans=reduce(add, (Case(When(day, then=1 << at), default=0) for at, day in enumerate(days))))
        .annotate(place=place)
        .values_list("spans", side.cause, "kind", "from_kind", "place")
        .annotate(people=Count("pk"))
        .order_by()
    )
    found: list[list[_Turned]] = [[] for _ in spans]
    for mask, cause, kind, from_kind, where, people in grouped:
        probationary = kind == Membership.Kind.PROBATIONARY
        recognized = from_kind == Membership.Kind.PROBATIONARY and kind == Membership.Kind.OFFICIAL
        for at, of_span in enumerate(found):
            if mask >> at & 1:
                of_span.append(_Turned(cause, probationary, recognized, where, people))
    return found


def _lines(turned: Iterable[_Turned]) -> tuple[Line, ...]:
    """By cause, the causes in the order of ``Turn``."""
    of_cause: dict[str, list[_Turned]] = {}
    for each in turned:
        if each.place != WITHIN:
            of_cause.setdefault(each.cause, []).append(each)
    lines = []
    for turn in Turn:
        if rows := of_cause.get(turn):
            places: dict[str, int] = {}
            for row in rows:
                places[row.place] = places.get(row.place, 0) + row.people
            probationary = sum(row.people for row in rows if row.probationary)
            lines.append(Line(turn, sum(row.people for row in rows), probationary, _ends(turn, places)))
    return tuple(lines)


def _ends(turn: Turn, places: Mapping[str, int]) -> Mapping[str, int]:
    return places if turn in {Turn.MOVED, Turn.REORGANIZED} else {}


def behind(figure: str, paths: Iterable[str], first: date, last: date) -> QuerySet[Stay]:
    """The people that a figure of table 1 counts: the same rows, to be listed instead of counted.

    Figures: ``before`` (A), ``after`` (D), ``came`` (B), ``went`` (C), ``recognized``, ``exempt``, ``away``;
    ``came.ADMITTED`` or ``went.MOVED`` for one cause, ``came.MOVED.outside`` for those of one place.

    Raises:
        KeyError: no such figure.
    """
    name, _, detail = figure.partition(".")
    turn, _, place = detail.partition(".")
    whole = {
        "before": lambda: roster_on(paths, first - timedelta(days=1)),
        "after": lambda: roster_on(paths, last),
        "recognized": lambda: recognitions(paths, first, last),
        "exempt": lambda: exempt_on(paths, last),
        "away": lambda: away_on(paths, last),
        "came": lambda: arrivals(paths, first, last),
        "went": lambda: departures(paths, first, last),
    }
    rows = whole[name]()
    if not turn:
        return rows
    if name not in {"came", "went"} or turn not in Turn.values or place not in {"", *PLACES}:
        raise KeyError(figure)
    cause, other_end = ("began_by", "from_path") if name == "came" else ("ended_by", "to_path")
    rows = rows.filter(**{cause: turn})
    if not place:
        return rows
    if place == OUTSIDE:
        return rows.filter(**{other_end: ""})
    rows = rows.exclude(**{other_end: ""}).annotate(
        here=Substr("path", 1, SEGMENT), there=Substr(other_end, 1, SEGMENT)
    )
    return rows.filter(there=F("here")) if place == SAME_PROVINCE else rows.exclude(there=F("here"))


def exempt_on(paths: Iterable[str], on: date) -> QuerySet[Stay]:
    """Of the roster: who is exempt from duties and meetings on the day."""
    exempt = Standing.objects.filter(in_force(on), kind=Standing.Kind.EXEMPT)
    return roster_on(paths, on).filter(person__in=exempt.values("person"))


def away_on(paths: Iterable[str], on: date) -> QuerySet[Stay]:
    """Of the roster: whose party life is elsewhere for a time."""
    away = Placement.objects.filter(in_force(on), kind__in=Placement.FOR_A_TIME)
    return roster_on(paths, on).filter(person__in=away.values("person"))
