"""The people behind a row of a table: the same list that the row counts, to be shown instead of counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from django.db.models import Q, QuerySet

from chibo.common.dates import add_years
from chibo.reports.catalogue import GROUPINGS, Narrowing, Row
from chibo.reports.queries.events import is_event, listed_events
from chibo.reports.queries.then import among, past_of
from chibo.roll.members.models import Membership, Sex, Stay, Turn
from chibo.roll.members.queries.counts import arrivals, behind, roster_on

#: What a register writes where somebody has none.
NOTHING = ("", "Không")


def listed(name: str, paths: list[str], first: date, last: date) -> QuerySet[Stay]:
    """A list of the catalogue for the days ``[first, last]``, one stay for each person.

    Raises:
        KeyError: no such list.
    """
    if name == "roster":
        return roster_on(paths, last)
    if name == "admitted":
        return arrivals(paths, first, last).filter(began_by__in=(Turn.ADMITTED, Turn.READMITTED))
    if is_event(name):
        return listed_events(name, paths, first, last)
    return behind(name, paths, first, last)


def behind_row(row: Row, value: str, paths: list[str], first: date, last: date) -> QuerySet[Stay]:
    """Whom the row counts; ``value`` is the code of a row that stands for each value of a grouping."""
    rows = listed(row.list, paths, first, last)
    fits: Callable[[str], bool] = value.__eq__
    asked, grouping = Q(), row.each
    if row.where is not None:
        asked, grouping, fits = narrowed(row.where, last), row.where.by, partial(named, where=row.where)
    elif row.each:
        asked = Q(**{f"profile__{row.each}": value})
    if grouping in GROUPINGS:
        changes = [each for each in past_of(last).others(rows) if each.grouping == grouping]
        asked = among(asked, changes, fits)
    return rows.filter(asked, part(row.of))


def named(code: str, where: Narrowing) -> bool:
    """Whether a code of a grouping is one that the row takes."""
    return code not in (*NOTHING, *where.codes) if where.others else code in where.codes


def part(of: str) -> Q:
    match of:
        case "women":
            return Q(profile__sex=Sex.FEMALE)
        case "probationary":
            return Q(kind=Membership.Kind.PROBATIONARY)
        case "official":
            return Q(kind=Membership.Kind.OFFICIAL)
    return Q()


def narrowed(where: Narrowing, on: date) -> Q:
    """The condition on stays; ages are full years on the day."""
    if where.by in GROUPINGS:
        column = f"profile__{where.by}"
        if not where.others:
            return Q(**{f"{column}__in": where.codes})
        return ~Q(**{f"{column}__in": (*NOTHING, *where.codes)})
    if where.by == "age":
        return Q(born_on="") if where.unknown else ~Q(born_on="") & _born(where, on)
    column = "joined_on" if where.by == "joined" else "aged_from"
    if where.unknown:
        return Q(**{f"{column}__isnull": True})
    known = Q(**{f"{column}__isnull": False})
    return known & (_joined(where) if where.by == "joined" else _aged(where, on))


def _born(where: Narrowing, on: date) -> Q:
    """Days of birth are text: of whom only the year is known is as old as those born at its beginning."""
    found = Q()
    if where.low:
        found &= Q(born_on__lte=f"{on.year - where.low:04}-{on.month:02}-{on.day:02}")
    if where.high is not None:
        found &= Q(born_on__gt=f"{on.year - where.high - 1:04}-{on.month:02}-{on.day:02}")
    return found


def _aged(where: Narrowing, on: date) -> Q:
    """Whose party age has not begun to run has nought years of it."""
    found = Q()
    if where.low:
        found &= Q(aged_from__lte=_latest(on, where.low))
    if where.high is not None:
        found &= Q(aged_from__gt=_latest(on, where.high + 1))
    return found


def _latest(on: date, years: int) -> date:
    """The last day from which so many full years have passed: of two days of a leap February the later one."""
    day = add_years(on, -years)
    following = day + timedelta(days=1)
    return following if add_years(following, years) <= on else day


def _joined(where: Narrowing) -> Q:
    found = Q()
    if where.low is not None:
        found &= Q(joined_on__gte=where.low)
    if where.high is not None:
        found &= Q(joined_on__lt=where.high)
    return found
