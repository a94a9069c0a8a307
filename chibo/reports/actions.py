"""The one act of the reports: a table is frozen and signed as it stands."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.actions import record
from chibo.foundation.rulebook.findings import Finding, Outcome, Refusal
from chibo.reports.catalogue import Table
from chibo.reports.content import content_of, digest_of, said
from chibo.reports.models import FrozenReport
from chibo.reports.permissions import Reader
from chibo.reports.queries.figures import Period
from chibo.roll.members.queries.counts import paths_of


@transaction.atomic
def freeze(
    *, reader: Reader, table: Table, period: Period, by: User, on: date, at: datetime, note: str = ""
) -> FrozenReport:
    """Keep the table as it stands now, signed by who freezes it; the ledger vouches for what was kept.

    Raises:
        Refusal: the period has not ended, or rows that must add up do not.
        PermissionDenied: nobody who records for the organization.
    """
    capacity = reader.check_freezes()
    what = f"Không chốt {table.name}"
    if period.last > on:
        raise Refusal(f"{what}: kỳ {said(period)} chưa hết")
    content = content_of(table, paths_of(reader.form.organization_id), period)
    wrong = [Finding("REPORT-SUM", Outcome.FAILED, words) for words, holds in content.checks if not holds]
    if wrong:
        raise Refusal(what, wrong)
    plain = content.plain
    frozen = FrozenReport.objects.create(
        organization=reader.form.organization,
        table=table.key,
        title=table.name,
        first=period.first,
        last=period.last,
        content=plain,
        digest=digest_of(plain),
        note=note,
        on=on,
        at=at,
        by=by,
        capacity=capacity,
    )
    record(
        action="reports.freeze",
        by=by,
        on=on,
        subject=f"report:{frozen.pk}",
        organization=reader.form.organization.code,
        payload={
            "table": table.key,
            "first": period.first.isoformat(),
            "last": period.last.isoformat(),
            "capacity": capacity,
            "row": {"kind": "report", "id": frozen.pk, "digest": frozen.digest},
        },
    )
    return frozen
