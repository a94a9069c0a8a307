"""Who belongs to a body on a day, with what bears on their vote. The engine makes the arithmetic of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from chibo.roll.members.models import CommitteeSeat, Membership, Person, Placement, Standing
from chibo.roll.organizations.models import Organization, in_force
from chibo.roll.organizations.queries import names_on

_OFFICIAL, _TEMPORARY, _AWAY = Placement.Kind.OFFICIAL, Placement.Kind.TEMPORARY, Placement.Kind.AWAY


@dataclass(frozen=True, slots=True)
class VoterFacts:
    """One person of a body on one day."""

    person_id: int
    name: str
    kind: str  # Membership.Kind on the day as then known; "" for somebody who is not a member
    placed: str  # Placement.Kind here (a cell); "" for a committee
    away_to: str  # where their party life is for a time, when elsewhere
    standings: tuple[str, ...]  # Standing.Kind in force


def voters_of_cell(organization: Organization, on: date) -> list[VoterFacts]:
    """Every member whose party life is in the cell on the day, officially or for a time, by name. Five queries."""
    rows = (
        Placement.objects.filter(in_force(on), organization=organization, kind__in=(_OFFICIAL, _TEMPORARY))
        .select_related("person")
        .order_by("person__sort_key", "person__pk")
    )
    here = {row.person_id: row for row in rows}
    kinds, standings = _kinds(here, on), _standings(here, on)
    away = _away(here, organization, on)
    return [
        VoterFacts(pk, row.person.name, kinds[pk], row.kind, away.get(pk, ""), standings[pk])
        for pk, row in here.items()
        if pk in kinds
    ]


def people_of_cell(organization: Organization, on: date) -> list[Person]:
    """The same members, by name, where nothing is asked of their vote. One query."""
    here = Placement.objects.filter(in_force(on), organization=organization, kind__in=(_OFFICIAL, _TEMPORARY))
    members = Membership.objects.filter(in_force(on))
    return list(
        Person.objects.filter(
            Exists(here.filter(person=OuterRef("pk"))), Exists(members.filter(person=OuterRef("pk")))
        ).order_by("sort_key", "pk")
    )


def seated_in(organization: Organization, body: str, on: date) -> list[VoterFacts]:
    """Who serves on the committee (or its standing committee) on the day, by name. Five queries."""
    rows = (
        CommitteeSeat.objects.filter(
            in_force(on), in_force(on, "committee__"), committee__organization=organization, committee__body=body
        )
        .select_related("person")
        .order_by("person__sort_key", "person__pk")
    )
    seated = {row.person_id: row for row in rows}
    kinds, standings = _kinds(seated, on), _standings(seated, on)
    away = _away(seated, None, on)
    return [
        VoterFacts(pk, row.person.name, kinds.get(pk, ""), "", away.get(pk, ""), standings[pk])
        for pk, row in seated.items()
    ]


def _kinds(people: Iterable[int], on: date) -> dict[int, str]:
    """The kind of membership as it was known on the day.

    Recognition may take effect on an earlier day than its decision; until the decision exists the person
    votes as what they were: not at all.
    """
    spells = Membership.objects.filter(person__in=list(people), starts_on__lte=on).order_by("starts_on")
    known: dict[int, str] = {}
    for spell in spells:
        decided = spell.decided_on is None or spell.decided_on <= on
        ended_later = spell.end_decided_on is not None and spell.end_decided_on > on
        if decided and (spell.ends_on is None or spell.ends_on > on or _kept_until_decided(spell, ended_later)):
            known[spell.person_id] = spell.kind
    return known


def _kept_until_decided(spell: Membership, ended_later: bool) -> bool:
    return spell.ends_by == Membership.End.RECOGNIZED and ended_later


def _standings(people: Iterable[int], on: date) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    rows = Standing.objects.filter(in_force(on), person__in=list(people)).order_by("kind")
    for pk, kind in rows.values_list("person", "kind"):
        found[pk] += (kind,)
    return found


def _away(people: Iterable[int], here: Organization | None, on: date) -> dict[int, str]:
    rows = Placement.objects.filter(in_force(on), kind__in=(_TEMPORARY, _AWAY), person__in=list(people))
    away = {row.person_id: row for row in rows if row.kind == _AWAY or here is None or row.organization_id != here.pk}
    names = names_on([row.organization_id for row in away.values()], on)
    return {pk: row.outside or names.get(row.organization_id, "nơi khác") for pk, row in away.items()}
