"""Who lives here and belongs elsewhere. Nothing that counts members or voters reads this table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chibo.foundation.rulebook.law import law_on
from chibo.foundation.rulebook.model import Citation
from chibo.roll.files.models import Guest
from chibo.roll.organizations.models import CELLS, Form


@dataclass(frozen=True, slots=True)
class GuestRow:
    guest: Guest
    cell: str
    exempt: str  # in words


def exempt_kinds(on: date) -> tuple[Mapping[str, str], Citation | None]:
    """Code -> words of those introduced but exempt from meetings at their residence, and where that stands."""
    law = law_on(on)
    value = law.get("records.residence_exempt_kinds")
    if value is None:
        return {}, None
    labels = law.parameter(value.name).labels
    return {code: labels[code] for code in value.value}, value.citation


def is_cell(form: Form) -> bool:
    return form.level in CELLS


def guest_rows(form: Form, on: date, *, gone: bool = True) -> list[GuestRow]:
    """Of the organization and below it, by name; those who are no longer there come last. Three queries."""
    below = {
        each.organization_id: each.name for each in Form.objects.on(on).under(form.path).only("organization", "name")
    } or {form.organization_id: form.name}
    rows = Guest.objects.filter(organization__in=below, introduced_on__lte=on)
    if not gone:
        rows = rows.filter(left_on__isnull=True) | rows.filter(left_on__gt=on)
    labels = law_on(on).parameter("records.residence_exempt_kinds").labels
    ordered = sorted(rows, key=lambda row: (row.left_on is not None and row.left_on <= on, row.sort_key, row.pk))
    return [GuestRow(row, below.get(row.organization_id, ""), labels.get(row.exempt, "")) for row in ordered]
