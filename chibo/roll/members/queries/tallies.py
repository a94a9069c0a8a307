"""People of a list by everything that statistics group them by, in one reading of it.

The list is any query of stays, one for each person: a roster on a day, those admitted in a year. Ages are full
years on the day; what is not known stands under ``None`` or the empty code, and is never left out of a total.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Case, CharField, F, Q, QuerySet, When
from django.db.models.functions import Cast

from chibo.common.dates import full_years
from chibo.roll.members.models import Membership, Profile, Sex, Stay
from chibo.roll.members.queries.counts import under
from chibo.roll.organizations.models import in_force

#: Up to so many combinations they are looked up, beyond it all are read.
_FEW = 500
#: Rows read from SQLite at once.
_AT_A_TIME = 4_000
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


def tallies(rows: QuerySet[Stay], on: date) -> Tallies:
    """Everything at once. Two queries on PostgreSQL, which adds up faster than it sends; three on SQLite."""
    return _told(_census(rows), on)


def tallies_of_days(paths: Iterable[str], days: Sequence[date]) -> list[Tallies]:
    """The rosters of an organization on several days: the first is read whole, of the others who came and went since.

    ``paths``: see :func:`chibo.roll.members.queries.counts.paths_of`.
    """
    here = Stay.objects.filter(under(paths))
    first = in_force(days[0])
    base = _census(here.filter(first))
    found = [_told(base, days[0])]
    for day in days[1:]:
        then = in_force(day)
        other = base.changed(
            less=_census(here.filter(first).exclude(then)), more=_census(here.filter(then).exclude(first))
        )
        found.append(_told(other, day))
    return found


def age_on(born_on: str, on: date) -> int | None:
    """Full years; of whom the month or the day is not known, as if born at its beginning."""
    if not born_on:
        return None
    year, month, day = (*(int(part) for part in born_on.split("-")), 1, 1)[:3]
    return full_years(date(year, month, day), on)


def _party_age(text: str | None, on: date) -> int | None:
    return max(0, full_years(date.fromisoformat(text), on)) if text else None


#: (code or day, woman, probationary) -> people
_Counts = Counter[tuple[Any, bool, bool]]


@dataclass(frozen=True, slots=True)
class _Census:
    """A list added up by what does not depend on the day."""

    profiles: Counter[tuple[int, bool]]  # (profile, probationary)
    born: _Counts
    aged: _Counts
    joined: _Counts

    def changed(self, less: _Census, more: _Census) -> _Census:
        def apply(own: Any, gone: Any, come: Any) -> Any:
            found = own.copy()
            found.subtract(gone)
            found.update(come)
            return +found

        return _Census(
            apply(self.profiles, less.profiles, more.profiles),
            apply(self.born, less.born, more.born),
            apply(self.aged, less.aged, more.aged),
            apply(self.joined, less.joined, more.joined),
        )


def _census(rows: QuerySet[Stay]) -> _Census:
    return _read(rows) if connection.vendor == "sqlite" else _grouped(rows)


def _read(rows: QuerySet[Stay]) -> _Census:
    """Every row, from the index alone, counted here: SQLite would sort the list anew for each grouping."""
    columns = rows.order_by().annotate(
        who=F("profile") * 2 + Case(When(kind=Membership.Kind.PROBATIONARY, then=1), default=0),
        aged=Cast("aged_from", CharField()),
        joined=Cast("joined_on", CharField()),
    )
    sql, parameters = columns.values_list("who", "born_on", "aged", "joined").query.sql_with_params()
    women = Profile.objects.filter(sex=Sex.FEMALE).values_list("pk", flat=True)
    sort = {2 * pk: (True, False) for pk in women} | {2 * pk + 1: (True, True) for pk in women}
    man = ((False, False), (False, True))
    counts: tuple[Counter[Any], ...] = (Counter(), Counter(), Counter(), Counter())
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        while some := cursor.fetchmany(_AT_A_TIME):
            who, *others = zip(*some, strict=True)
            counts[0].update(who)
            of_each = [sort.get(each) or man[each % 2] for each in who]
            for found, column in zip(counts[1:], others, strict=True):
                found.update(zip(column, of_each, strict=True))
    return _Census(
        Counter({(each // 2, bool(each % 2)): people for each, people in counts[0].items()}),
        *(_flat(found) for found in counts[1:]),
    )


def _flat(counts: Counter[Any]) -> _Counts:
    return Counter({(value, *sort): people for (value, sort), people in counts.items()})


def _grouped(rows: QuerySet[Stay]) -> _Census:
    """Added up by the database, all groupings in one pass over the list."""
    women, probationary = Q(profile__sex=Sex.FEMALE), Q(kind=Membership.Kind.PROBATIONARY)
    columns = rows.order_by().annotate(
        woman=Case(When(women, then=True), default=False),
        probation=Case(When(probationary, then=True), default=False),
    )
    listed = columns.values_list("profile", "born_on", "aged_from", "joined_on", "woman", "probation")
    sql, parameters = listed.query.sql_with_params()
    found: dict[int, Counter[Any]] = {mask: Counter() for mask in _MASKS}
    with connection.cursor() as cursor:
        cursor.execute(_GROUPED_AT_ONCE.format(rows=sql), parameters)
        for mask, profile, born, aged, joined, woman, probation, people in cursor.fetchall():
            value = (profile, born, aged and str(aged), joined and str(joined))[_MASKS.index(mask)]
            found[mask][(value, probation) if mask == _MASKS[0] else (value, woman, probation)] += people
    return _Census(*(found[mask] for mask in _MASKS))


#: GROUPING(profile, born, aged, joined): the bit of the column that a row is grouped by is nought.
_MASKS = (0b0111, 0b1011, 0b1101, 0b1110)
_GROUPED_AT_ONCE = """
SELECT GROUPING(profile, born, aged, joined), profile, born, aged, joined, woman, probation, COUNT(*)
FROM ({rows}) AS people (profile, born, aged, joined, woman, probation)
GROUP BY GROUPING SETS (
    (profile, probation), (born, woman, probation), (aged, woman, probation), (joined, woman, probation)
)
"""


def _told(people: _Census, on: date) -> Tallies:
    by: tuple[_Sums, ...] = tuple(defaultdict(_nobody) for _ in GROUPINGS)
    total = _nobody()
    profiles = Profile.objects.values_list("pk", *GROUPINGS)
    if len(people.profiles) <= _FEW:
        profiles = profiles.filter(pk__in={pk for pk, _ in people.profiles})
    codes = {pk: values for pk, *values in profiles}
    for (pk, probationary), count in people.profiles.items():
        woman = codes[pk][0] == Sex.FEMALE
        for sums in (total, *(found[code] for found, code in zip(by, codes[pk], strict=True))):
            _add(sums, count, woman, probationary)
    return Tallies(
        on=on,
        total=Tally(*total),
        by={grouping: _tallied(found) for grouping, found in zip(GROUPINGS, by, strict=True)},
        ages=_added(people.born, lambda text: age_on(text, on)),
        party_ages=_added(people.aged, lambda text: _party_age(text, on)),
        joined=_added(people.joined, lambda text: date.fromisoformat(text) if text else None),
    )


def _added(counts: _Counts, of: Callable[[Any], Any]) -> dict[Any, Tally]:
    known = cache(of)
    found: _Sums = defaultdict(_nobody)
    for (value, woman, probationary), count in counts.items():
        _add(found[known(value)], count, woman, probationary)
    return _tallied(found)


#: Everybody, women, probationary members: added up in place.
_Sums = defaultdict[Any, list[int]]


def _nobody() -> list[int]:
    return [0, 0, 0]


def _add(sums: list[int], count: int, woman: bool, probationary: bool) -> None:
    sums[0] += count
    if woman:
        sums[1] += count
    if probationary:
        sums[2] += count


def _tallied(sums: _Sums) -> dict[Any, Tally]:
    return {key: Tally(*three) for key, three in sums.items()}


def banded(found: Mapping[int | None, Tally], bands: Iterable[tuple[int, int | None]]) -> list[Tally]:
    """The tallies of each band ``(from, up to and including)``; None is open. Who is in none is counted in none."""

    def inside(years: int | None, low: int, high: int | None) -> bool:
        return years is not None and low <= years and (high is None or years <= high)

    return [sum((tally for years, tally in found.items() if inside(years, low, high)), Tally()) for low, high in bands]
