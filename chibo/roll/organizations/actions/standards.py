"""A committee asks for more than the central text, or confirms a value whose source was not yet read."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from chibo.common.text import nfc
from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.actions import record
from chibo.foundation.rulebook import Law
from chibo.foundation.rulebook.findings import Refusal, refuse_if_any
from chibo.foundation.rulebook.law import NoSuchValue
from chibo.foundation.rulebook.model import Parameter
from chibo.foundation.rulebook.units import plain, read_value, stricter
from chibo.roll.organizations import rules
from chibo.roll.organizations.models import Confirmation, LocalStandard, Organization
from chibo.roll.organizations.queries import law_for


@transaction.atomic
def adopt_standard(
    *,
    organization: Organization,
    parameter: str,
    value: Any,
    document: str,
    document_on: date,
    by: User | None,
    on: date,
    clause: str = "",
    until: date | None = None,
) -> LocalStandard:
    """Tighten a value for the subtree from ``on``; a value that would loosen it is refused by the law itself."""
    what = "Không ghi nhận tiêu chuẩn riêng của cấp ủy"
    refuse_if_any(what, rules.check_document(document, document_on, on))
    law = law_for(organization, on)
    spec = _parameter(law, parameter, what)
    if until is not None and until <= on:
        raise Refusal(f"{what}: ngày hết hiệu lực phải sau ngày bắt đầu.")
    asked = _read(spec, value, what)
    present = law.get(parameter)
    if present is not None and (spec.tighten == "never" or _not_stricter(spec, present.value, asked)):
        raise Refusal(
            f"{what}: “{spec.title}” chỉ được đặt chặt hơn giá trị đang có hiệu lực "
            f"({plain(present.value)}, {present.citation.label})."
        )
    standard = LocalStandard(
        organization=organization,
        parameter=parameter,
        value=plain(asked),
        document=nfc(document),
        document_on=document_on,
        clause=nfc(clause),
        starts_on=on,
        ends_on=until,
    )
    standard.save()
    _record("organizations.adopt_standard", standard, by, on)
    return standard


@transaction.atomic
def confirm_value(
    *,
    organization: Organization,
    parameter: str,
    value: Any,
    document: str,
    document_on: date,
    by: User | None,
    on: date,
    clause: str = "",
) -> Confirmation:
    """Confirm, or replace, the value in force on ``on`` when nobody had read its source; others stand as they are."""
    what = "Không ghi nhận việc xác nhận giá trị"
    refuse_if_any(what, rules.check_document(document, document_on, on))
    law = law_for(organization, on)
    spec = _parameter(law, parameter, what)
    present = law.get(parameter)
    if present is None:
        raise Refusal(f"{what}: “{spec.title}” không có giá trị vào ngày này.")
    if present.binds:
        raise Refusal(f"{what}: “{spec.title}” đã có nguồn ({present.citation.label}), không cần xác nhận lại.")
    confirmation = Confirmation.objects.create(
        organization=organization,
        parameter=parameter,
        era_starts_on=present.starts_on,
        value=plain(_read(spec, value, what)),
        document=nfc(document),
        document_on=document_on,
        clause=nfc(clause),
        starts_on=on,
    )
    _record("organizations.confirm_value", confirmation, by, on)
    return confirmation


def _parameter(law: Law, name: str, what: str) -> Parameter:
    try:
        return law.parameter(name)
    except NoSuchValue:
        raise Refusal(f"{what}: không có tham số “{name}”.") from None


def _read(spec: Parameter, value: Any, what: str) -> Any:
    try:
        return read_value(spec.unit, value)
    except ValueError:
        raise Refusal(f"{what}: “{value}” không phải là giá trị của “{spec.title}”.") from None


def _not_stricter(spec: Parameter, present: Any, asked: Any) -> bool:
    return bool(stricter(spec.tighten, present, asked) == present)


def _record(action: str, row: LocalStandard | Confirmation, by: User | None, on: date) -> None:
    record(
        action=action,
        by=by,
        on=on,
        subject=f"organization:{row.organization.code}",
        organization=row.organization.code,
        payload={
            "parameter": row.parameter,
            "value": row.value,
            "document": row.document,
            "document_on": row.document_on.isoformat(),
            "clause": row.clause,
        },
    )
