"""The ledger of months that are closed (S01/ĐP, part II) with quarters and the year, and what is still to hand up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date

from django.db.models import Sum

from chibo.roll.organizations.models import Organization
from chibo.work.fees.models import Closing, Remittance


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a month, a quarter or the year. Members are those of the last month in it, unpaid and not handed up
    are what stands at its end; the rest adds up."""

    label: str
    month: date | None  # of a month's line
    paid_on: str  # the days on which money was handed up
    members: int
    exempt: int
    due: int
    unpaid: int
    collected: int
    retained: int
    handed_up: int
    paid_up: int
    not_paid_up: int

    @property
    def figures(self) -> tuple[int, ...]:
        """The nine columns of the form after the first two."""
        return tuple(getattr(self, field.name) for field in fields(self)[3:] if field.name != "due")


def outstanding(organization: Organization) -> int:
    """What closed months say must go up, less what has been handed up."""
    must = Closing.objects.filter(organization=organization).aggregate(total=Sum("handed_up"))["total"] or 0
    paid = Remittance.objects.filter(organization=organization).aggregate(total=Sum("amount"))["total"] or 0
    return int(must) - int(paid)


@dataclass(frozen=True, slots=True)
class Year:
    """The lines of a year, what was handed up in it, and what is still to be handed up at its end."""

    rows: Sequence[Row]
    gave: Sequence[Remittance]
    left: int


def read_year(organization: Organization, year: int) -> Year:
    """Two queries."""
    closings = list(Closing.objects.filter(organization=organization, month__year__lte=year).order_by("month"))
    paid = list(
        Remittance.objects.filter(organization=organization, paid_on__year__lte=year).order_by("paid_on", "pk")
    )
    left = sum(closing.handed_up for closing in closings) - sum(row.amount for row in paid)
    return Year(told_year(closings, paid, year), [row for row in paid if row.paid_on.year == year], left)


def year_rows(organization: Organization, year: int) -> list[Row]:
    """The lines of a year in order, each quarter after its months and the year last. Two queries."""
    return list(read_year(organization, year).rows)


def told_year(closings: Sequence[Closing], paid: Sequence[Remittance], year: int) -> list[Row]:
    before = sum(c.handed_up for c in closings if c.month.year < year)
    before -= sum(p.amount for p in paid if p.paid_on.year < year)
    by_month: dict[date, list[Remittance]] = defaultdict(list)
    for remittance in paid:
        if remittance.paid_on.year == year:
            by_month[remittance.paid_on.replace(day=1)].append(remittance)
    months: list[Row] = []
    for closing in closings:
        if closing.month.year == year:
            handed = by_month.pop(closing.month, [])
            before += closing.handed_up - sum(p.amount for p in handed)
            months.append(_month(closing, handed, before))
    after = _after(by_month, before)
    return [*_with_quarters(months, year), *after]


def _month(closing: Closing, handed: Iterable[Remittance], left: int) -> Row:
    days = ", ".join(f"{p.paid_on:%d/%m}" for p in handed)
    return Row(
        label=f"Tháng {closing.month.month}",
        month=closing.month,
        paid_on=days,
        members=closing.members,
        exempt=closing.exempt,
        due=closing.due,
        unpaid=closing.unpaid,
        collected=closing.collected,
        retained=closing.retained,
        handed_up=closing.handed_up,
        paid_up=sum(p.amount for p in handed),
        not_paid_up=left,
    )


def _after(by_month: dict[date, list[Remittance]], left: int) -> list[Row]:
    """Handed up in months that are not closed yet: they have no line of their own, but the money has gone."""
    handed = [p for month in sorted(by_month) for p in by_month[month]]
    if not handed:
        return []
    paid = sum(p.amount for p in handed)
    days = ", ".join(f"{p.paid_on:%d/%m}" for p in handed)
    return [Row("Nộp trong tháng chưa khóa sổ", None, days, 0, 0, 0, 0, 0, 0, 0, paid, left - paid)]


def _with_quarters(months: list[Row], year: int) -> list[Row]:
    rows: list[Row] = []
    for quarter in range(1, 5):
        inside = [row for row in months if row.month and (row.month.month + 2) // 3 == quarter]
        if inside:
            rows += [*inside, added(f"Quý {quarter}", inside)]
    return [*rows, added(f"Năm {year}", months)] if months else rows


def added(label: str, rows: Sequence[Row]) -> Row:
    last = rows[-1]
    return Row(
        label=label,
        month=None,
        paid_on="",
        members=last.members,
        exempt=last.exempt,
        due=sum(row.due for row in rows),
        unpaid=last.unpaid,
        collected=sum(row.collected for row in rows),
        retained=sum(row.retained for row in rows),
        handed_up=sum(row.handed_up for row in rows),
        paid_up=sum(row.paid_up for row in rows),
        not_paid_up=last.not_paid_up,
    )
