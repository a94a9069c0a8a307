"""What a list of people is narrowed to, as conditions on a stay, or on a person who has none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Exists, F, Lookup, OuterRef, Q
from django.db.models.sql.compiler import SQLCompiler

from chibo.common.dates import add_months
from chibo.foundation.rulebook.law import law_on
from chibo.roll.members.models import (
    Appointment,
    CommitteeSeat,
    Membership,
    Placement,
    Profile,
    Standing,
    Stay,
)
from chibo.roll.members.queries.status import Filter
from chibo.roll.organizations.models import in_force

#: A position beside the roles: whoever sits on a committee.
SEATED = "SEATED"


@dataclass(frozen=True, slots=True)
class Selection:
    """Conditions that all hold; what is blank asks nothing. Ages are full years on the day, both ends included."""

    text: str = ""
    only: Filter = Filter.MEMBERS
    sex: str = ""
    ethnicity: str = ""
    religion: str = ""
    education: str = ""
    professional: str = ""
    theory: str = ""
    occupation_group: str = ""
    position: str = ""  # a Role, or SEATED
    age_from: int | None = None
    age_to: int | None = None
    party_age_from: int | None = None
    party_age_to: int | None = None
    badge_round: date | None = None  # party age reaches a badge after the round before this one, and by it

    @property
    def plain(self) -> bool:
        """Nothing is asked but what people are."""
        return self == replace(Selection(), only=self.only)


#: PostgreSQL is told so many profiles one by one; more of them it looks up itself.
_TOLD = 200
_GROUPS = ("sex", "ethnicity", "religion", "education", "professional", "theory", "occupation_group")


def on_stays(wanted: Selection, on: date) -> Q:
    """The conditions but the name on stays that are in force on the day; one query, when asked for by a group."""
    asked = _dated(replace(wanted, badge_round=None), on) & _of_person(wanted, on, "person")
    if wanted.badge_round is not None:
        reached = _badge(wanted.badge_round)
        if connection.vendor == "sqlite":  # it would look at every member of the subtree rather than at these days
            reached = Q(pk__in=Stay.objects.filter(reached).values("pk"))
        asked &= reached
    groups = _groups(wanted)
    if groups:
        alike = Profile.objects.filter(**groups).values_list("pk", flat=True)
        told = list(alike if connection.vendor == "sqlite" else alike[: _TOLD + 1])
        asked &= Q(profile__in=alike) if len(told) > _TOLD and connection.vendor != "sqlite" else Q(_OneOf(told))
    if wanted.only in {Filter.OFFICIAL, Filter.PROBATIONARY}:
        asked &= Q(kind=wanted.only.name)
    elif wanted.only in {Filter.EXEMPT, Filter.SUSPENDED}:
        asked &= Q(person__in=Standing.objects.filter(in_force(on), kind=wanted.only.name).values("person"))
    elif wanted.only is Filter.AWAY:
        away = Placement.objects.filter(in_force(on), kind__in=Placement.FOR_A_TIME)
        asked &= Q(person__in=away.values("person"))
    return asked


def on_people(wanted: Selection, on: date) -> Q:
    """The same conditions on somebody who is in no cell's strength here: a guest, a sympathiser, one who left."""
    dated = _dated(wanted, on)
    asked = Q(**_groups(wanted)) & _born(wanted, on) & _of_person(wanted, on, "pk") & Q(folded__words=wanted.text)
    if wanted.party_age_from is None and wanted.party_age_to is None and wanted.badge_round is None:
        return asked
    return asked & Q(Exists(Stay.objects.filter(in_force(on), dated, person=OuterRef("pk"))))


class _OneOf(Lookup):
    """``profile`` is one of these ids of our own, each written out: thousands of parameters take longer to hand over
    than to look for."""

    def __init__(self, ids: Iterable[int]) -> None:
        super().__init__(F("profile"), tuple(ids))

    def get_prep_lookup(self) -> Any:
        return self.rhs

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        if not self.rhs:
            raise EmptyResultSet
        column, given = self.process_lhs(compiler, connection)
        return f"{column} IN ({', '.join(map(str, self.rhs))})", tuple(given)


def _groups(wanted: Selection) -> dict[str, Any]:
    return {name: value for name in _GROUPS if (value := getattr(wanted, name))}


def _of_person(wanted: Selection, on: date, person: str) -> Q:
    if not wanted.position:
        return Q()
    if wanted.position == SEATED:
        seated = CommitteeSeat.objects.filter(in_force(on), in_force(on, "committee__"))
        return Q(**{f"{person}__in": seated.values("person")})
    held = Appointment.objects.filter(in_force(on), role=wanted.position)
    return Q(**{f"{person}__in": held.values("person")})


def _born(wanted: Selection, on: date) -> Q:
    """Days of birth are text, 1990 or 1990-05 or 1990-05-17, and stand in the order of the calendar."""
    asked = Q()
    if wanted.age_from is not None:
        asked &= Q(born_on__gt="", born_on__lte=_latest(on, 12 * wanted.age_from).isoformat())
    if wanted.age_to is not None:
        asked &= Q(born_on__gt=_latest(on, 12 * (wanted.age_to + 1)).isoformat())
    return asked


def _dated(wanted: Selection, on: date) -> Q:
    asked = _born(wanted, on)
    if wanted.party_age_from is not None:
        asked &= Q(aged_from__lte=_latest(on, 12 * wanted.party_age_from))
    if wanted.party_age_to is not None:
        asked &= Q(aged_from__gt=_latest(on, 12 * (wanted.party_age_to + 1)))
    if wanted.badge_round is not None:
        asked &= _badge(wanted.badge_round)
    return asked


def _badge(day: date) -> Q:
    """Official members who reach the years of a badge after the round before and on or before this one."""
    before = round_before(day)
    spans = (
        Q(aged_from__gt=_latest(before, 12 * years), aged_from__lte=_latest(day, 12 * years))
        for years in badge_years(day)
    )
    return reduce(or_, spans, Q(pk__in=())) & Q(kind=Membership.Kind.OFFICIAL)


def badge_years(on: date) -> list[int]:
    """The years of party age that have a badge, by the law of the day."""
    value = law_on(on).get("badge.levels")
    return sorted(int(code) for code in value.value) if value else []


def rounds_of(year: int, on: date) -> list[date]:
    """The days of the year on which badges are handed out, by the law of ``on``."""
    value = law_on(on).get("badge.rounds")
    days = [tuple(int(part) for part in code.split("-")) for code in value.value] if value else []
    return sorted(date(year, month, day) for month, day in days)


def round_before(day: date) -> date:
    """The round before this one; a year before, where the law names none."""
    earlier = [each for year in (day.year - 1, day.year) for each in rounds_of(year, day) if each < day]
    return max(earlier, default=add_months(day, -12))


def _latest(on: date, months: int) -> date:
    """The latest day from which so many months have passed by ``on``: the inverse of counting full months."""
    day = add_months(on, -months)
    while add_months(day + timedelta(days=1), months) <= on:
        day += timedelta(days=1)
    return day
