"""Drafting a reorganization, carrying it out whole or not at all, and undoing it before the next act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from chibo.common.dates import display
from chibo.common.text import nfc
from chibo.engine.cases.actions import Stroke
from chibo.engine.cases.models import Case
from chibo.engine.cases.moving import (
    Destination,
    Handing,
    move_cases,
    move_counterparts,
    open_cases_at,
    refresh_many,
    wait_for_nothing,
)
from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.actions import record
from chibo.foundation.ledger.models import Entry
from chibo.foundation.ledger.traces import AT_A_TIME, Changed, Touch
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members import actions as members
from chibo.roll.members.actions import Moving
from chibo.roll.members.queries import authority_of
from chibo.roll.organizations import actions as organizations
from chibo.roll.organizations.actions import Drawn
from chibo.roll.organizations.models import Organization
from chibo.work.reorganizations.models import Reorganization, Touched
from chibo.work.reorganizations.permissions import check_can_arrange
from chibo.work.reorganizations.queries import form_now
from chibo.work.reorganizations.queries.later import later_acts
from chibo.work.reorganizations.queries.picture import Preview
from chibo.work.reorganizations.queries.preview import preview
from chibo.work.reorganizations.rules.moves import Move, written

_STATE = Reorganization.State


@dataclass(frozen=True, slots=True)
class Paper:
    """The day of the act and the documents it rests on; blank while the plan is drafted."""

    on: date | None = None
    document: str = ""
    document_on: date | None = None
    receiving_document: str = ""
    receiving_document_on: date | None = None


@dataclass(frozen=True, slots=True)
class Pen:
    """Who writes, at which moment and in which capacity. The system itself (the demonstration) is nobody."""

    by: User | None
    at: datetime
    capacity: str


@transaction.atomic
def draft(
    *,
    kind: str,
    title: str,
    decider: Organization,
    by: User | None,
    today: date,
    at: datetime,
    moves: Sequence[Move] = (),
    paper: Paper = Paper(),
) -> Reorganization:
    """Begin a plan; nothing of the tree changes.

    Raises:
        PermissionDenied: no appointment that changes organizations for the decider.
    """
    _capacity(decider, by, today)
    if not nfc(title):
        raise Refusal("Không lập dự thảo: chưa ghi tên việc sắp xếp.")
    plan = Reorganization.objects.create(
        kind=kind,
        title=nfc(title)[:200],
        decider=decider,
        moves=written(moves),
        drafted_by=by,
        drafted_at=at,
        **asdict(paper),
    )
    _enter("draft", plan, by, today, {"kind": kind, "moves": len(plan.moves)})
    return plan


@transaction.atomic
def revise(
    *,
    plan: Reorganization,
    by: User | None,
    today: date,
    seen: int,
    moves: Sequence[Move] | None = None,
    paper: Paper | None = None,
) -> Reorganization:
    """Change the moves or the paper of a draft. Whoever answers an older version is told.

    Raises:
        Refusal: it is no draft any more, or somebody else has changed it.
    """
    plan = _hold(plan, by, today, _STATE.DRAFT, "Không ghi thay đổi của dự thảo")
    _check_seen(plan, seen)
    if moves is not None:
        plan.moves = written(moves)
    for name, value in (asdict(paper) if paper is not None else {}).items():
        setattr(plan, name, nfc(value) if isinstance(value, str) else value)
    plan.version += 1
    plan.save()
    return plan


@transaction.atomic
def drop(*, plan: Reorganization, by: User | None, today: date) -> None:
    """A draft that nobody carries out is thrown away; the ledger keeps that there was one."""
    plan = _hold(plan, by, today, _STATE.DRAFT, "Không bỏ dự thảo")
    _enter("drop", plan, by, today, {"title": plan.title})
    plan.delete()


@transaction.atomic
def carry_out(*, plan: Reorganization, by: User | None, today: date, at: datetime, seen: int) -> Reorganization:
    """Everything that the plan says, on its day, or nothing.

    The tree, the people, the offices that end and the open cases each leave one batch entry in the ledger, and the
    act itself one more; :func:`undo` looks for entries after it.

    Raises:
        Refusal: with every finding that refuses; nothing is written.
    """
    what = "Không thực hiện việc sắp xếp tổ chức đảng"
    capacity = _capacity(plan.decider, by, today)
    plan = _hold(plan, by, today, _STATE.DRAFT, what)
    _check_seen(plan, seen)
    seen_now = preview(plan, today)
    if seen_now.refused:
        raise Refusal(what, seen_now.refused)
    assert plan.on is not None and plan.document_on is not None  # said by the findings
    signed, pen = _signed(plan, by), Pen(by, at, capacity)
    drawn = organizations.redraw(
        plan=seen_now.compiled.drawing, document=plan.document, document_on=plan.document_on, on=plan.on, **signed
    )
    moving = _moving(seen_now, drawn)
    ended = [drawn.organizations[closing.code].pk for closing in seen_now.compiled.drawing.closed]
    trace = [
        *members.move_people(moving=moving, ground=_ground(plan), on=plan.on, **signed),
        *members.end_offices(organizations=ended, on=plan.on, **signed),
        *drawn.trace,
    ]
    if seen_now.cases:
        _move_cases(plan, moving.origins, lambda case: moving.destination(case.person_id, case.organization_id), pen)
    plan.state, plan.done_by, plan.done_at, plan.capacity = _STATE.DONE, by, at, capacity
    plan.summary = _summary(seen_now) | {"counterparts": _move_counterparts(plan, moving.everybody, pen)}
    entry = _enter("carry_out", plan, by, plan.on, {"document": plan.document, "members": seen_now.total.members})
    plan.done_seq = entry.seq
    plan.save()
    _keep(plan, trace)
    refresh_many(organizations={*drawn.moved, *moving.everybody.values(), *moving.people.values()}, on=today)
    return plan


@transaction.atomic
def undo(*, plan: Reorganization, by: User | None, today: date, at: datetime, ground: str) -> Reorganization:
    """Every row as it was before, as long as nothing later rests on it; cases go back with an event.

    Raises:
        Refusal: no ground, or the later acts that stand in the way.
    """
    what = "Không hoàn tác việc sắp xếp"
    capacity = _capacity(plan.decider, by, today)
    plan = _hold(plan, by, today, _STATE.DONE, what)
    if not nfc(ground):
        raise Refusal(f"{what}: phải ghi lý do.")
    assert plan.on is not None and plan.done_seq is not None
    trace = [Touch(t.kind, t.row, t.before, t.after) for t in plan.touched.order_by("position")]
    touched = _organizations(trace)
    if acts := later_acts(plan.done_seq, touched):
        told = "; ".join(act.words for act in acts)
        raise Refusal(
            f"{what}: sau việc này đã ghi {len(acts)} việc khác liên quan ({told}). Hoàn tác các việc đó trước."
        )
    signed = _signed(plan, by)
    wait_for_nothing([case.pk for case in open_cases_at(touched)])
    _return_cases(plan, Pen(by, at, capacity))
    _return_counterparts(plan, Pen(by, at, capacity))
    try:
        members.move_back(trace=trace, on=today, **signed)
        with transaction.atomic():
            organizations.undraw(trace=trace, on=today, **signed)
    except Changed as changed:
        raise Refusal(f"{what}: dữ liệu đã thay đổi từ khi thực hiện ({changed}).") from None
    except ProtectedError:
        raise Refusal(f"{what}: đã có dữ liệu gắn với tổ chức mới thành lập.") from None
    plan.state, plan.undone_by, plan.undone_at, plan.undone_ground = _STATE.UNDONE, by, at, nfc(ground)[:300]
    plan.save()
    _enter("undo", plan, by, today, {"ground": plan.undone_ground})
    refresh_many(organizations=touched, on=today)
    return plan


def _hold(plan: Reorganization, by: User | None, today: date, state: str, what: str) -> Reorganization:
    """The row, locked, in the state that the act needs, for somebody who may."""
    _capacity(plan.decider, by, today)
    row = Reorganization.objects.select_for_update(of=("self",)).select_related("decider").filter(pk=plan.pk).first()
    if row is None:
        raise Refusal(f"{what}: dự thảo này đã bị bỏ.")
    if row.state != state:
        raise Refusal(f"{what}: việc này {row.get_state_display().lower()}.")
    return row


def _capacity(decider: Organization, by: User | None, today: date) -> str:
    return check_can_arrange(authority_of(by, today), form_now(decider)) if by is not None else "Hệ thống"


def _check_seen(plan: Reorganization, seen: int) -> None:
    if plan.version != seen:
        raise Refusal("Dự thảo đã thay đổi từ khi đồng chí mở trang. Đề nghị xem lại rồi ghi.")


def _signed(plan: Reorganization, by: User | None) -> dict[str, Any]:
    return {"by": by, "subject": f"reorganization:{plan.pk}", "organization": plan.decider.code}


def _enter(act: str, plan: Reorganization, by: User | None, on: date, payload: Mapping[str, Any]) -> Entry:
    return record(action=f"reorganizations.{act}", on=on, payload=payload, **_signed(plan, by))


def _ground(plan: Reorganization) -> str:
    assert plan.document_on is not None
    return f"{plan.document} ngày {display(plan.document_on)}"


def _moving(seen: Preview, drawn: Drawn) -> Moving:
    ids = {code: organization.pk for code, organization in drawn.organizations.items()}
    return Moving(
        everybody={ids[origin]: ids[into] for origin, into in seen.compiled.everybody.items()},
        people={person: ids[into] for person, into in seen.compiled.people.items()},
        of=frozenset(ids[code] for code in seen.compiled.split),
    )


def _move_cases(plan: Reorganization, origins: set[int], goes: Destination, pen: Pen, undoes: str = "") -> None:
    if pen.by is None:
        raise Refusal("Không chuyển hồ sơ vụ việc: phải có người ghi.")
    assert plan.on is not None
    handing = _handing(plan, pen, undoes)
    move_cases(origins=origins, goes=goes, handing=handing, stroke=Stroke(pen.by, plan.on, pen.at, 0))


def _handing(plan: Reorganization, pen: Pen, undoes: str) -> Handing:
    assert plan.on is not None
    return Handing(
        on=plan.on,
        ground=f"{undoes}{plan.title}, {_ground(plan)}",
        capacity=pen.capacity,
        subject=f"reorganization:{plan.pk}",
        decider=plan.decider,
    )


def _move_counterparts(
    plan: Reorganization, goes: Mapping[int, int], pen: Pen, undoes: str = ""
) -> dict[str, list[int]]:
    """Open cases that await a cell which is handed over whole await the one where it went. Case -> [from, to]."""
    waits = Case.objects.filter(counterpart__in=goes, closed_on__isnull=True)
    if pen.by is None or not waits.exists():
        return {}
    assert plan.on is not None
    handing = _handing(plan, pen, undoes)
    before = move_counterparts(goes=goes, handing=handing, stroke=Stroke(pen.by, plan.on, pen.at, 0))
    return {str(case): [origin, goes[origin]] for case, origin in before.items()}


def _return_counterparts(plan: Reorganization, pen: Pen) -> None:
    moved = plan.summary.get("counterparts", {}).values()
    _move_counterparts(plan, {into: origin for origin, into in moved}, pen, undoes="Hoàn tác: ")


def _return_cases(plan: Reorganization, pen: Pen) -> None:
    """Back to the cells that had them, each with an event of its own."""
    home = {int(case): int(cell) for case, cell in plan.summary.get("cases", {}).items()}
    if home:
        now = set(Case.objects.filter(pk__in=home).values_list("organization", flat=True))
        _move_cases(plan, now, lambda case: home.get(case.pk), pen, undoes="Hoàn tác: ")


def _keep(plan: Reorganization, trace: Sequence[Touch]) -> None:
    Touched.objects.bulk_create(
        (
            Touched(reorganization=plan, position=position, kind=t.kind, row=t.row, before=t.before, after=t.after)
            for position, t in enumerate(trace)
        ),
        batch_size=AT_A_TIME,
    )


def _organizations(trace: Sequence[Touch]) -> set[int]:
    """Everything whose form the act changed, and where people went."""
    rows = (touch.after or touch.before or {} for touch in trace if touch.kind in {"form", "placement"})
    return {int(row["organization_id"]) for row in rows}


def _summary(seen: Preview) -> dict[str, Any]:
    """What is kept with the act for its page and its papers."""
    ids = {code: organization.pk for code, organization in seen.area.organizations.items()}
    return {
        "facts": dict(seen.facts),
        "lines": [
            {
                "code": line.code,
                "what": line.what,
                "old": line.old.name if line.old else "",
                "new": line.new.name if line.new else "",
                "before": line.before_and_after[0],
                "after": line.before_and_after[1],
                "members": line.tally.members,
            }
            for line in seen.lines
        ],
        "handed": [
            {"code": h.code, "name": h.name, "of": h.of, "to": h.to, "into": h.into, **asdict(h.tally)}
            for h in seen.handed
            if h.code in ids
        ],
        "ending": [
            [row.person.name, row.get_role_display(), seen.name(seen.codes[row.organization_id])]
            for row in seen.ending
        ],
        "vacant": list(seen.vacant),
        "invented": seen.invented,
        "cases": {str(case.pk): case.organization_id for case, _, _ in seen.cases},
    }
