"""Entries, corrections and proposals as the pages tell them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from chibo.roll.files.models import Correction, EntryKind, FileEntry, Proposal
from chibo.roll.members.models import Person
from chibo.roll.members.permissions import Authority, Right
from chibo.roll.members.queries import get_person


@dataclass(frozen=True, slots=True)
class Told:
    """An entry that stands, with those that it has replaced, newest first."""

    entry: FileEntry
    earlier: Sequence[FileEntry]


def entries_of(person: Person) -> list[tuple[EntryKind, list[Told]]]:
    """By kind, in the order of the kinds; of each kind the newest first. One query."""
    rows = list(FileEntry.objects.filter(person=person).select_related("recorded_by").order_by("pk"))
    by_pk = {row.pk: row for row in rows}
    replaced = {row.supersedes_id for row in rows}
    standing = [row for row in rows if row.pk not in replaced and not row.struck_out]
    found = []
    for kind in EntryKind:
        own = sorted((row for row in standing if row.kind == kind), key=lambda row: row.from_on, reverse=True)
        if own:
            found.append((kind, [Told(row, _earlier(row, by_pk)) for row in own]))
    return found


def _earlier(row: FileEntry, by_pk: dict[int, FileEntry]) -> list[FileEntry]:
    found = []
    while row.supersedes_id is not None:
        row = by_pk[row.supersedes_id]
        found.append(row)
    return found


def struck_out_of(person: Person) -> list[FileEntry]:
    """What was struck out, with the entry that it was."""
    rows = FileEntry.objects.filter(person=person, struck_out=True)
    return list(rows.select_related("supersedes", "recorded_by").order_by("-pk"))


def standing_of(person: Person, *kinds: str) -> list[FileEntry]:
    """The entries of these kinds that stand, oldest first."""
    return list(FileEntry.objects.standing().filter(person=person, kind__in=kinds).order_by("from_on", "pk"))


def corrections_of(person: Person) -> QuerySet[Correction]:
    return Correction.objects.filter(person=person).select_related("by").order_by("-on", "-pk")


def proposals_of(person: Person) -> QuerySet[Proposal]:
    return Proposal.objects.filter(person=person).select_related("answered_by").order_by("-proposed_on", "-pk")


def open_proposals(authority: Authority, on: date) -> QuerySet[Proposal]:
    """Those that wait for an answer from somebody who keeps the files there, oldest first."""
    reached = Person.objects.visible_to(authority, on)
    waiting = Proposal.objects.filter(state=Proposal.State.OPEN, person__in=reached).select_related("person")
    return waiting.order_by("proposed_on", "pk")


def proposals_to_answer(authority: Authority, on: date, most: int) -> list[Proposal]:
    """Of those in reach, the ones that the reader may answer: the right is asked at each person's place."""
    if not any(held.reach(Right.KEEP_FILES) for held in authority.appointments):
        return []
    keeper = Keeper(authority)
    return list(open_proposals(keeper.authority, on)[:most])


@dataclass(frozen=True, slots=True)
class Keeper:
    """The authority narrowed to the appointments that keep files, so that reach and right are one."""

    whole: Authority

    @property
    def authority(self) -> Authority:
        held = tuple(each for each in self.whole.appointments if each.reach(Right.KEEP_FILES))
        return Authority(user=self.whole.user, person=self.whole.person, on=self.whole.on, appointments=held)


def person_to_keep(authority: Authority, pk: int) -> Person:
    """The door for those who write in files."""
    return get_person(authority, pk, authority.on, Right.KEEP_FILES)
