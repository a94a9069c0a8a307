"""Members propose what should be put right about themselves; the office answers and the member reads the answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db import transaction

from chibo.common.dates import display
from chibo.common.secrets import open_sealed, seal
from chibo.common.text import nfc
from chibo.foundation.accounts.models import User
from chibo.foundation.rulebook.findings import Refusal, refuse_if_any
from chibo.roll.files.actions.corrections import check_value, correct_person
from chibo.roll.files.columns import LABELS, value_of
from chibo.roll.files.models import Correction, Proposal
from chibo.roll.files.rules.corrections import Asked
from chibo.roll.files.writing import enter
from chibo.roll.members.models import Person
from chibo.roll.members.writing import hold


@transaction.atomic
def propose(*, person: Person, field: str, new: str, ground: str, by: User, on: date) -> Proposal:
    """A member asks that a column of their own be put right, and says which paper shows it.

    Raises:
        Refusal: it is somebody else's record, the value says the same or cannot be, no ground is said, or the
            same is asked already.
    """
    what = f"Không gửi đề nghị sửa “{LABELS[field]}”"
    person = hold(person)
    if person.user_id != by.pk:
        raise Refusal(f"{what}: mỗi người chỉ đề nghị về hồ sơ của chính mình.")
    old, new = value_of(person, field), nfc(new)
    if old == new:
        raise Refusal(f"{what}: sổ đang ghi đúng như vậy.")
    refuse_if_any(what, check_value(field, new, on))
    if not ground.strip():
        raise Refusal(f"{what}: đồng chí ghi giấy tờ nào cho biết điều này.")
    if Proposal.objects.filter(person=person, field=field, state=Proposal.State.OPEN).exists():
        raise Refusal(f"{what}: đề nghị trước của đồng chí về mục này đang chờ trả lời.")
    secret = field == "identity"
    proposal = Proposal.objects.create(
        person=person,
        field=field,
        old="" if secret else old,
        new="" if secret else new,
        new_secret=seal(new) if secret else None,
        ground=nfc(ground),
        proposed_on=on,
        proposed_by=by,
    )
    enter("propose", person, by=by, on=on, proposal=proposal.pk, field=field)
    return proposal


def proposed_value(proposal: Proposal) -> str:
    return open_sealed(bytes(proposal.new_secret)) if proposal.new_secret else proposal.new


@transaction.atomic
def accept(*, proposal: Proposal, asked: Asked, by: User, on: date) -> Correction:
    """Do what was asked: one correction, by the same rules as any other; the proposal points to it."""
    proposal = _waiting(proposal, "Không chấp nhận đề nghị", on)
    asked = replace(asked, field=proposal.field, new=proposed_value(proposal))
    correction = correct_person(person=proposal.person, asked=asked, by=by, on=on)
    proposal.correction = correction
    _answer(proposal, Proposal.State.ACCEPTED, "", by, on)
    return correction


@transaction.atomic
def refuse(*, proposal: Proposal, reason: str, by: User, on: date) -> None:
    """Leave it as it is, and say why."""
    proposal = _waiting(proposal, "Không ghi việc từ chối đề nghị", on)
    if not reason.strip():
        raise Refusal("Không ghi việc từ chối đề nghị: chưa ghi lý do để đồng chí đảng viên biết.")
    _answer(proposal, Proposal.State.REFUSED, nfc(reason), by, on)


@transaction.atomic
def withdraw(*, proposal: Proposal, by: User, on: date) -> None:
    """The member no longer asks for it."""
    proposal = _waiting(proposal, "Không rút đề nghị", on)
    if proposal.person.user_id != by.pk:
        raise Refusal("Không rút đề nghị: chỉ người đề nghị rút được.")
    _answer(proposal, Proposal.State.WITHDRAWN, "", by, on)


def _waiting(proposal: Proposal, what: str, on: date) -> Proposal:
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("person").get(pk=proposal.pk)
    if proposal.state != Proposal.State.OPEN:
        raise Refusal(f"{what}: đề nghị này đã được trả lời: {proposal.get_state_display().lower()}.")
    if on < proposal.proposed_on:
        raise Refusal(f"{what}: đề nghị ngày {display(proposal.proposed_on)}, sau ngày {display(on)}.")
    return proposal


def _answer(proposal: Proposal, state: str, reason: str, by: User, on: date) -> None:
    proposal.state, proposal.reason, proposal.answered_on, proposal.answered_by = state, reason, on, by
    proposal.save(update_fields=["state", "reason", "answered_on", "answered_by", "correction"])
    enter("answer_proposal", proposal.person, by=by, on=on, proposal=proposal.pk, state=state)
