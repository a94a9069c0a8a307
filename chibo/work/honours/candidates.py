"""What the rules of badges need from the register: party age, badges held, disciplines of the file, death."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from chibo.common.dates import PartialDate
from chibo.foundation.rulebook.law import law_on, rulebook
from chibo.roll.files.models import EntryKind, FileEntry
from chibo.roll.members.models import Membership, Person
from chibo.roll.members.queries import lives_of, service_from
from chibo.work.honours.models import Award, Nomination
from chibo.work.honours.rules.badges import Candidate, Discipline

_AT_A_TIME = 500


def candidates_of(people: Collection[int], on: date, *, held: bool = True) -> dict[int, Candidate]:
    """Each person as a candidate on the day. Four questions for each five hundred.

    ``held`` is false where it is known already that nobody holds what they would be due.
    """
    ids = sorted(people)
    lives, badges, disciplines = lives_of(ids, on), held_by(ids) if held else {}, disciplines_of(ids, on)
    return {
        pk: Candidate(
            service=service_from(spells, gaps, on),
            held=frozenset(badges.get(pk, ())),
            disciplines=tuple(disciplines.get(pk, ())),
            died_on=next((s.ends_on for s in spells if s.ends_by == Membership.End.DEATH), None),
            left_by=_left_by(spells, on),
        )
        for pk, (spells, gaps) in lives.items()
    }


def _left_by(spells: Sequence[Membership], on: date) -> str:
    """On what ground somebody is no member on the day; nothing of the dead, nor of members."""
    last = max(spells, key=lambda spell: spell.starts_on, default=None)
    if last is None or last.ends_on is None or last.ends_on > on:
        return ""
    return "" if last.ends_by in {Membership.End.RECOGNIZED, Membership.End.DEATH} else last.ends_by


def held_by(people: Collection[int]) -> dict[int, set[int]]:
    """The badges that each was given, as years."""
    held: dict[int, set[int]] = defaultdict(set)
    ids = sorted(people)
    for start in range(0, len(ids), _AT_A_TIME):
        rows = Award.objects.filter(person__in=ids[start : start + _AT_A_TIME])
        for person, level in rows.values_list("person", "level"):
            held[person].add(level)
    return held


def open_nomination(person: Person) -> Nomination | None:
    return Nomination.objects.filter(person=person, outcome="").first()


def disciplines_of(people: Collection[int], on: date) -> dict[int, list[Discipline]]:
    """The disciplines in the files: the form as the law's code, and the day of the decision where known whole."""
    law = law_on(max(on, rulebook().first_day))
    forms = law.get("records.discipline_forms")
    codes = {label: code for code, label in law.parameter(forms.name).labels.items()} if forms else {}
    found: dict[int, list[Discipline]] = defaultdict(list)
    ids = sorted(people)
    for start in range(0, len(ids), _AT_A_TIME):
        rows = FileEntry.objects.standing().filter(
            person__in=ids[start : start + _AT_A_TIME], kind=EntryKind.DISCIPLINE
        )
        for person, what, document_on, from_on in rows.values_list("person", "what", "document_on", "from_on"):
            decided_on = _exact(document_on) or _exact(from_on)
            if what in codes and (decided_on is None or decided_on <= on):
                found[person].append(Discipline(form=codes[what], decided_on=decided_on))
    return found


def _exact(text: str) -> date | None:
    return PartialDate.parse(text).exact if text else None


def ended_by(person: Person, on: date) -> str:
    """On what ground the person is no member on the day; empty of members and of those who never were."""
    last = person.memberships.filter(starts_on__lte=on).order_by("-starts_on").first()
    return last.ends_by if last and last.ends_on and last.ends_on <= on else ""
