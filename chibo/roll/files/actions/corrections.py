"""Putting right what the register says of a person: the old value stays, with ground, document and consent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db import transaction

from chibo.common.secrets import seal
from chibo.common.text import nfc
from chibo.foundation.accounts.models import User
from chibo.foundation.rulebook.findings import Finding, Refusal, refuse_if_any
from chibo.foundation.rulebook.law import law_on
from chibo.roll.files.columns import LABELS, shown, value_of
from chibo.roll.files.models import Correction
from chibo.roll.files.rules.corrections import Asked, check_correction
from chibo.roll.files.witness import row_of
from chibo.roll.members import writing
from chibo.roll.members.models import Person, Sex
from chibo.roll.members.queries import home_of
from chibo.roll.members.rules import dates


@transaction.atomic
def correct_person(*, person: Person, asked: Asked, by: User | None, on: date) -> Correction:
    """Write a column of a person anew. ``asked.old`` is what the author saw; it must still be what stands there.

    Raises:
        Refusal: somebody else has changed it meanwhile, the law of the day does not allow it, or what allows it
            is not said.
    """
    label = LABELS[asked.field]
    what = f"Không sửa “{label}”"
    person = writing.hold(person)
    present = value_of(person, asked.field)
    if asked.old != present:
        raise Refusal(
            f"{what}: trong lúc đồng chí ghi, mục này đã được sửa thành “{shown(asked.field, present)}”. "
            "Đồng chí xem giá trị mới rồi quyết định."
        )
    asked = replace(asked, new=nfc(asked.new), ground=nfc(asked.ground), document=nfc(asked.document))
    refuse_if_any(what, [*check_value(asked.field, asked.new, on), *check_correction(asked, on, law_on(on))])
    _refuse_taken_identity(person, asked, what)
    assert asked.document_on is not None  # or it was refused above
    secret = asked.field == "identity"
    correction = Correction.objects.create(
        person=person,
        field=asked.field,
        old="" if secret else asked.old,
        new="" if secret else asked.new,
        old_secret=seal(asked.old) if secret and asked.old else None,
        new_secret=seal(asked.new) if secret else None,
        kind=asked.kind,
        ground=asked.ground,
        document=asked.document,
        document_on=asked.document_on,
        consent_by=nfc(asked.consent_by),
        consent=nfc(asked.consent),
        consent_on=asked.consent_on,
        on=on,
        by=by,
    )
    writing.rewrite(person, asked.field, asked.new)
    home = home_of(person, on)
    writing.enter(
        "correct_person",
        person,
        by=by,
        on=on,
        organization=home.organization if home else None,
        personal=None if secret else {"old": asked.old, "new": asked.new},
        field=asked.field,
        kind=asked.kind,
        document=asked.document,
        row=row_of(correction),
    )
    return correction


def check_value(field: str, value: str, on: date) -> list[Finding]:
    """Whether the new value can stand in its column at all."""
    if field in {"name", "born_on", "sex", "identity"} and not value.strip():
        return [dates.failed("FIX-EMPTY", "Mục này không bỏ trống được.", "new")]
    if field == "name" and " " not in value.strip():
        return [dates.failed("PERSON-NAME", "Chưa ghi đủ họ và tên.", "new")]
    if field == "sex" and value not in Sex.values:
        return [dates.failed("PERSON-SEX", "Giới tính ghi Nam hoặc Nữ.", "new")]
    found = {"born_on": dates.check_born(value, on), "identity": dates.check_identity(value)}.get(field, [])
    return [replace(finding, asks="new") for finding in found]


def _refuse_taken_identity(person: Person, asked: Asked, what: str) -> None:
    if asked.field == "identity" and writing.identity_taken(asked.new, person):
        raise Refusal(f"{what}: số định danh này đã thuộc về một người khác trong sổ.")
