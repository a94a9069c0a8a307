"""What the acts on fee books share: the place under lock, the checks of days and months, the entry in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from chibo.common.dates import display
from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.actions import record
from chibo.foundation.ledger.chain import Row
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members.models import Person
from chibo.roll.members.queries import authority_of
from chibo.roll.organizations.models import Organization
from chibo.work.fees.permissions import check_can_keep_book
from chibo.work.fees.queries.places import Place, place_of
from chibo.work.fees.rules.months import month_of, said


@dataclass(frozen=True, slots=True)
class Pen:
    """Who writes, on which day and at which moment."""

    by: User
    today: date
    at: datetime


def hold(organization: Organization, pen: Pen) -> Place:
    """The place, its row locked so that two acts on one book follow each other; the writer may keep the book.

    Raises:
        PermissionDenied: no appointment that writes for this organization today.
    """
    Organization.objects.select_for_update().get(pk=organization.pk)
    place = place_of(organization, pen.today)
    check_can_keep_book(authority_of(pen.by, pen.today), place.form)
    return place


def open_book_of(place: Place, what: str) -> date:
    """The oldest open month of a cell that keeps its book here."""
    if not place.is_cell:
        raise Refusal(f"{what}: đảng phí của đảng viên thu ở chi bộ; {place.form.name} không phải là chi bộ.")
    if place.first_open is None:
        raise Refusal(f"{what}: {place.form.name} chưa mở sổ đảng phí. Đồng chí mở sổ trước.")
    return place.first_open


def check_day(day: date, pen: Pen, what: str, words: str) -> None:
    if day > pen.today:
        raise Refusal(f"{what}: {words} {display(day)} chưa đến.")


def check_open(place: Place, month: date, what: str) -> None:
    """A closed month is not written in any more."""
    if place.is_closed(month_of(month)):
        raise Refusal(
            f"{what}: sổ tháng {said(month_of(month))} đã khóa. Ghi vào tháng đang mở"
            f"{f' ({said(place.first_open)})' if place.first_open else ''}, hoặc ghi điều chỉnh có căn cứ."
        )


def check_ground(ground: str, what: str) -> None:
    if not ground.strip():
        raise Refusal(f"{what}: chưa ghi căn cứ.")


def enter(
    act: str,
    organization: Organization,
    pen: Pen,
    on: date,
    *,
    person: Person | None = None,
    row: Row | None = None,
    personal: Mapping[str, Any] | None = None,
    **payload: Any,
) -> None:
    """One entry of the ledger; what a member pays and why is in its personal part."""
    record(
        action=f"fees.{act}",
        by=pen.by,
        on=on,
        subject=f"person:{person.pk}" if person else f"organization:{organization.code}",
        organization=organization.code,
        payload={**payload, "row": row} if row else payload,
        personal=dict(personal) if personal else None,
    )
