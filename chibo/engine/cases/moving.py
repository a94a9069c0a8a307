"""Open cases follow the people of a cell that is handed over, each with an event that says so."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max

from chibo.engine.cases import queries
from chibo.engine.cases.actions import Stroke, refresh
from chibo.engine.cases.models import Case, Event, Waiting
from chibo.foundation.ledger.actions import record_batch
from chibo.foundation.ledger.chain import Row
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.organizations.models import Form, Organization

#: The cell that goes on with a case; None: it stays.
Destination = Callable[[Case], int | None]
_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Handing:
    """Why cases move: the day, the ground in words, who decided and in which capacity it is written."""

    on: date
    ground: str
    capacity: str
    subject: str  # of the ledger's entry ("reorganization:12")
    decider: Organization


def open_cases_at(organizations: Collection[int]) -> list[Case]:
    return list(
        Case.objects.filter(organization__in=organizations, closed_on__isnull=True)
        .select_related("person", "organization")
        .order_by("pk")
    )


@transaction.atomic
def move_cases(*, origins: Collection[int], goes: Destination, handing: Handing, stroke: Stroke) -> list[Case]:
    """Open cases at these cells go where their people go. What was done stays where it was done.

    Raises:
        Refusal: something was recorded in one of them on a later day than that of the handing over.
    """
    rows = Case.objects.select_for_update(of=("self",)).filter(organization__in=origins, closed_on__isnull=True)
    told = [(case, goes(case)) for case in rows.order_by("pk")]
    to = {case.pk: cell for case, cell in told if cell is not None}
    cases = [case for case, _ in told if case.pk in to]
    if not cases:
        return []
    last = Event.objects.filter(case__in=cases).values("case").annotate(Max("seq"), Max("on"))
    known = {row["case"]: (row["seq__max"], row["on__max"]) for row in last}
    late = [case for case in cases if known.get(case.pk, (0, handing.on))[1] > handing.on]
    if late:
        raise Refusal(f"Không chuyển hồ sơ: {len(late)} hồ sơ đang mở có việc đã ghi sau ngày sắp xếp.")
    names = _names({*to.values(), *(case.organization_id for case in cases)})
    events = [
        _event(case, known.get(case.pk, (0, None))[0] + 1, to[case.pk], names, handing, stroke) for case in cases
    ]
    for case in cases:
        case.organization_id = to[case.pk]
    Case.objects.bulk_update(cases, ["organization"], batch_size=_AT_A_TIME)
    _keep(events, cases, handing, stroke)
    return cases


def _keep(events: Sequence[Event], cases: Sequence[Case], handing: Handing, stroke: Stroke) -> None:
    """The events and one batch entry of the ledger that vouches for them."""
    if not events:
        return
    Event.objects.bulk_create(events, batch_size=_AT_A_TIME)
    record_batch(
        action=f"cases.{Event.Kind.MOVED}",
        by=stroke.by,
        on=handing.on,
        subject=handing.subject,
        organization=handing.decider.code,
        rows=[Row(kind="event", id=event.pk, digest=queries.event_digest(event)) for event in events],
        payload={"cases": [case.pk for case in cases]},
    )


def wait_for_nothing(cases: Collection[int]) -> None:
    """Forget what these cases wait for, before organizations go; :func:`refresh_many` writes it again."""
    Waiting.objects.filter(case__in=cases).delete()


@transaction.atomic
def move_counterparts(*, goes: Mapping[int, int], handing: Handing, stroke: Stroke) -> dict[int, int]:
    """Open cases whose other side is handed over whole find it where it went; the events of the case say so.

    Returns:
        Case -> the other side as it was, to take the act back by.
    """
    rows = Case.objects.select_for_update(of=("self",)).filter(counterpart__in=goes, closed_on__isnull=True)
    cases = list(rows.order_by("pk")) if goes else []
    last = dict(
        Event.objects.filter(case__in=cases).values("case").annotate(Max("seq")).values_list("case", "seq__max")
    )
    before = {case.pk: int(case.counterpart_id or 0) for case in cases}
    names = _names({*goes.values(), *before.values()})
    events = []
    for case in cases:
        to = goes[before[case.pk]]
        events.append(_event(case, last.get(case.pk, 0) + 1, to, names, handing, stroke, before[case.pk]))
        case.counterpart_id = to
    Case.objects.bulk_update(cases, ["counterpart"], batch_size=_AT_A_TIME)
    _keep(events, cases, handing, stroke)
    return before


@transaction.atomic
def refresh_many(*, organizations: Collection[int], on: date) -> list[Case]:
    """What the open cases there wait for, written again under the tree of the day.

    Returns those for which the tree has no road any more: they wait for nothing until a committee mends it.
    """
    stranded = []
    awaiting = Case.objects.filter(counterpart__in=organizations, closed_on__isnull=True)
    beside = awaiting.exclude(organization__in=organizations).select_related("person", "organization", "counterpart")
    for case in (*open_cases_at(organizations), *beside.order_by("pk")):
        try:
            refresh(case=case, on=on)
        except Refusal:
            Waiting.objects.filter(case=case).delete()
            stranded.append(case)
    return stranded


def _names(organizations: Collection[int]) -> dict[int, str]:
    """The present or last name of each."""
    forms = Form.objects.filter(organization__in=organizations).order_by("starts_on")
    return dict(forms.values_list("organization", "name"))


def _event(
    case: Case,
    seq: int,
    to: int,
    names: Mapping[int, str],
    handing: Handing,
    stroke: Stroke,
    other_side: int | None = None,
) -> Event:
    """From the cell of the case, or from its other side, to where it went."""
    origin = other_side or case.organization_id
    return Event(
        case=case,
        seq=seq,
        kind=Event.Kind.MOVED,
        step="",
        on=handing.on,
        organization=handing.decider,
        route="",
        data={"from": origin, "to": to} | ({"side": "other"} if other_side else {}),
        ground=f"{handing.ground}: từ {names[origin]} sang {names[to]}"[:300],
        by=stroke.by,
        capacity=handing.capacity[:200],
        at=stroke.at,
    )
