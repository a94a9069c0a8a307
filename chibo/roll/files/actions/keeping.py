"""Rounds of comparing, handing over, lending and taking back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from chibo.common.dates import display
from chibo.common.text import nfc
from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.actions import record
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.files.catalogue import catalogue
from chibo.roll.files.models import Handover, Loan, Round, RoundItem
from chibo.roll.files.writing import enter
from chibo.roll.members.models import Person
from chibo.roll.members.writing import hold
from chibo.roll.organizations.models import Form, Level, Organization

#: Who keeps files: the committee of the base; where a ward keeps them for its bases, the ward.
KEEPERS = frozenset({Level.BASE, Level.BASE_CELL, Level.SUPERIOR})


@transaction.atomic
def open_round(*, organization: Organization, people: Collection[int], by: User | None, on: date) -> Round:
    """Begin comparing the list with the files: one line for each of the people whose files are kept there.

    Raises:
        Refusal: a round is still open there, there is nobody to compare, or a later round was held already.
    """
    what = "Không mở đợt đối chiếu"
    Organization.objects.select_for_update().get(pk=organization.pk)
    form = Form.objects.on(on).filter(organization=organization).first()
    if form is None or form.level not in KEEPERS:
        raise Refusal(
            f"{what}: hồ sơ đảng viên do cấp ủy cơ sở giữ; đợt đối chiếu mở ở đảng bộ, chi bộ cơ sở "
            f"(từ cấp cơ sở trở lên), không mở ở từng chi bộ trực thuộc."
        )
    if Round.objects.filter(organization=organization, closed_on__isnull=True).exists():
        raise Refusal(f"{what}: ở đây còn một đợt chưa xong.")
    last = Round.objects.filter(organization=organization).order_by("-closed_on").first()
    if last is not None and last.closed_on is not None and last.closed_on > on:
        raise Refusal(f"{what}: đợt trước xong ngày {display(last.closed_on)}, sau ngày {display(on)}.")
    if not people:
        raise Refusal(f"{what}: ở đây chưa có hồ sơ nào để đối chiếu.")
    opened = Round.objects.create(organization=organization, opened_on=on, opened_by=by)
    RoundItem.objects.bulk_create([RoundItem(round=opened, person_id=pk) for pk in sorted(people)])
    _enter("open_round", organization, by, on, round=opened.pk, files=len(people))
    return opened


@transaction.atomic
def compare_files(*, round: Round, agree: Collection[int], differ: dict[int, str], by: User | None, on: date) -> None:
    """Note which files agree with the list and in what others differ; ``differ`` is person id to words.

    Raises:
        Refusal: the round is closed, the day lies before it, somebody is not in it, or a difference is not said.
    """
    what = "Không ghi kết quả đối chiếu"
    round = _open(round, what)
    if on < round.opened_on:
        raise Refusal(f"{what}: đợt bắt đầu ngày {display(round.opened_on)}, sau ngày {display(on)}.")
    items = {item.person_id: item for item in round.items.filter(person__in={*agree, *differ})}
    if missing := {*agree, *differ} - set(items):
        raise Refusal(f"{what}: {len(missing)} người không có trong đợt này.")
    if not all(words.strip() for words in differ.values()):
        raise Refusal(f"{what}: hồ sơ khác với danh sách thì phải ghi khác điều gì.")
    if not items:
        raise Refusal(f"{what}: chưa đánh dấu hồ sơ nào.")
    for pk, item in items.items():
        item.state = RoundItem.State.DIFFERS if pk in differ else RoundItem.State.AGREES
        item.difference = nfc(differ.get(pk, ""))[:300]
        item.compared_on, item.compared_by = on, by
        item.settled, item.settled_on, item.settled_by = "", None, None
    RoundItem.objects.bulk_update(
        items.values(),
        ["state", "difference", "compared_on", "compared_by", "settled", "settled_on", "settled_by"],
        batch_size=200,
    )
    told = {"round": round.pk, "agree": sorted(set(agree) - set(differ)), "differ": sorted(differ)}
    _enter("compare_files", round.organization, by, on, **told)


@transaction.atomic
def settle(*, item: RoundItem, how: str, by: User | None, on: date) -> None:
    """Say how a difference was settled."""
    what = "Không ghi việc xử lý"
    _open(item.round, what)
    item = RoundItem.objects.select_for_update().get(pk=item.pk)
    if item.state != RoundItem.State.DIFFERS or item.compared_on is None:
        raise Refusal(f"{what}: hồ sơ này không có điều khác đang chờ xử lý.")
    if not how.strip():
        raise Refusal(f"{what}: chưa ghi đã xử lý thế nào.")
    if on < item.compared_on:
        raise Refusal(f"{what}: đối chiếu ngày {display(item.compared_on)}, sau ngày {display(on)}.")
    item.state, item.settled, item.settled_on, item.settled_by = RoundItem.State.SETTLED, nfc(how)[:300], on, by
    item.save(update_fields=["state", "settled", "settled_on", "settled_by"])
    _enter("settle_difference", item.round.organization, by, on, round=item.round_id, person=item.person_id)


@transaction.atomic
def close_round(*, round: Round, by: User | None, on: date) -> None:
    """End a round in which every file was compared and every difference settled."""
    what = "Không kết thúc đợt đối chiếu"
    round = _open(round, what)
    waiting = round.items.filter(state=RoundItem.State.WAITING).count()
    differing = round.items.filter(state=RoundItem.State.DIFFERS).count()
    if waiting or differing:
        raise Refusal(f"{what}: còn {waiting} hồ sơ chưa đối chiếu, {differing} hồ sơ có điều khác chưa xử lý.")
    latest = round.items.order_by("-compared_on").values_list("compared_on", flat=True).first()
    if on < max(round.opened_on, latest or round.opened_on):
        raise Refusal(f"{what}: ngày kết thúc ở trước ngày đối chiếu cuối cùng.")
    round.closed_on, round.closed_by = on, by
    round.save(update_fields=["closed_on", "closed_by"])
    _enter("close_round", round.organization, by, on, round=round.pk)


@transaction.atomic
def hand_over(
    *,
    organization: Organization,
    giver: str,
    receiver: str,
    witness: str,
    ground: str,
    rows: Sequence[dict[str, Any]],
    by: User | None,
    on: date,
) -> Handover:
    """The keeper changes: the files as they are counted on the day go from one hand to the other."""
    what = "Không lập biên bản bàn giao hồ sơ"
    if not giver.strip() or not receiver.strip() or not ground.strip():
        raise Refusal(f"{what}: cần người giao, người nhận và lý do hoặc văn bản.")
    if nfc(giver) == nfc(receiver):
        raise Refusal(f"{what}: người giao và người nhận phải là hai người.")
    if not rows:
        raise Refusal(f"{what}: ở đây chưa có hồ sơ nào để bàn giao.")
    made = Handover.objects.create(
        organization=organization,
        on=on,
        giver=nfc(giver),
        receiver=nfc(receiver),
        witness=nfc(witness),
        ground=nfc(ground),
        rows=list(rows),
        by=by,
    )
    _enter("hand_over", organization, by, on, handover=made.pk, files=len(rows))
    return made


@transaction.atomic
def lend(
    *,
    person: Person,
    number: int | None,
    borrower: str,
    office: str,
    purpose: str,
    allowed_by: str,
    due_on: date,
    by: User | None,
    on: date,
) -> Loan:
    """Lend a file (``number`` None) or one paper of it, until a day.

    Raises:
        Refusal: it is out already, the paper is not of the catalogue, or the day to return it lies before.
    """
    what = "Không ghi việc cho mượn"
    person = hold(person)
    if due_on < on:
        raise Refusal(f"{what}: hạn trả {display(due_on)} ở trước ngày mượn {display(on)}.")
    if number is not None and number not in catalogue().papers:
        raise Refusal(f"{what}: danh mục không có giấy tờ số {number}.")
    out = Loan.objects.filter(person=person, returned_on__isnull=True)
    clash = out.filter(number__isnull=True).first() or (out.filter(number=number).first() if number else out.first())
    if clash is not None:
        thing = "hồ sơ" if clash.number is None else f"giấy tờ số {clash.number}"
        raise Refusal(
            f"{what}: {clash.borrower} ({clash.office}) đang mượn {thing} từ ngày {display(clash.lent_on)}, chưa trả."
        )
    loan = Loan.objects.create(
        person=person,
        number=number,
        borrower=nfc(borrower),
        office=nfc(office),
        purpose=nfc(purpose),
        allowed_by=nfc(allowed_by),
        lent_on=on,
        due_on=due_on,
        lent_by=by,
    )
    enter("lend", person, by=by, on=on, loan=loan.pk, number=number, due_on=due_on.isoformat())
    return loan


@transaction.atomic
def take_back(*, loan: Loan, note: str, by: User | None, on: date) -> None:
    """The file came back; ``note`` says in which state."""
    what = "Không ghi việc trả hồ sơ"
    loan = Loan.objects.select_for_update().select_related("person").get(pk=loan.pk)
    if loan.returned_on is not None:
        raise Refusal(f"{what}: đã ghi trả ngày {display(loan.returned_on)}.")
    if on < loan.lent_on:
        raise Refusal(f"{what}: mượn ngày {display(loan.lent_on)}, sau ngày {display(on)}.")
    loan.returned_on, loan.returned_note, loan.returned_by = on, nfc(note), by
    loan.save(update_fields=["returned_on", "returned_note", "returned_by"])
    enter("take_back", loan.person, by=by, on=on, loan=loan.pk)


def _open(round: Round, what: str) -> Round:
    round = Round.objects.select_for_update().select_related("organization").get(pk=round.pk)
    if round.closed_on is not None:
        raise Refusal(f"{what}: đợt này đã xong ngày {display(round.closed_on)}.")
    return round


def _enter(action: str, organization: Organization, by: User | None, on: date, **payload: Any) -> None:
    record(
        action=f"files.{action}",
        by=by,
        on=on,
        subject=f"organization:{organization.pk}",
        organization=organization.code,
        payload=payload,
    )
