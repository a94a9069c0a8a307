"""How many, on what day, who exactly: the members of an organization and how they became more or fewer.

Days: ``A`` is the strength at the end of the day before ``first``, ``D`` at the end of ``last``. Whoever came on
a day of ``[first, last]`` is in B, whoever's last day was the day before one of them is in C, so that the next
period begins with this D. Who is in an organization is told by the path of the cell in those days, under every
path that the organization ever had: figures hold across its moves in the tree.

Temporary guests are in nobody's strength; members who are away for a time, or exempt, are in that of their cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.db.models import Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Substr

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


def strength_on(paths: Iterable[str], on: date) -> Headcount:
    """From the cells' own figures: no member is counted one by one. One query."""
    running, later = (
        rows.order_by().values(all=Value(1)).annotate(o=Sum("official"), p=Sum("probationary")).values_list("o", "p")
        for rows in _strengths(paths, on)
    )
    found = list(running.union(later, all=True))
    return Headcount(sum(o or 0 for o, _ in found), sum(p or 0 for _, p in found))


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
    """Table 1 for the days ``[first, last]``. Six queries, however many members there are."""
    paths = list(paths)
    return Movement(
        first=first,
        last=last,
        before=strength_on(paths, first - timedelta(days=1)),
        increase=_lines(arrivals(paths, first, last), "began_by", "from_path"),
        decrease=_lines(departures(paths, first, last), "ended_by", "to_path"),
        after=strength_on(paths, last),
        roster=roster_on(paths, last).count(),
        recognized=recognitions(paths, first, last).count(),
    )


def _lines(rows: QuerySet[Stay], turn: str, other_end: str) -> tuple[Line, ...]:
    """By cause, the causes in the order of ``Turn``."""
    grouped = (
        rows.annotate(here=Substr("path", 1, SEGMENT), there=Substr(other_end, 1, SEGMENT))
        .values(turn, "kind", "here", "there")
        .annotate(people=Count("pk"))
        .order_by()
    )
    counts: dict[str, int] = {}
    probationary: dict[str, int] = {}
    places: dict[str, dict[str, int]] = {}
    for row in grouped:
        cause, people = row[turn], row["people"]
        counts[cause] = counts.get(cause, 0) + people
        if row["kind"] == Membership.Kind.PROBATIONARY:
            probationary[cause] = probationary.get(cause, 0) + people
        where = OUTSIDE if not row["there"] else SAME_PROVINCE if row["there"] == row["here"] else OTHER_PROVINCE
        of_cause = places.setdefault(cause, {})
        of_cause[where] = of_cause.get(where, 0) + people
    return tuple(
        Line(each, counts[each], probationary.get(each, 0), _ends(each, places[each]))
        for each in Turn
        if each in counts
    )


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
