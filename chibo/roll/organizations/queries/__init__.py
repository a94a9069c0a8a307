"""Reading the tree as it stood on a day, and the law that held there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from chibo.common.dates import display
from chibo.foundation.rulebook import Law, law_on
from chibo.foundation.rulebook.model import Citation, Confidence, Instrument, Value
from chibo.foundation.rulebook.units import read_value
from chibo.roll.organizations.models import (
    SEGMENT,
    Confirmation,
    Form,
    FormQuerySet,
    LocalStandard,
    Organization,
    in_force,
)


def form_of(organization: Organization, on: date) -> Form:
    """Its shape on the day; ``Form.DoesNotExist`` before it was founded or after it ended."""
    return Form.objects.on(on).select_related("organization").get(organization=organization)


def last_form_of(organization: Organization) -> Form:
    """Its present shape, or the one in which it ended."""
    return Form.objects.select_related("organization").filter(organization=organization).latest("starts_on")


def ids_on(path: str) -> list[int]:
    """The organizations of a path, root first."""
    return [int(path[start : start + SEGMENT]) for start in range(0, len(path), SEGMENT)]


def lineage(organization: Organization, on: date) -> list[Form]:
    """Itself and everything above it on the day, root first."""
    return lineage_of(form_of(organization, on), on)


def lineage_of(form: Form, on: date) -> list[Form]:
    return lineage_at(form.path, on)


def lineage_at(path: str, on: date) -> list[Form]:
    """The same when the path is known already."""
    forms = Form.objects.on(on).filter(organization__in=ids_on(path)).select_related("organization")
    return sorted(forms, key=lambda each: each.path)


def names_on(organizations: Iterable[int], on: date) -> dict[int, str]:
    """Organization id -> its name on the day (of those that existed)."""
    return dict(Form.objects.on(on).filter(organization__in=set(organizations)).values_list("organization", "name"))


def name_on(column: str, on: date) -> Subquery:
    """For an annotation: the name on the day of the organization in the column; nothing when it did not stand."""
    return Subquery(Form.objects.on(on).filter(organization=OuterRef(column)).values("name")[:1])


def body_at(organization: Organization, level: str, on: date) -> Organization | None:
    """The nearest of itself and those above it that stands at the level."""
    for form in reversed(lineage(organization, on)):
        if form.level == level:
            return form.organization
    return None


def forms_under(form: Form, on: date) -> FormQuerySet:
    """Itself and everything below it on the day, in the order of the tree."""
    return Form.objects.on(on).under(form.path).select_related("organization").order_by("path")


def organizations_under(organization: Organization, on: date) -> list[Form]:
    """The forms, on the day, of itself and everything below it, in the order of the tree."""
    return list(forms_under(form_of(organization, on), on))


def history_of(organization: Organization) -> list[Form]:
    """Every shape that it had, newest first."""
    return list(Form.objects.filter(organization=organization).select_related("parent").order_by("-starts_on"))


def law_for(organization: Organization, on: date) -> Law:
    """The central law of the day with what the committees above confirmed and asked for in addition."""
    return law_over(lineage(organization, on), on)


def law_over(forms: Iterable[Form], on: date) -> Law:
    """The same for a lineage that has been read already."""
    law = law_on(on)
    above = [form.organization_id for form in forms]
    confirmations = Confirmation.objects.filter(organization__in=above, starts_on__lte=on)
    standards = LocalStandard.objects.filter(in_force(on), organization__in=above)
    # Most cells have neither: one question tells.
    if not confirmations.values_list("pk").union(standards.values_list("pk"), all=True).exists():
        return law
    return law.with_local(_local_values(law, standards), _confirmed_values(law, confirmations))


def _confirmed_values(law: Law, rows: QuerySet[Confirmation]) -> list[Value]:
    """The newest confirmation of each value whose era is the one in force."""
    rows = rows.select_related("organization").order_by("starts_on", "pk")
    newest = {row.parameter: row for row in rows if _era(law, row.parameter) == row.era_starts_on}
    return [as_value(law, row) for row in newest.values()]


def _local_values(law: Law, rows: QuerySet[LocalStandard]) -> list[Value]:
    return [as_value(law, row) for row in rows.select_related("organization").order_by("starts_on", "pk")]


def as_value(law: Law, row: LocalStandard | Confirmation) -> Value:
    """What a committee's document says, in the shape of the law's own values."""
    parameter = law.parameter(row.parameter)
    instrument = Instrument(
        key=f"{row.document}@{row.document_on.isoformat()}",
        number=row.document,
        issued_on=row.document_on,
        issuer=row.organization.code,
        kind="Văn bản",
        title="",
        subject="local",
        in_force_from=row.starts_on,
        in_force_until=None,
        replaced_by=None,
        read="do cấp ủy nhập vào hệ thống",
        confidence=Confidence.CONFIRMED,
        source=row.organization.code,
    )
    return Value(
        name=parameter.name,
        title=parameter.title,
        unit=parameter.unit,
        value=read_value(parameter.unit, row.value),
        starts_on=row.starts_on,
        ends_on=row.ends_on if isinstance(row, LocalStandard) else None,
        citation=Citation(instrument=instrument, clause=row.clause, confidence=Confidence.CONFIRMED),
        local=f"{row.document} ngày {display(row.document_on)}",
    )


def _era(law: Law, parameter: str) -> date | None:
    value = law.get(parameter)
    return value.starts_on if value else None
