"""What people were on a past day, where the files hold it with its day; everything else stands as it is known now.

A level of schooling, training or theory counts from the day of its entry on, when the entry names the level in the
words of the law: before that day, the level of the latest earlier entry, or none that is written down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, NullIf

from chibo.foundation.rulebook.law import law_on
from chibo.roll.files.models import EntryKind, FileEntry
from chibo.roll.members.models import Membership, Sex, Stay
from chibo.roll.members.queries.tallies import Tallies, Tally

#: Kinds of entries -> the grouping that they date, and the parameter whose labels name its codes.
DATED: Mapping[str, tuple[str, str]] = {
    EntryKind.GENERAL_EDUCATION: ("education", "admission.education_ladder"),
    EntryKind.TRAINING: ("professional", "register.professional_levels"),
    EntryKind.DEGREE: ("professional", "register.professional_levels"),
    EntryKind.THEORY: ("theory", "register.theory_levels"),
}
GROUPINGS = tuple(dict.fromkeys(grouping for grouping, _ in DATED.values()))
_AT_A_TIME = 5_000


#: (day, code), the day as it is known: 2020, 2020-05 or 2020-05-17.
_Level = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody who was on the day what they are no longer."""

    person: int
    grouping: str
    now: str
    then: str
    woman: bool
    probationary: bool


@dataclass(frozen=True, slots=True)
class Past:
    """What the files know to have been otherwise on a day, of everybody; of most nothing."""

    on: date
    levels: Mapping[tuple[int, str], Sequence[_Level]]

    def others(self, rows: QuerySet[Stay]) -> list[Other]:
        """Of a list, one stay for each person. No query, when nothing changed since the day."""
        people = sorted({person for person, _ in self.levels})
        found = []
        for person, kind, sex, *codes in _listed(rows, people):
            for grouping, now in zip(GROUPINGS, codes, strict=True):
                then = _level_then(self.levels.get((person, grouping), ()), now, self.on)
                if then != now:
                    probationary = kind == Membership.Kind.PROBATIONARY
                    found.append(Other(person, grouping, now, then, sex == Sex.FEMALE, probationary))
        return found


def past_of(on: date) -> Past:
    """One query, when nothing changed since the day."""
    return Past(on, _levels(on))


def _listed(rows: QuerySet[Stay], people: Sequence[int]) -> Iterable[tuple[Any, ...]]:
    columns = ("person", "kind", "profile__sex", *(f"profile__{grouping}" for grouping in GROUPINGS))
    for start in range(0, len(people), _AT_A_TIME):
        yield from rows.filter(person__in=people[start : start + _AT_A_TIME]).order_by().values_list(*columns)


def _levels(on: date) -> dict[tuple[int, str], list[_Level]]:
    """(person, grouping) -> every dated level of those who reached one after the day."""
    law, day = law_on(on), on.isoformat()
    codes = {
        kind: {label: code for code, label in law.parameter(name).labels.items()} for kind, (_, name) in DATED.items()
    }
    entries = FileEntry.objects.standing().filter(kind__in=DATED)
    late = Q(to_on__gt=day) | Q(to_on="", document_on__gt=day) | Q(to_on="", document_on="", from_on__gt=day)
    people = sorted(set(entries.filter(late).values_list("person", flat=True)))
    found: dict[tuple[int, str], list[_Level]] = defaultdict(list)
    told = Coalesce(NullIf("to_on", Value("")), NullIf("document_on", Value("")), "from_on")
    for start in range(0, len(people), _AT_A_TIME):
        rows = entries.filter(person__in=people[start : start + _AT_A_TIME]).annotate(told=told)
        for person, kind, what, when in rows.values_list("person", "kind", "what", "told"):
            if when and (code := codes[kind].get(what)):
                found[person, DATED[kind][0]].append((when, code))
    return found


def _level_then(levels: Sequence[_Level], now: str, on: date) -> str:
    """The level on the day; that of now, when no entry says since when it is held."""
    day = on.isoformat()
    if min((when for when, code in levels if code == now), default="") <= day:
        return now
    return max(((when, code) for when, code in levels if when <= day), default=("", ""))[1]


def as_then(told: Tallies, changes: Iterable[Other]) -> Tallies:
    """The same people, by what they were on the day; no total changes."""
    by = {grouping: dict(parts) for grouping, parts in told.by.items()}
    for each in changes:
        one = Tally(1, int(each.woman), int(each.probationary))
        parts = by[each.grouping]
        parts[each.now] = _less(parts[each.now], one)
        parts[each.then] = parts.get(each.then, Tally()) + one
    return replace(told, by={grouping: {c: t for c, t in parts.items() if t.all} for grouping, parts in by.items()})


def _less(whole: Tally, part: Tally) -> Tally:
    return Tally(whole.all - part.all, whole.women - part.women, whole.probationary - part.probationary)


def among(asked: Q, changes: Iterable[Other], fits: Callable[[str], bool]) -> Q:
    """The condition on stays by a grouping, as of the day: ``changes`` are those of the grouping."""
    then = {each.person: fits(each.then) for each in changes}
    if not then:
        return asked
    taken = [person for person, fit in then.items() if fit]
    return asked & ~Q(person__in=_these(then)) | Q(person__in=_these(taken))


def _these(people: Iterable[int]) -> RawSQL:
    """The numbers stand in the statement: of parameters it may have no more than the database allows."""
    numbers = ", ".join(str(int(pk)) for pk in people) or "NULL"
    return RawSQL(f"SELECT id FROM members_person WHERE id IN ({numbers})", ())  # noqa: S608, S611  # whole numbers
