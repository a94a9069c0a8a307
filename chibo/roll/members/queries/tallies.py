"""People of a list by everything that statistics group them by, in one reading of it.

The list is any query of stays, one for each person: a roster on a day, those admitted in a year. Ages are full
years on the day; what is not known stands under ``None`` or the empty code, and is never left out of a total.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import compress
from typing import Any

from django.db import connection
from django.db.models import (
    Aggregate,
    BooleanField,
    Case,
    CharField,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from chibo.roll.members.models import Membership, Profile, Sex, Stay
from chibo.roll.members.queries.counts import under

#: Up to so many combinations they are looked up, beyond it all are read.
_FEW = 500
#: Columns of a profile; each is a grouping of its own.
GROUPINGS = ("sex", "ethnicity", "religion", "education", "professional", "theory", "occupation_group")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people; of these women, and probationary members."""

    all: int = 0
    women: int = 0
    probationary: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.all + other.all, self.women + other.women, self.probationary + other.probationary)


@dataclass(frozen=True, slots=True)
class Tallies:
    """``by[grouping][code]``; ages and party ages in full years on the day; days of joining as they are."""

    on: date
    total: Tally
    by: Mapping[str, Mapping[str, Tally]]
    ages: Mapping[int | None, Tally]
    party_ages: Mapping[int | None, Tally]
    joined: Mapping[date | None, Tally]


class Profiles:
    """The codes of profiles, each read once, however many lists are told with them."""

    def __init__(self) -> None:
        self._codes: dict[int, tuple[str, ...]] = {}
        self._all = False

    def __getitem__(self, pk: int) -> tuple[str, ...]:
        return self._codes[pk]

    def woman(self, pk: int) -> bool:
        return self._codes[pk][0] == Sex.FEMALE

    def read(self, wanted: Iterable[int]) -> None:
        """At most one query: of the few that are new, or of all."""
        new = {pk for pk in wanted if pk not in self._codes}
        if not new or self._all:
            return
        rows = Profile.objects.values_list("pk", *GROUPINGS)
        self._all = len(new) > _FEW
        for pk, *codes in rows if self._all else rows.filter(pk__in=new):
            self._codes[pk] = tuple(codes)


def tallies(rows: QuerySet[Stay], on: date, profiles: Profiles | None = None) -> Tallies:
    """Everything at once. Two queries, one when the profiles were read before."""
    known = profiles or Profiles()
    return _told(_census(rows, known), on, known)


def tallies_of_days(paths: Iterable[str], days: Sequence[date], profiles: Profiles | None = None) -> list[Tallies]:
    """The rosters of an organization on several days: whoever is there throughout is read once for all of them.

    ``paths``: see :func:`chibo.roll.members.queries.counts.paths_of`.
    """
    here, first, last, known = Stay.objects.filter(under(paths)), min(days), max(days), profiles or Profiles()
    throughout = _census(here.filter(_ends_after(last), starts_on__lte=first), known)
    found = []
    for day in days:
        people = _Census()
        people.add(throughout)
        for some in _passing(first, day, last):
            people.add(_census(here.filter(some), known))
        found.append(_told(people, day, known))
    return found


def _ends_after(day: date) -> Q:
    return Q(ends_on__isnull=True) | Q(ends_on__gt=day)


def _passing(first: date, day: date, last: date) -> Iterator[Q]:
    """Those there on the day, but not all the time from the first to the last: ranges of one column each."""
    if first < day:
        yield _ends_after(day) & Q(starts_on__range=(first + timedelta(days=1), day))
    if day < last:
        yield Q(starts_on__lte=first, ends_on__range=(day + timedelta(days=1), last))


def age_on(born_on: str, on: date) -> int | None:
    """Full years; of whom the month or the day is not known, as if born at its beginning."""
    return _years(on)(born_on)


def _years(on: date) -> Callable[[str], int | None]:
    """ISO text, perhaps a part of a day -> full years on the day; whoever was born on 29 February is a year older on
    the last day of any February."""
    year, passed = on.year, on.isoformat()[5:]
    if (on + timedelta(days=1)).day == 1 and on.month == 2:  # February
        passed = "02-29"
    return lambda text: year - int(text[:4]) - (text[5:] > passed) if text else None


@dataclass(frozen=True, slots=True)
class _Counts:
    """Value -> how many people, women, probationary members."""

    all: Counter[Any] = field(default_factory=Counter)
    women: Counter[Any] = field(default_factory=Counter)
    probationary: Counter[Any] = field(default_factory=Counter)

    def add(self, other: _Counts) -> None:
        self.all.update(other.all)
        self.women.update(other.women)
        self.probationary.update(other.probationary)

    @property
    def each(self) -> Iterator[tuple[Any, int, int, int]]:
        women, probationary = self.women.get, self.probationary.get
        return ((value, people, women(value, 0), probationary(value, 0)) for value, people in self.all.items())

    def told(self, of: Callable[[Any], Any]) -> dict[Any, Tally]:
        """By what each value comes to."""
        found: _Sums = defaultdict(lambda: [0, 0, 0])
        for value, people, women, probationary in self.each:
            sums = found[of(value)]
            sums[0] += people
            sums[1] += women
            sums[2] += probationary
        return _tallied(found)


#: Everybody, women, probationary members: added up in place.
_Sums = defaultdict[Any, list[int]]


def _tallied(sums: _Sums) -> dict[Any, Tally]:
    return {key: Tally(*three) for key, three in sums.items()}


@dataclass(frozen=True, slots=True)
class _Census:
    """A list added up by what does not depend on the day; days are ISO text, empty when not known."""

    profiles: _Counts = field(default_factory=_Counts)
    born: _Counts = field(default_factory=_Counts)
    aged: _Counts = field(default_factory=_Counts)
    joined: _Counts = field(default_factory=_Counts)

    @property
    def columns(self) -> tuple[_Counts, ...]:
        return self.profiles, self.born, self.aged, self.joined

    def add(self, other: _Census) -> None:
        for own, counts in zip(self.columns, other.columns, strict=True):
            own.add(counts)


def _census(rows: QuerySet[Stay], profiles: Profiles) -> _Census:
    return (_read if connection.vendor == "sqlite" else _grouped)(rows.order_by(), profiles)


class _Column(Aggregate):
    """A column of the list in one text: SQLite hands it over many times faster than row by row."""

    function = "GROUP_CONCAT"
    template = "%(function)s(%(expressions)s, char(10))"
    output_field = CharField()


def _read(rows: QuerySet[Stay], profiles: Profiles) -> _Census:
    """From the index alone, counted here: SQLite would sort the list anew for each grouping."""
    texts = rows.aggregate(
        who=_Column(F("profile") * 2 + Case(When(kind=Membership.Kind.PROBATIONARY, then=1), default=0)),
        born=_Column("born_on"),
        **{day: _Column(Coalesce(Cast(day, CharField()), Value(""))) for day in ("aged_from", "joined_on")},
    )
    found = _Census()
    if not texts["who"]:
        return found
    who, *columns = (text.split("\n") for text in texts.values())
    codes = [(code, int(code) // 2, int(code) % 2, people) for code, people in Counter(who).items()]
    profiles.read(pk for _, pk, _, _ in codes)
    for _, pk, probationary, people in codes:
        found.profiles.all[pk] += people
        found.profiles.women[pk] += people if profiles.woman(pk) else 0
        found.profiles.probationary[pk] += people if probationary else 0
    woman, probation = {code: profiles.woman(pk) for code, pk, _, _ in codes}, {code: p for code, _, p, _ in codes}
    women, probationers = list(map(woman.__getitem__, who)), list(map(probation.__getitem__, who))
    for own, column in zip((found.born, found.aged, found.joined), columns, strict=True):
        own.all.update(column)
        own.women.update(compress(column, women))
        own.probationary.update(compress(column, probationers))
    return found


def _grouped(rows: QuerySet[Stay], profiles: Profiles) -> _Census:
    """Added up by the database, all groupings in one pass over the list."""
    columns = rows.annotate(
        woman=ExpressionWrapper(Q(profile__sex=Sex.FEMALE), BooleanField()),
        probation=ExpressionWrapper(Q(kind=Membership.Kind.PROBATIONARY), BooleanField()),
    )
    listed = columns.values_list("profile", "born_on", "aged_from", "joined_on", "woman", "probation")
    sql, parameters = listed.query.sql_with_params()
    found = _Census()
    with connection.cursor() as cursor:
        cursor.execute(_GROUPED.format(rows=sql), parameters)
        for grouping, profile, day, *people in cursor.fetchall():
            own, value = found.columns[_SETS.index(grouping)], profile or day or ""
            own.all[value], own.women[value], own.probationary[value] = people
    profiles.read(found.profiles.all)
    return found


#: GROUPING(profile, born, aged, joined): the bit of the column that a row is grouped by is nought.
_SETS = (0b0111, 0b1011, 0b1101, 0b1110)
_GROUPED = """
SELECT GROUPING(profile, born, aged, joined), profile, COALESCE(born, aged::text, joined::text),
    COUNT(*), COUNT(*) FILTER (WHERE woman), COUNT(*) FILTER (WHERE probation)
FROM ({rows}) AS people (profile, born, aged, joined, woman, probation)
GROUP BY GROUPING SETS ((profile), (born), (aged), (joined))
"""


def _told(people: _Census, on: date, profiles: Profiles) -> Tallies:
    years = _years(on)
    by: tuple[_Sums, ...] = tuple(defaultdict(lambda: [0, 0, 0]) for _ in GROUPINGS)
    for pk, count, women, probationary in people.profiles.each:
        for sums, code in zip(by, profiles[pk], strict=True):
            three = sums[code]
            three[0] += count
            three[1] += women
            three[2] += probationary
    found = dict(zip(GROUPINGS, map(_tallied, by), strict=True))
    return Tallies(
        on=on,
        total=total(found["sex"].values()),
        by=found,
        ages=people.born.told(years),
        party_ages=people.aged.told(lambda text: max(0, years(text) or 0) if text else None),
        joined=people.joined.told(lambda text: date.fromisoformat(text) if text else None),
    )


def total(parts: Iterable[Tally]) -> Tally:
    """Everybody of the parts."""
    people = women = probationary = 0
    for part in parts:
        people, women, probationary = people + part.all, women + part.women, probationary + part.probationary
    return Tally(people, women, probationary)


def banded(found: Mapping[int | None, Tally], bands: Iterable[tuple[int, int | None]]) -> list[Tally]:
    """The tallies of each band ``(from, up to and including)``; None is open. Who is in none is counted in none."""

    def inside(years: int | None, low: int, high: int | None) -> bool:
        return years is not None and low <= years and (high is None or years <= high)

    return [total(tally for years, tally in found.items() if inside(years, low, high)) for low, high in bands]
