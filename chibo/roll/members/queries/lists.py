"""Lists of people within somebody's scope: by name, a page at a time, in a fixed number of queries.

Members are read from their stays, everybody else (guests, sympathisers, those who left) from their places. What can
be counted is read whole and put in order; what is wider is walked along the names until the page is full.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Sum, When
from django.db.models.functions import Length

from chibo.roll.members.models import Person, Placement, Stay, Strength
from chibo.roll.members.permissions import Authority, Right
from chibo.roll.members.queries.counts import strength_on, under
from chibo.roll.members.queries.selection import Selection, on_people, on_stays
from chibo.roll.members.queries.status import Filter, MemberRow, rows_for
from chibo.roll.organizations.models import Form, Level, in_force

PAGE = 30
#: Counting stops here; beyond it the page says "hơn". Names are found together, and read further.
COUNTED, NAMED = 5_000, 10_000
#: Up to so many people of a list that was counted apart are read whole; beyond it the names are walked.
SELECTIVE = 4_000
#: A longer choice of organizations helps nobody; the tree leads to the others.
MOST_CHOICES = 60

#: Where somebody stands in the Vietnamese order: key, then id.
Spot = tuple[str, int]


@dataclass(frozen=True, slots=True)
class PeoplePage:
    rows: Sequence[MemberRow]
    count: int
    capped: bool
    following: str  # cursor of the next page; empty on the last


def people_page(
    authority: Authority,
    on: date,
    *,
    text: str = "",
    only: Filter | None = None,
    wanted: Selection | None = None,
    within: Form | None = None,
    after: str = "",
) -> PeoplePage:
    """One page of those whom the asker may see, as of the day. Eight queries at most.

    ``within`` is a form of an organization on the day itself.
    """
    wanted = wanted or Selection()
    wanted = replace(wanted, text=text or wanted.text, only=only or wanted.only)
    parts = [_part_of(source, _spot(after)) for source in _sources(authority, on, wanted, within)]
    spots = sorted({spot for part in parts for spot in part.spots})
    shown = spots[:PAGE]
    following = f"{shown[-1][0]}.{shown[-1][1]}" if len(spots) > PAGE else ""
    return PeoplePage(
        rows=rows_of((pk for _, pk in shown), on, [person for part in parts for person in part.known]),
        count=sum(part.count for part in parts),
        capped=any(part.capped for part in parts),
        following=following,
    )


def spots_of(
    authority: Authority, on: date, wanted: Selection, within: Form | None, most: int
) -> tuple[list[Spot], bool]:
    """Everybody of the list in order, for printing and export, and whether there are more than ``most``."""
    spots = {
        spot for source in _sources(authority, on, wanted, within) for spot in source.spots()[: most + 1].iterator()
    }
    return sorted(spots)[:most], len(spots) > most


def rows_of(people: Iterable[int], on: date, known: Iterable[Person] = ()) -> list[MemberRow]:
    """The lines of these people in this order. Three queries, and one for those who were not read before."""
    ids = list(people)
    found = {person.pk: person for person in known}
    if lacking := [pk for pk in ids if pk not in found]:
        found |= Person.objects.in_bulk(lacking)
    return rows_for([found[pk] for pk in ids if pk in found], on)


@dataclass(frozen=True, slots=True)
class _Part:
    """What one source gives to a page: the first spots beyond the start, and how many people there are in all."""

    spots: Sequence[Spot]
    count: int
    capped: bool = False
    known: Sequence[Person] = ()  # those who were read on the way


class Source(Protocol):
    """People of one kind."""

    @property
    def apart(self) -> bool:
        """Whether counting them is less work than reading them."""

    @property
    def most(self) -> int:
        """Up to so many are counted."""

    def spots(self) -> QuerySet[Stay, Spot] | QuerySet[Person, Spot]:
        """Not in order."""

    def walked(self, start: Spot | None) -> list[Person]:
        """The first people beyond the start, along the index of names."""

    def count(self) -> tuple[int, bool]:
        """How many, and whether there are more than were counted."""


@dataclass(frozen=True, slots=True)
class _Members:
    """Those in the strength of a cell on the day."""

    rows: QuerySet[Stay]
    name: str = ""
    paths: Sequence[str] = ()  # where nothing else narrows the list, the figures of the cells under them tell
    on: date = date.min
    kind: str = ""

    @property
    def apart(self) -> bool:
        return bool(self.paths) or (connection.vendor == "sqlite" and not self.name)

    @property
    def people(self) -> QuerySet[Person]:
        """From the people, each of whom knows where their stays stand in the order of names."""
        return Person.objects.filter(Exists(self.rows.filter(person=OuterRef("pk"), sort_key=OuterRef("sort_key"))))

    @property
    def most(self) -> int:
        return NAMED if self.name else COUNTED

    def spots(self) -> QuerySet[Stay, Spot] | QuerySet[Person, Spot]:
        if self.name:
            return self.people.filter(folded__words=self.name).order_by().values_list("sort_key", "pk")
        return self.rows.order_by().values_list("sort_key", "person")

    def walked(self, start: Spot | None) -> list[Person]:
        if self.name or connection.vendor == "sqlite":  # it would sort the list rather than walk its index
            return _walked(self.people.filter(folded__words_here=self.name), start, "pk")
        return _walked(self.rows, start, "person")

    def count(self) -> tuple[int, bool]:
        if self.paths:
            found = strength_on(self.paths, self.on)
            return {"OFFICIAL": found.official, "PROBATIONARY": found.probationary}.get(self.kind, found.all), False
        return _counted(self.rows.order_by().values("starts_on"))  # a column of every index that narrows the list


@dataclass(frozen=True, slots=True)
class _Others:
    """Those whom a place of some kind ties to an organization on the day."""

    places: QuerySet[Placement]
    asked: Q
    apart: bool  # the places alone tell who is in the list

    @property
    def most(self) -> int:
        return COUNTED

    def spots(self) -> QuerySet[Person, Spot]:
        rows = Person.objects.filter(self.asked, pk__in=self.places.values("person"))
        return rows.order_by().values_list("sort_key", "pk")

    def walked(self, start: Spot | None) -> list[Person]:
        here = Exists(self.places.filter(person=OuterRef("pk")))
        return _walked(Person.objects.filter(here, self.asked), start, "pk")

    def count(self) -> tuple[int, bool]:
        return _counted(self.places.order_by().values("person"))


def _walked(rows: QuerySet[Any], start: Spot | None, pk: str) -> list[Person]:
    """The walk reads an index alone; the people to whom it led are read then."""
    if start is not None:
        key, number = start
        rows = rows.filter(Q(sort_key__gt=key) | Q(**{"sort_key": key, f"{pk}__gt": number}), sort_key__gte=key)
    people = Person.objects.filter(pk__in=rows.order_by("sort_key", pk).values(pk)[: PAGE + 1])
    return sorted(people, key=lambda person: (person.sort_key, person.pk))


def _counted(rows: QuerySet[Any, Any]) -> tuple[int, bool]:
    found = rows[: COUNTED + 1].count()
    return min(found, COUNTED), found > COUNTED


def _part_of(source: Source, start: Spot | None) -> _Part:
    """Read and counted at once, and walked when there are too many; or counted apart, then read or walked."""
    if source.apart:
        count, capped = source.count()
        if count <= SELECTIVE:
            return _Part(_read(source.spots(), start)[0], count)
    else:
        spots, found = _read(source.spots()[: source.most + 1], start)
        count, capped = min(found, source.most), found > source.most
        if not capped:
            return _Part(spots, count)
    people = source.walked(start)
    return _Part([(person.sort_key, person.pk) for person in people], count, capped, people)


#: The first spots beyond the start, and in each line how many there are in all: one line at least.
_READ = """
WITH found (sort_key, pk) AS MATERIALIZED ({rows}), counted AS (SELECT COUNT(*) AS people FROM found)
SELECT people, sort_key, pk FROM counted LEFT JOIN found ON (sort_key, pk) > (%s, %s) ORDER BY sort_key, pk LIMIT %s
"""


def _read(rows: QuerySet[Any, Spot], start: Spot | None) -> tuple[list[Spot], int]:
    """The first of the spots beyond the start, and how many there are in all."""
    try:
        sql, parameters = rows.query.sql_with_params()
    except EmptyResultSet:
        return [], 0
    with connection.cursor() as cursor:
        cursor.execute(_READ.format(rows=sql), [*parameters, *(start or ("", 0)), PAGE + 1])
        lines = cursor.fetchall()
    return [(key, pk) for _, key, pk in lines if pk is not None], lines[0][0]


def _spot(after: str) -> Spot | None:
    key, _, pk = after.rpartition(".")
    return (key, int(pk)) if key and pk.isdigit() else None


def _sources(authority: Authority, on: date, wanted: Selection, within: Form | None) -> Iterator[Source]:
    only = wanted.only
    if only.has_strength:
        rows = Stay.objects.filter(on_stays(wanted, on), in_force(on), _stays_in_view(authority, on, within))
        yield _Members(rows, wanted.text, _plain_paths(authority, on, wanted, within), on, only.name)
    if kinds := only.places:
        places = Placement.objects.filter(in_force(on), kind__in=kinds)
        if connection.vendor == "sqlite":  # its index of these kinds must be told what the kinds imply
            places = places.exclude(kind=Placement.Kind.OFFICIAL)
        asked = on_people(wanted, on)
        if only is Filter.MEMBERS:  # a guest who is counted in another cell of the list is there already
            home = Stay.objects.filter(in_force(on), _stays_in_view(authority, on, within), person=OuterRef("pk"))
            asked &= ~Q(Exists(home))
        in_view = _ids_in_view(authority, on, within)
        guests = kinds == (Placement.Kind.TEMPORARY,)
        if guests:  # each guest is asked where, not each cell who
            places = places.filter(Exists(in_view.filter(organization=OuterRef("organization"))))
        else:
            places = places.filter(organization__in=in_view)
        yield _Others(places, asked, apart=wanted.plain and not guests)


def _plain_paths(authority: Authority, on: date, wanted: Selection, within: Form | None) -> Sequence[str]:
    """Where the list is everybody of some subtrees: their paths; today alone do the paths tell the scope."""
    if not wanted.plain or wanted.only not in _PLAIN or on != authority.on or authority.singles(Right.VIEW_MEMBERS):
        return ()
    ranges = authority.ranges(Right.VIEW_MEMBERS)
    if within is None:
        return ranges
    return [within.path] if any(within.path.startswith(path) for path in ranges) else ()


_PLAIN = frozenset({Filter.MEMBERS, Filter.OFFICIAL, Filter.PROBATIONARY})


def _stays_in_view(authority: Authority, on: date, within: Form | None) -> Q:
    """Today the paths tell; on another day the organizations do, whose places in the tree were others."""
    inside = under([within.path]) if within is not None else Q()
    if on != authority.on:
        return inside & Q(organization__in=authority.ids_in_view())
    singles = authority.singles(Right.VIEW_MEMBERS)
    return inside & (under(authority.ranges(Right.VIEW_MEMBERS)) | Q(path__in=singles))


def _ids_in_view(authority: Authority, on: date, within: Form | None) -> QuerySet[Form, int]:
    ids = authority.ids_in_view()
    if within is None:
        return ids
    here = Form.objects.on(on).under(within.path).values("organization")
    return ids.filter(Q(organization__in=here) | Q(organization=within.organization_id))


def counts_by_organization(authority: Authority, on: date) -> dict[int, int]:
    """Organization id -> members whose official party life is there on the day, over the whole scope."""
    rows = Strength.objects.filter(in_force(on), organization__in=authority.ids_in_view())
    return dict(rows.values_list("organization").annotate(people=Sum("official") + Sum("probationary")))


def organization_choices(authority: Authority, chosen: str = "", on: date | None = None) -> list[Form]:
    """The organizations of the scope as they stand on the day, those nearest to the asker, and the chosen one.

    At most ``MOST_CHOICES``: two floors below an appointment, one below that of a province.
    """
    on = on or authority.on
    forms = Form.objects.on(on)
    held = {each.organization_id for each in authority.appointments}
    below = {each.organization_id for each in authority.appointments if each.level not in _WIDE}
    children = forms.filter(parent__in=below).values("organization")
    near = forms.filter(Q(organization__in=held) | Q(parent__in=held) | Q(parent__in=children))
    here = near.filter(organization__in=authority.ids_in_view())
    asked = forms.filter(organization__code=chosen, organization__in=authority.ids_in_view())
    shown = (here | asked) if chosen else here
    first = Case(When(organization__code=chosen, then=0), default=1)
    nearest = shown.select_related("organization").order_by(first, Length("path"), "path")[:MOST_CHOICES]
    return sorted(nearest, key=lambda form: form.path)


_WIDE = frozenset({Level.CENTRAL, Level.PROVINCE})
