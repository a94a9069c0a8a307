"""Somebody's way in the Party as the register knows it, for the rule of party age."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from chibo.foundation.rulebook.law import law_on
from chibo.roll.members.models import Interruption, Membership, Person
from chibo.roll.members.rules.seniority import Absence, Seniority, Service, seniority

_OFFICIAL, _ANNULLED = Membership.Kind.OFFICIAL, Membership.End.ANNULMENT


def service_from(spells: Iterable[Membership], interruptions: Iterable[Interruption], on: date) -> Service:
    """The facts of the rule on the day; party age stands still from the day on which membership ended.

    An annulled admission is none. A spell that begins as official after a gap restored the member: the time between
    was wrongful. Where the decision to admit has no day, the day of joining stands in, as the card has it.
    """
    lived = [spell for spell in sorted(spells, key=_began) if (spell.kind, spell.ends_by) != _VOID]
    gaps = [(a.ends_on, b) for a, b in pairwise(lived) if a.ends_on and a.ends_on < b.starts_on]
    left_on = lived[-1].ends_on if lived else None
    decided_on = lived[0].decided_on if lived else None
    return Service(
        on=min(on, left_on) if left_on else on,
        decided_on=decided_on,
        card_on=lived[0].starts_on if lived and decided_on is None else None,
        recognised=any(spell.kind == _OFFICIAL and spell.ends_by != _ANNULLED for spell in lived),
        readmitted=any(after.kind != _OFFICIAL for _, after in gaps),
        absences=(
            *(Absence(left_on=left, back_on=b.starts_on, wrongful=b.kind == _OFFICIAL) for left, b in gaps),
            *(_absence(row) for row in interruptions),
        ),
    )


def services_of(people: Collection[int], on: date) -> dict[int, Service]:
    """The same for many. Two questions for each five hundred."""
    return {pk: service_from(*life, on) for pk, life in lives_of(people, on).items()}


def lives_of(people: Collection[int], on: date) -> dict[int, tuple[list[Membership], list[Interruption]]]:
    """The spells that had begun by the day, and the interruptions, of each. Two questions for each five hundred."""
    ids = sorted(people)
    spells: dict[int, list[Membership]] = defaultdict(list)
    gaps: dict[int, list[Interruption]] = defaultdict(list)
    for start in range(0, len(ids), _AT_A_TIME):
        some = ids[start : start + _AT_A_TIME]
        for spell in Membership.objects.filter(person__in=some, starts_on__lte=on):
            spells[spell.person_id].append(spell)
        for gap in Interruption.objects.filter(person__in=some):
            gaps[gap.person_id].append(gap)
    return {pk: (spells[pk], gaps[pk]) for pk in ids}


def party_age_of(person: Person, on: date) -> Seniority:
    """Party age on the day by the law of that day."""
    return seniority(services_of([person.pk], on)[person.pk], law_on(on))


def counted_from(spells: Sequence[Membership], gaps: Sequence[Interruption], on: date) -> date | None:
    """The day from which party age runs on without a gap, as known on the day."""
    service = replace(service_from(spells, gaps, on), recognised=None)
    return seniority(service, law_on(on)).counted_from


_AT_A_TIME = 500
_VOID = (Membership.Kind.PROBATIONARY, _ANNULLED)


def _began(spell: Membership) -> date:
    return spell.starts_on


def _absence(row: Interruption) -> Absence:
    return Absence(left_on=row.starts_on, back_on=row.ends_on, months=row.months, days=row.days)
