"""The rows that are clear go into the register in one transaction, and can be taken back in one."""

from __future__ import annotations

import json
import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.utils import IntegrityError, OperationalError

from chibo.common.compact import compact
from chibo.common.dates import display
from chibo.common.rows import among, collecting_later, insert_plain, update_many
from chibo.common.secrets import open_sealed, seal
from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.actions import wait_for_turn
from chibo.foundation.ledger.models import Entry
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members.actions import Effect, Newcomer, Revision, take_back, take_over
from chibo.roll.members.pictures import chunks
from chibo.roll.rosters.actions.checking import AT_A_TIME
from chibo.roll.rosters.models import Batch, StagedRow, Trace, Upload
from chibo.roll.rosters.queries.lookup import Scope, scope_of
from chibo.roll.rosters.rules.judging import Owners, collision, judge, owned
from chibo.roll.rosters.rules.lines import Judged, Plan, Question, Verdict
from chibo.roll.rosters.sealing import opened, planned, reasons_only, sealed

_V = StagedRow.Verdict
#: What databases say when somebody else holds what is needed.
_BUSY = re.compile(r"locked|deadlock|lock timeout", re.IGNORECASE)
_json = compact()
_GROUND = "Danh sách tiếp nhận ngày {day}; chưa rõ ngày về chi bộ"


def apply(*, batch: Batch, by: User | None, at: datetime) -> Batch:
    """Enter what is new and changed. Rows in doubt and refused rows stay out; rows whose person changed since the
    preview become doubtful and stay out too. Raises ``Refusal`` when the batch is not open, or somebody was faster."""
    try:
        with collecting_later(), _in_words(batch, "ghi"):
            return _apply(batch=batch, by=by, at=at)
    except IntegrityError:
        raise Refusal(
            f"Không ghi được {batch} vào sổ: trong lúc đó có người khác ghi cùng số định danh hoặc số thẻ. Sổ không "
            "thay đổi gì; xem trước lại rồi ghi."
        ) from None


@contextmanager
def _in_words(batch: Batch, what: str) -> Iterator[None]:
    """A database that somebody else holds for too long is no fault of the program."""
    try:
        yield
    except OperationalError as error:
        if not _BUSY.search(str(error)):
            raise
        raise Refusal(
            f"Không {what} được {batch}: sổ đang bận một việc khác. Sổ không thay đổi gì; chờ rồi làm lại."
        ) from None


@transaction.atomic
def _apply(*, batch: Batch, by: User | None, at: datetime) -> Batch:
    held = _held(batch, Batch.State.CHECKED, "ghi")
    fresh = wait_for_turn() == held.seen
    pending: deque[tuple[int, int]] = deque()
    stale: Counter[str] = Counter()

    def keep(effects: Sequence[Effect]) -> None:
        insert_plain(Trace, _TRACED, (_trace(held, pending.popleft(), effect) for effect in effects))

    if held.new or held.changed:
        entry = take_over(
            lines=_lines(held, pending, stale, fresh=fresh),
            keep=keep,
            by=by,
            on=held.on,
            subject=f"roster:{held.pk}",
            organization=held.organization,
            payload={"file": held.digest, "rows": held.rows, "same": held.same},
        )
        held.entry = entry.seq
    held.new -= stale[_V.NEW]
    held.changed -= stale[_V.CHANGED]
    held.doubt += stale.total()
    held.state, held.done_at = Batch.State.APPLIED, at
    held.save()
    _purge(held)
    return held


def _lines(
    batch: Batch, pending: deque[tuple[int, int]], stale: Counter[str], *, fresh: bool
) -> Iterator[Newcomer | Revision]:
    """The clear rows as the register takes them.

    ``fresh``: no act was recorded since they were judged, and what was planned then still holds. Else each is judged
    once more against the register as it stands now.
    """
    owners: Owners = {}
    ground = _GROUND.format(day=display(batch.on))
    scope = None if fresh else scope_of(batch)
    clear = list(batch.lines.filter(verdict__in=[_V.NEW, _V.CHANGED]).order_by("pk").values_list("pk", flat=True))
    for ids in chunks(clear, AT_A_TIME):
        rows = sorted(among(StagedRow, "id", ids, _PLANNED)) if fresh else []
        plans = [planned(sealed) for *_, sealed in rows]
        if fresh and all(plans) and not _collide(rows, plans, owners):
            for (_, sheet, number, person, picture, _), plan in zip(rows, plans, strict=True):
                if plan is not None:
                    pending.append((sheet, number))
                    yield _line(person, picture, plan, ground)
            continue
        scope = scope or scope_of(batch)
        yield from _judged_again(batch, ids, scope, owners, pending, stale, ground)


#: What is read of a row that was planned: its key first, then its place.
_PLANNED = ("id", "sheet", "number", "person", "picture", "sealed")


def _collide(rows: Sequence[tuple[Any, ...]], plans: Sequence[Plan | None], owners: Owners) -> bool:
    """Whether an answer made two of these rows, or one of them and an earlier one, about one person or number."""
    keys = [
        key
        for (_, _, _, person, _, _), plan in zip(rows, plans, strict=True)
        for key in owned(person, plan.identity if plan else "", plan.card if plan else None)
    ]
    met = len(set(keys)) < len(keys) or not owners.keys().isdisjoint(keys)
    if not met:
        owners.update(dict.fromkeys(keys, (0, 0)))
    return met


def _judged_again(
    batch: Batch,
    ids: Sequence[int],
    scope: Scope,
    owners: Owners,
    pending: deque[tuple[int, int]],
    stale: Counter[str],
    ground: str,
) -> Iterator[Newcomer | Revision]:
    found = [opened(row) for row in StagedRow.objects.filter(pk__in=ids).order_by("pk")]
    bench = scope.bench([each.entry for each in found])
    for each in found:
        judged, row = judge(each.entry, bench), each.row
        same = (judged.verdict.value, judged.person, judged.picture) == (row.verdict, row.person, row.picture)
        if same and collision(judged, owners) is None:
            pending.append((row.sheet, row.number))
            yield _line(judged.person, judged.picture, judged.plan, ground)
        else:
            stale[row.verdict] += 1
            _set_aside(row, judged)


def _set_aside(row: StagedRow, judged: Judged) -> None:
    """The register is no longer what the office saw: the row waits for another look."""
    text = "Hồ sơ trong sổ đã thay đổi sau khi xem trước, hoặc trùng với dòng khác. Nhập lại tệp để xem và quyết định."
    judged.questions.append(Question("moved", "", text))
    row.verdict, row.sealed = _V.DOUBT, sealed(judged, Verdict.DOUBT)
    row.save(update_fields=["verdict", "sealed"])


def _line(person: int | None, picture: str, plan: Plan, ground: str) -> Newcomer | Revision:
    return _newcomer(plan, ground) if person is None else _revision(person, picture, plan)


def _newcomer(plan: Plan, ground: str) -> Newcomer:
    assert (
        plan.placed_on is not None and plan.name is not None
    )  # judged new: the cell, the days and the name are there
    details = dict(plan.columns)
    return Newcomer(
        family_name=plan.name[0],
        given_name=plan.name[1],
        organization_id=plan.organization,
        spells=plan.spells,
        placed_on=plan.placed_on,
        ground=ground,
        sex=details.pop("sex", ""),
        born_on=details.pop("born_on", ""),
        identity=plan.identity,
        details=details,
        standings=tuple(plan.standings),
        card=plan.card,
    )


def _revision(person: int, picture: str, plan: Plan) -> Revision:
    return Revision(
        person_id=person,
        picture=picture,
        columns=plan.columns,
        name=plan.name,
        identity=plan.identity,
        memberships=plan.rows,
        spells=plan.spells,
        cards=plan.card_days,
        card=plan.card,
    )


#: The columns of :func:`_trace`.
_TRACED = ("batch_id", "sheet", "number", "person", "new", "made", "was")


def _trace(batch: Batch, row: tuple[int, int], effect: Effect) -> tuple[Any, ...]:
    was = seal(json.dumps(effect.was)) if effect.was else None
    return batch.pk, *row, effect.person_id, effect.new, _json(effect.made), was


def _purge(batch: Batch) -> None:
    """What the rows said goes; of those left out the reasons stay, without numbers."""
    Upload.objects.filter(batch=batch).delete()
    batch.lines.filter(verdict__in=[_V.NEW, _V.CHANGED, _V.SAME]).update(sealed=None)
    left = batch.lines.filter(verdict__in=[_V.DOUBT, _V.REFUSED]).values_list("pk", flat=True)
    for ids in chunks(list(left), AT_A_TIME):
        rows = StagedRow.objects.filter(pk__in=ids)
        update_many(StagedRow, {row.pk: {"sealed": reasons_only(opened(row))} for row in rows})


def undo(*, batch: Batch, by: User | None, on: date, at: datetime) -> Batch:
    """Take the whole batch back. Raises ``Refusal`` that names the later acts that stand in the way."""
    with collecting_later(), _in_words(batch, "hoàn tác"):
        return _undo(batch=batch, by=by, on=on, at=at)


@transaction.atomic
def _undo(*, batch: Batch, by: User | None, on: date, at: datetime) -> Batch:
    held = _held(batch, Batch.State.APPLIED, "hoàn tác")
    if held.entry is None:
        raise Refusal(f"{batch} không ghi gì vào sổ, không có gì để hoàn tác.")
    entry = take_back(
        effects=_effects(held),
        entry=Entry.objects.get(seq=held.entry),
        by=by,
        on=on,
        subject=f"roster:{held.pk}",
        organization=held.organization,
        payload={"file": held.digest},
    )
    held.traces.all()._raw_delete("default")
    held.undone, held.state, held.done_at = entry.seq, Batch.State.UNDONE, at
    held.save(update_fields=["undone", "state", "done_at"])
    return held


def _effects(batch: Batch) -> Iterator[list[Effect]]:
    traces = batch.traces.order_by("pk").values_list("pk", flat=True)
    for ids in chunks(list(traces), AT_A_TIME):
        yield [
            Effect(row.person, row.new, row.made, json.loads(open_sealed(bytes(row.was))) if row.was else {})
            for row in Trace.objects.filter(pk__in=ids).order_by("pk")
        ]


def _held(batch: Batch, state: Batch.State, what: str) -> Batch:
    """The batch, locked: whoever comes second finds it in another state."""
    held = Batch.objects.select_for_update(of=("self",)).select_related("organization").get(pk=batch.pk)
    if held.state != state:
        raise Refusal(f"Không {what} được {batch}: {held.get_state_display().lower()}.")
    return held
