"""Keeping a list under a name, and taking one out of the house: both leave an entry."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from chibo.common.text import nfc
from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.actions import record
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members.models import SavedList
from chibo.roll.members.rules.dates import failed


@transaction.atomic
def save_list(*, name: str, conditions: str, by: User, on: date, organization: int | None = None) -> SavedList:
    """Keep the conditions; a list of the same name of the same person is replaced.

    ``organization``: the id of the one with whose people it is shared.

    Raises:
        Refusal: no name, or conditions longer than an address may be.
    """
    what = "Không lưu danh sách"
    name = nfc(name)
    if not name:
        raise Refusal(what, [failed("LIST-NAME", "Chưa đặt tên cho danh sách.", "name")])
    if len(conditions) > (SavedList._meta.get_field("conditions").max_length or 0):
        raise Refusal(what, [failed("LIST-CONDITIONS", "Có quá nhiều điều kiện; bỏ bớt rồi lưu lại.")])
    kept, _ = SavedList.objects.update_or_create(
        owner=by, name=name, defaults={"conditions": conditions, "organization_id": organization, "saved_on": on}
    )
    _record("save_list", kept, by, on)
    return kept


@transaction.atomic
def drop_list(*, kept: SavedList, by: User, on: date) -> None:
    _record("drop_list", kept, by, on)
    kept.delete()


@transaction.atomic
def record_export(*, conditions: str, people: int, identity: bool, as_of: date, form: str, by: User, on: date) -> None:
    """A list was printed or taken out as a file: by whom, of what, how many, and whether with identity numbers."""
    record(
        action="members.export_list",
        by=by,
        on=on,
        subject=f"list:{form}",
        payload={"conditions": conditions, "people": people, "identity": identity, "as_of": as_of.isoformat()},
    )


def _record(act: str, kept: SavedList, by: User, on: date) -> None:
    record(
        action=f"members.{act}",
        by=by,
        on=on,
        subject=f"list:{kept.pk}",
        organization=kept.organization.code if kept.organization else "",
        payload={"name": kept.name, "conditions": kept.conditions},
    )
