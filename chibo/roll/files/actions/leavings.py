"""Writing down that a member died or left the Party by a decision made elsewhere, and taking a mistake back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, astuple
from datetime import date

from django.db import transaction

from chibo.common.dates import display
from chibo.common.text import nfc
from chibo.foundation.accounts.actions import end_sessions
from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.actions import wait_for_turn
from chibo.foundation.rulebook.answers import failed
from chibo.foundation.rulebook.findings import Refusal, refuse_if_any
from chibo.roll.files.models import Leaving
from chibo.roll.files.queries.leavings import standing_leaving, state_lines
from chibo.roll.files.registry import resting_on
from chibo.roll.files.rules.leavings import Left, check_left, check_seen
from chibo.roll.files.writing import enter
from chibo.roll.members import actions as members
from chibo.roll.members.models import Person
from chibo.roll.members.writing import hold


@transaction.atomic
def record_leaving(
    *, person: Person, told: Left, by: User | None, on: date, seen: Sequence[str] | None = None
) -> Leaving:
    """Record a death, or a decision by which somebody is no member any more; ``on`` is the day of the office.

    Places, offices, seats and circumstances end with it; the home keeps the record. The dead sign in no more.

    Args:
        seen: the lines of the file as the author saw them; None for an act that nobody answered on a page.

    Raises:
        Refusal: no paper, a day ahead or before the last change, no member, or the file is not what was seen.
    """
    person = hold(person)
    what = "Không ghi nhận việc từ trần" if told.ends_by == "DEATH" else "Không ghi nhận việc ra khỏi Đảng"
    if told.ends_by not in Leaving.GROUNDS:
        raise Refusal(f"{what}: chưa chọn đúng lý do.")
    earlier = standing_leaving(person)
    if earlier is not None and not person.memberships.filter(ends_on__isnull=True).exists():
        who = f", do {earlier.recorded_by} ghi" if earlier.recorded_by else ""
        raise Refusal(f"{what}: hồ sơ đã ghi {earlier.words[:1].lower()}{earlier.words[1:]}{who}.")
    if seen is not None and (changed := check_seen(seen, state_lines(person, on))):
        raise Refusal(f"{what}: hồ sơ đã thay đổi từ khi đồng chí mở trang. Đề nghị xem lại rồi ghi", changed)
    refuse_if_any(what, check_left(told, on))
    trace = members.end_with_trace(
        person=person, ends_by=told.ends_by, by=by, on=told.left_on, decision=told.decision, decided_on=told.decided_on
    )
    words = {name: nfc(value) if isinstance(value, str) else value for name, value in asdict(told).items()}
    leaving = Leaving.objects.create(
        person=person,
        recorded_on=on,
        recorded_by=by,
        seq=wait_for_turn() + 1,
        trace=[list(astuple(touch)) for touch in trace],
        **words,
    )
    personal = {"issuer": leaving.issuer, "ground": leaving.ground}
    enter("record_leaving", person, by=by, on=on, personal=personal, rows=[leaving], ends_by=leaving.ends_by)
    if leaving.is_death and person.user is not None:
        end_sessions(account=person.user)
    return leaving


@transaction.atomic
def undo_leaving(*, leaving: Leaving, ground: str, by: User | None, on: date) -> Leaving:
    """Take back what was recorded by mistake: the register is as it was, the record of the mistake stays.

    Raises:
        Refusal: no ground, taken back already, or later acts rest on it (they are named).
    """
    what = "Không hoàn tác"
    person = hold(leaving.person)
    leaving = Leaving.objects.select_for_update(of=("self",)).get(pk=leaving.pk)
    if leaving.undone_on is not None:
        raise Refusal(f"{what}: việc này đã được hoàn tác ngày {display(leaving.undone_on)}.")
    if not ground.strip():
        refuse_if_any(what, [failed("UNDO-GROUND", None, "Chưa ghi lý do hoàn tác.", asks="ground")])
    if rests := resting_on(leaving):
        raise Refusal(f"{what} được: đã có việc khác dựa vào việc này, phải giải quyết trước", rests)
    members.take_back_end(person=person, trace=leaving.touches, seq=leaving.seq, by=by, on=on, ground=nfc(ground))
    leaving.undone_on, leaving.undone_by, leaving.undone_ground = on, by, nfc(ground)
    leaving.save(update_fields=["undone_on", "undone_by", "undone_ground"])
    enter("undo_leaving", person, by=by, on=on, rows=[leaving], entry=leaving.seq)
    return leaving
