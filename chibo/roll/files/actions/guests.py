"""Guests of a cell of residence: introduced, and one day no longer. They touch no membership and no placement."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from chibo.common.dates import display
from chibo.common.text import nfc, sort_key
from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.actions import record
from chibo.foundation.rulebook.findings import Refusal, refuse_if_any
from chibo.foundation.rulebook.law import law_on
from chibo.roll.files.models import Guest
from chibo.roll.members.models import Person
from chibo.roll.members.rules.dates import check_born
from chibo.roll.organizations.models import CELLS, Form, Organization


@transaction.atomic
def introduce(
    *,
    organization: Organization,
    name: str,
    born_on: str,
    home: str,
    letter: str,
    exempt: str,
    by: User | None,
    on: date,
    address: str = "",
    person: Person | None = None,
) -> Guest:
    """Enter somebody whom their own organization introduced to the cell where they live, on the day of the letter.

    Raises:
        Refusal: the place is no cell, something is not said, they stand on the list already, or their kind of
            exemption is not one of the law of the day.
    """
    what = "Không ghi đảng viên giữ mối liên hệ nơi cư trú"
    form = Form.objects.on(on).filter(organization=organization).first()
    if form is None or form.level not in CELLS:
        raise Refusal(f"{what}: giới thiệu về chi bộ nơi cư trú; nơi này không phải là chi bộ vào ngày {display(on)}.")
    if not (name.strip() and home.strip() and letter.strip()):
        raise Refusal(f"{what}: cần họ tên, nơi sinh hoạt chính thức và số giấy giới thiệu.")
    refuse_if_any(what, check_born(born_on, on))
    kinds = law_on(on).get("records.residence_exempt_kinds")
    if exempt and (kinds is None or exempt not in kinds.value):
        raise Refusal(f"{what}: diện miễn này không có trong quy định ngày {display(on)}.")
    same = Guest.objects.filter(organization=organization, name=nfc(name), born_on=born_on, left_on__isnull=True)
    if same.filter(home=nfc(home)).exists():
        raise Refusal(f"{what}: người này đang có trong danh sách của chi bộ.")
    family, _, given = nfc(name).rpartition(" ")
    guest = Guest.objects.create(
        organization=organization,
        person=person,
        name=nfc(name),
        sort_key=sort_key(family, given),
        born_on=born_on,
        home=nfc(home),
        address=nfc(address),
        letter=nfc(letter),
        introduced_on=on,
        exempt=exempt,
        by=by,
    )
    _enter("introduce_guest", guest, by, on)
    return guest


@transaction.atomic
def end_introduction(*, guest: Guest, ground: str, by: User | None, on: date) -> None:
    """They moved away, retired into the cell, or died: the line stays, closed."""
    what = "Không kết thúc việc giữ mối liên hệ nơi cư trú"
    guest = Guest.objects.select_for_update().select_related("organization").get(pk=guest.pk)
    if guest.left_on is not None:
        raise Refusal(f"{what}: đã thôi từ ngày {display(guest.left_on)}.")
    if not ground.strip():
        raise Refusal(f"{what}: chưa ghi lý do.")
    if on <= guest.introduced_on:
        raise Refusal(f"{what}: giới thiệu ngày {display(guest.introduced_on)}, không trước ngày {display(on)}.")
    guest.left_on, guest.left_ground = on, nfc(ground)
    guest.save(update_fields=["left_on", "left_ground"])
    _enter("end_introduction", guest, by, on)


def _enter(action: str, guest: Guest, by: User | None, on: date) -> None:
    record(
        action=f"files.{action}",
        by=by,
        on=on,
        subject=f"guest:{guest.pk}",
        organization=guest.organization.code,
        personal={"name": guest.name},
    )
