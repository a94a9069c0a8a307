"""Unpaid months of a year, from closed months only: who is to be considered by the cell, never more than that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Sum

from chibo.foundation.rulebook import law_on
from chibo.roll.members.models import Person, Placement
from chibo.roll.members.permissions import Authority, Right
from chibo.roll.organizations.models import CELLS, Organization, in_force
from chibo.work.fees.models import Charge, Excuse, PaymentPart
from chibo.work.fees.rules.months import said
from chibo.work.fees.rules.unpaid import MonthState, UnpaidYear, unpaid_year


@dataclass(frozen=True, slots=True)
class ToConsider:
    """A member whose unpaid months the cell has to consider."""

    person: Person
    organization: Organization
    name: str  # of the cell
    year: UnpaidYear

    @property
    def words(self) -> str:
        """The months counted, and those that are not and why."""
        told = f"Năm {self.year.year}: tính {len(self.year.counted)} tháng ({self.year.words})"
        left = "; ".join(f"{said(month)} {why}" for month, why in self.year.left_out)
        return f"{told}; không tính: {left}" if left else told


def states_of(
    charges: Iterable[Charge], parts: Iterable[tuple[date, int]], excuses: Iterable[Excuse]
) -> list[MonthState]:
    """How the closed months of one person stand; an accepted reason, whenever it came, takes a month out."""
    due: dict[date, int] = defaultdict(int)
    reason: dict[date, str] = {}
    for charge in charges:
        due[charge.month] += charge.amount
        if charge.excuse:
            reason[charge.month] = charge.excuse
    paid: dict[date, int] = defaultdict(int)
    for month, amount in parts:
        paid[month] += amount
    accepted = [row for row in excuses if row.accepted]
    for month in due:
        row = next((row for row in accepted if row.from_month <= month <= row.until_month), None)
        if row is not None:
            reason[month] = f"{row.get_kind_display().lower()}, được {row.judged_by} chấp nhận"
    return [
        MonthState(month=month, due=amount, paid=paid[month], excuse=reason.get(month, ""))
        for month, amount in due.items()
    ]


def to_consider(authority: Authority, today: date) -> Iterator[ToConsider]:
    """In the cells whose acts the reader records: those who reached the months of the year and were not considered.

    Three queries at most; the counting is the rule's.
    """
    cells = {
        held.organization_id: held.organization
        for held in authority.appointments
        if held.level in CELLS and held.gives(Right.RECORD_ACTS, held.path)
    }
    if not cells:
        return
    here = Placement.objects.filter(in_force(today), organization__in=cells, person=OuterRef("person"))
    first = date(today.year - 1, 1, 1)
    charges = list(
        Charge.objects.filter(Exists(here.filter(kind=Placement.Kind.OFFICIAL)), month__gte=first)
        .select_related("person", "organization")
        .order_by("person__sort_key", "month")
    )
    by_person: dict[int, list[Charge]] = defaultdict(list)
    for charge in charges:
        by_person[charge.person_id].append(charge)
    parts = _parts(list(by_person), first)
    excuses: dict[int, list[Excuse]] = defaultdict(list)
    for row in Excuse.objects.filter(person__in=list(by_person), until_month__gte=first):
        excuses[row.person_id].append(row)
    for pk, rows in by_person.items():
        states = states_of(rows, parts[pk], excuses[pk])
        for year in (today.year - 1, today.year):
            told = unpaid_year(states, year, law_on(today))
            if told.reached and not _considered(told, excuses[pk]):
                cell = rows[-1].organization
                yield ToConsider(rows[0].person, cell, cells.get(cell.pk, ""), told)


def _considered(told: UnpaidYear, excuses: Sequence[Excuse]) -> bool:
    """The cell has looked at every counted month and said what it thinks of the reason."""
    return all(any(row.from_month <= month <= row.until_month for row in excuses) for month in told.counted)


def _parts(people: Sequence[int], first: date) -> dict[int, list[tuple[date, int]]]:
    found: dict[int, list[tuple[date, int]]] = defaultdict(list)
    rows = PaymentPart.objects.filter(person__in=people, month__gte=first).order_by()
    for person, month, amount in rows.values_list("person", "month").annotate(total=Sum("amount")):
        found[person].append((month, int(amount)))
    return found
