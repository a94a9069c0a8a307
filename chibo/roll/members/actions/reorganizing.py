"""What a reorganization does to people and offices: many at once, with a trace by which it can be taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from chibo.common.text import nfc
from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.actions import record_batch
from chibo.foundation.ledger.traces import AT_A_TIME, Touch, ledger_rows, snapshot, take_back, touches
from chibo.foundation.rulebook.findings import Refusal, refuse_if_any
from chibo.roll.members.facts import refresh
from chibo.roll.members.models import Appointment, Committee, CommitteeSeat, Placement
from chibo.roll.members.rules import dates
from chibo.roll.organizations.models import CELLS, Form, Organization

#: Kinds of rows in the trace, in the order in which they are put back.
TABLES: Mapping[str, type[Placement] | type[Appointment] | type[CommitteeSeat] | type[Committee]] = {
    "placement": Placement,
    "appointment": Appointment,
    "seat": CommitteeSeat,
    "committee": Committee,
}
_RUNNING = Q(ends_on__isnull=True)
#: Whoever meets does so in a cell; the others are only followed, or their record kept.
_MEETS = frozenset({Placement.Kind.OFFICIAL, Placement.Kind.TEMPORARY})


@dataclass(frozen=True, slots=True)
class Moving:
    """Who goes where: everybody of an organization (origin -> destination), but for those named (person -> place)."""

    everybody: Mapping[int, int] = field(default_factory=dict)
    people: Mapping[int, int] = field(default_factory=dict)  # they leave one of ``of``
    of: frozenset[int] = frozenset()  # organizations from which single people are taken

    @property
    def origins(self) -> set[int]:
        return {*self.everybody, *self.of}

    def destination(self, person: int, origin: int) -> int | None:
        named = self.people.get(person) if origin in self.of else None
        return self.everybody.get(origin) if named is None else named


@transaction.atomic
def move_people(
    *, moving: Moving, by: User | None, on: date, ground: str, subject: str, organization: str
) -> list[Touch]:
    """Move running placements, each as it is: members, guests, sympathisers, records of those who left.

    Who was there for a time and has the destination as home simply comes home.

    Raises:
        Refusal: a destination is no cell on the day, or somebody's place began later than the day.
    """
    what = "Không ghi nhận việc chuyển giao đảng viên"
    running = Placement.objects.filter(_RUNNING | Q(ends_on__gt=on))
    rows = list(running.filter(organization__in=moving.origins).select_for_update().order_by("pk"))
    told = ((row.pk, moving.destination(row.person_id, row.organization_id)) for row in rows)
    goes = {pk: destination for pk, destination in told if destination is not None}
    rows = [row for row in rows if row.pk in goes]
    _check_cells({goes[row.pk] for row in rows if row.kind in _MEETS}, on, what)
    if late := next((row for row in rows if row.starts_on > on), None):
        refuse_if_any(what, dates.check_follows(on, late.starts_on, "sinh hoạt của một người trong danh sách"))
    before = {row.pk: snapshot(row) for row in rows}
    homes = _homes(running, [row.person_id for row in rows], goes, rows)
    ended, rewritten, new = [], [], []
    for row in rows:
        destination = goes[row.pk]
        comes_home = row.kind == Placement.Kind.TEMPORARY and homes.get(row.person_id) == destination
        if row.starts_on == on and not comes_home:
            row.organization_id, row.ground = destination, nfc(ground)[:200]
            rewritten.append(row)
            continue
        if row.starts_on == on:
            raise Refusal(f"{what}: một người đến sinh hoạt tạm thời đúng ngày này ở nơi sắp nhập vào nơi chính thức.")
        if not comes_home:
            new.append(_there(row, destination, on, ground))
        row.ends_on = on
        ended.append(row)
    Placement.objects.filter(pk__in=[row.pk for row in ended]).update(ends_on=on)
    Placement.objects.bulk_update(rewritten, ["organization", "ground"], batch_size=AT_A_TIME)
    Placement.objects.bulk_create(new, batch_size=AT_A_TIME)
    trace = touches("placement", before, [*ended, *rewritten, *new])
    _record("members.move_people", trace, by, on, subject, organization, people=len({r.person_id for r in rows}))
    refresh(row.person_id for row in rows)
    return trace


@transaction.atomic
def end_offices(
    *, organizations: Collection[int], by: User | None, on: date, subject: str, organization: str
) -> list[Touch]:
    """End every committee, seat and appointment at organizations that end on the day.

    Raises:
        Refusal: one of them began on the day or later.
    """
    what = "Không ghi nhận việc kết thúc nhiệm vụ ở tổ chức kết thúc hoạt động"
    late = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    trace: list[Touch] = []
    tables: list[tuple[str, QuerySet[Any]]] = [
        ("appointment", Appointment.objects.filter(late, organization__in=organizations)),
        ("seat", CommitteeSeat.objects.filter(late, committee__organization__in=organizations)),
        ("committee", Committee.objects.filter(late, organization__in=organizations)),
    ]
    for kind, found in tables:
        rows = list(found.select_for_update(of=("self",)).order_by("pk"))
        if begun := next((row for row in rows if row.starts_on >= on), None):
            refuse_if_any(what, dates.check_follows(on, begun.starts_on, "một nhiệm vụ ở tổ chức này"))
            raise Refusal(f"{what}: có nhiệm vụ bắt đầu đúng ngày tổ chức kết thúc.")
        before = {row.pk: snapshot(row) for row in rows}
        for row in rows:
            row.ends_on = on
        found.model._default_manager.filter(pk__in=list(before)).update(ends_on=on)
        trace += touches(kind, before, rows)
    _record("members.end_offices", trace, by, on, subject, organization)
    return trace


@transaction.atomic
def move_back(*, trace: Sequence[Touch], by: User | None, on: date, subject: str, organization: str) -> None:
    """Take back what :func:`move_people` and :func:`end_offices` did.

    Raises:
        ledger.traces.Changed: somebody has touched the same rows since.
    """
    own = [touch for touch in trace if touch.kind in TABLES]
    placed = Placement.objects.filter(pk__in=[touch.row for touch in own if touch.kind == "placement"])
    people = set(placed.values_list("person", flat=True))
    for kind, model in TABLES.items():
        take_back(model, [touch for touch in own if touch.kind == kind])
    _record("members.move_back", [replace(touch, after=None) for touch in own], by, on, subject, organization)
    refresh(people)


def _check_cells(destinations: Iterable[int], on: date, what: str) -> None:
    wanted = set(destinations)
    cells = set(
        Form.objects.on(on).filter(organization__in=wanted, level__in=CELLS).values_list("organization", flat=True)
    )
    if lacking := wanted - cells:
        codes = Organization.objects.filter(pk__in=lacking).order_by("code").values_list("code", flat=True)
        raise Refusal(f"{what}: đảng viên sinh hoạt ở chi bộ; {', '.join(codes)} không phải là chi bộ vào ngày này.")


def _homes(
    running: QuerySet[Placement], people: Collection[int], goes: Mapping[int, int], rows: Sequence[Placement]
) -> dict[int, int]:
    """Where each of these has their official party life once everybody has moved."""
    homes = dict(running.filter(person__in=people, kind=Placement.Kind.OFFICIAL).values_list("person", "organization"))
    moved = {row.person_id: goes[row.pk] for row in rows if row.kind == Placement.Kind.OFFICIAL}
    return homes | moved


def _there(row: Placement, destination: int, on: date, ground: str) -> Placement:
    copy = Placement(**{f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key})
    copy.organization_id, copy.starts_on, copy.ground = destination, on, nfc(ground)[:200]
    copy.came_by = Placement.CameBy.REORGANIZED
    return copy


def _record(
    action: str,
    trace: Sequence[Touch],
    by: User | None,
    on: date,
    subject: str,
    organization: str,
    **payload: Any,
) -> None:
    if trace:
        record_batch(
            action=action,
            by=by,
            on=on,
            subject=subject,
            organization=organization,
            rows=ledger_rows(trace),
            payload=payload,
        )


__all__ = ["Moving", "end_offices", "move_back", "move_people"]
