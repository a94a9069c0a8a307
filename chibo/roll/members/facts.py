"""The derived tables ``Stay`` and ``Strength``: what lists and counts read instead of the register itself.

Both are projections, written here alone and in whole statements of the database: a roster of thousands or the
merger of five wards is a few of them. The acts call :func:`refresh` after their entry in the ledger, whose head
is held until the transaction ends, so that two refreshes never meet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from django.db import connection, transaction

from chibo.common.rows import among, delete_many, rows_among
from chibo.foundation.rulebook.law import rulebook
from chibo.roll.members.models import Interruption, Membership, Placement, Profile, Stay, Strength
from chibo.roll.members.projection import (
    COLUMNS_OF_PROFILE,
    COLUMNS_OF_STAY,
    COLUMNS_OF_STRENGTH,
    PROFILES,
    STAYS,
    STRENGTHS,
    said_for,
    write,
)
from chibo.roll.members.queries.party_age import counted_from

#: So many people in one statement.
_AT_A_TIME = 5_000
_EVERYBODY = "1 = 1"


@transaction.atomic(savepoint=False)
def refresh(people: Iterable[int]) -> None:
    """Write anew the stays of these people, and the strength of every cell that they were or are in."""
    ids = sorted({int(pk) for pk in people})
    cells: set[int] = set()
    for some in _chunks(ids):
        cells |= _cells_of(some)
        delete_many(Stay, some, "person")
        _write_stays(f"person_id IN ({_list(some)})")
        _mend_party_age(some)
        cells |= _cells_of(some)
    if cells:
        _write_strengths(cells)


@transaction.atomic(savepoint=False)
def rebuild() -> int:
    """Write both tables from nothing; returns how many stays there are."""
    Stay.objects.all().delete()
    _write_stays(_EVERYBODY)
    _mend_party_age(None)
    _write_strengths(None)
    return Stay.objects.count()


def stale() -> bool:
    """Whether the tables were never written for this register, as after an upgrade."""
    return Membership.objects.exists() and not Stay.objects.exists()


def follow_forms(organizations: Collection[int]) -> None:
    """The shapes of these organizations changed: told by ``organizations`` at the end of its acts."""
    placed = Placement.objects.filter(organization__in=organizations, kind=Placement.Kind.OFFICIAL)
    refresh(placed.values_list("person", flat=True))


@dataclass(frozen=True, slots=True)
class Difference:
    """How many rows of a table are not what the register says, and how many it says are missing."""

    table: str
    wrong: int
    missing: int

    @property
    def none(self) -> bool:
        return not (self.wrong or self.missing)


def compare() -> list[Difference]:
    """Whether the tables equal the register: both are written anew beside it, compared, and left as they were."""
    tables = ((Stay._meta.db_table, COLUMNS_OF_STAY), (Strength._meta.db_table, COLUMNS_OF_STRENGTH))
    with transaction.atomic():
        with connection.cursor() as cursor:
            for table, columns in tables:
                cursor.execute(f"CREATE TEMPORARY TABLE {table}_kept AS SELECT {columns} FROM {table}")  # noqa: S608
        rebuild()
        found = []
        for table, columns in tables:
            kept, now = f"SELECT {columns} FROM {table}_kept", f"SELECT {columns} FROM {table}"  # noqa: S608
            found.append(Difference(table, _count(f"{kept} EXCEPT {now}"), _count(f"{now} EXCEPT {kept}")))
        transaction.set_rollback(True)
    return found


def _count(select: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({select}) AS rows_of_it")  # noqa: S608  # statements of this module
        return int(cursor.fetchone()[0])


def _cells_of(people: list[int]) -> set[int]:
    return {pk for (pk,) in among(Stay, "person", people, ["organization"])}


def _write_stays(people: str) -> None:
    profiles = write(Profile._meta.db_table, COLUMNS_OF_PROFILE, PROFILES)
    stays = write(Stay._meta.db_table, COLUMNS_OF_STAY, STAYS)
    with connection.cursor() as cursor:
        cursor.execute(said_for(connection.vendor, profiles, people=people.replace("person_id", "id")))
        cursor.execute(said_for(connection.vendor, stays, people=people))


def _write_strengths(cells: set[int] | None) -> None:
    rows = Strength.objects.all() if cells is None else Strength.objects.filter(organization__in=cells)
    rows.delete()
    narrowed = _EVERYBODY if cells is None else f"organization_id IN ({_list(cells)})"
    statement = write(Strength._meta.db_table, COLUMNS_OF_STRENGTH, STRENGTHS)
    with connection.cursor() as cursor:
        cursor.execute(said_for(connection.vendor, statement, cells=narrowed))


def _mend_party_age(people: list[int] | None) -> None:
    """Whoever was outside the Party, or without party life, for a time: the rule says what is taken off. They are few.

    Time outside shortens the stays that follow it; an interruption was settled by a decision and shortens all.
    """
    gone, broken = _left(people)
    if not gone:
        return
    gaps: dict[int, list[Interruption]] = defaultdict(list)
    for row in broken:
        gaps[row.person_id].append(row)
    first = rulebook().first_day
    spells = Membership.objects.exclude(kind=Membership.Kind.PROBATIONARY, ends_by=Membership.End.ANNULMENT)
    rows = spells.filter(person__in=gone).order_by("person", "starts_on")
    for person, group in groupby(rows, key=lambda spell: spell.person_id):
        lived = list(group)
        returned = any(a.ends_on and a.ends_on < b.starts_on for a, b in pairwise(lived))
        for stay in Stay.objects.filter(person=person) if returned or person in gaps else ():
            until = [spell for spell in lived if spell.starts_on <= stay.starts_on]
            on = max(stay.starts_on, first, *(gap.ends_on for gap in gaps[person] if gap.ends_on))
            Stay.objects.filter(pk=stay.pk).update(aged_from=counted_from(until, gaps[person], on))


def _left(people: list[int] | None) -> tuple[set[int], list[Interruption]]:
    """Whom this is about, and the interruptions of them."""
    if people is None:
        spells = Membership.objects.filter(ends_on__isnull=False).exclude(ends_by=Membership.End.RECOGNIZED)
        gone, broken = set(spells.values_list("person", flat=True)), list(Interruption.objects.all())
    else:
        gone = _gone(people)
        broken = rows_among(Interruption, "person", people)
    return gone | {row.person_id for row in broken}, broken


def _gone(people: list[int]) -> set[int]:
    """Those of them with a spell that was the last, at least for a time."""
    table = Membership._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT person_id FROM {table} WHERE person_id IN ({_list(people)}) AND ends_by NOT IN ('', %s)",  # noqa: S608
            [Membership.End.RECOGNIZED.value],
        )
        return {pk for (pk,) in cursor.fetchall()}


def _list(ids: Iterable[int]) -> str:
    return ", ".join(str(int(pk)) for pk in ids)


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), _AT_A_TIME):
        yield ids[start : start + _AT_A_TIME]
