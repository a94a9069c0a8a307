"""The list of a month as the ledger has it (S01/ĐP, part I): for print and for a spreadsheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chibo.roll.members.models import Person
from chibo.work.fees.models import Basis, Charge, PaymentPart
from chibo.work.fees.queries.closing import draft
from chibo.work.fees.queries.places import Place
from chibo.work.fees.queries.stretch import incomes
from chibo.work.fees.rules.months import last_day


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One member. ``income`` is None where it is not kept or not for this reader."""

    name: str
    exempt: bool
    income: int | None
    this_month: int
    before: int
    collected: int
    unpaid: int
    in_advance: int = 0

    @property
    def together(self) -> int:
        return self.this_month + self.before


@dataclass(frozen=True, slots=True)
class Sheet:
    month: date
    closed: bool
    rows: Sequence[SheetRow]
    blocked: Sequence[tuple[str, str]]

    def total(self, name: str) -> int:
        return sum(getattr(row, name) for row in self.rows)

    @property
    def totals(self) -> SheetRow:
        sums = {name: self.total(name) for name in ("this_month", "before", "collected", "unpaid")}
        return SheetRow(f"Cộng ({len(self.rows)} đồng chí)", False, None, **sums)


def sheet_of(place: Place, month: date, *, with_incomes: bool) -> Sheet:
    """A closed month as it was written down, or the oldest open one as closing would write it now."""
    closed = place.is_closed(month)
    blocked: Sequence[tuple[str, str]] = ()
    if closed:
        charges = list(
            Charge.objects.filter(organization=place.organization, month=month, corrects=False).select_related(
                "person"
            )
        )
    else:
        ready = draft(place, month)
        charges, blocked = ready.charges, ready.blocked
    people = {charge.person_id: charge for charge in charges}
    others = _who_paid(place, month, people)
    written = _charged([*people, *others], month)
    paid = _paid([*people, *others], month)
    kept = _incomes([*people], month) if with_incomes else {}
    everybody = sorted(
        [(charge.person, charge) for charge in charges] + [(person, None) for person in others.values()],
        key=lambda payer: (payer[0].sort_key, payer[0].pk),
    )
    rows = [
        _row(person, charge, written[person.pk], paid[person.pk], month, kept.get(person.pk))
        for person, charge in everybody
    ]
    return Sheet(month, closed, rows, blocked)


def _who_paid(place: Place, month: date, known: Mapping[int, Charge]) -> dict[int, Person]:
    """Those who paid here in the month without owing anything for it here (arrears of a member who has moved)."""
    parts = PaymentPart.objects.filter(
        payment__organization=place.organization,
        payment__paid_on__gte=month,
        payment__paid_on__lte=last_day(month),
    ).exclude(person__in=list(known))
    return {part.person_id: part.person for part in parts.select_related("person")}


def _charged(people: Sequence[int], month: date) -> dict[int, dict[date, int]]:
    """By person and month, as written by the end of the month."""
    found: dict[int, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    rows = Charge.objects.filter(person__in=people, entered_month__lte=month)
    for person, of, amount in rows.values_list("person", "month", "amount"):
        found[person][of] += amount
    return found


def _paid(people: Sequence[int], month: date) -> dict[int, list[tuple[date, date, int]]]:
    """By person: for which month, on what day, how much; no later than the month's end."""
    found: dict[int, list[tuple[date, date, int]]] = defaultdict(list)
    rows = PaymentPart.objects.filter(person__in=people, payment__paid_on__lte=last_day(month))
    for person, of, on, amount in rows.values_list("person", "month", "payment__paid_on", "amount"):
        found[person].append((of, on, amount))
    return found


def _incomes(people: Sequence[int], month: date) -> dict[int, int]:
    newest: dict[int, Basis] = {}
    for basis in Basis.objects.filter(person__in=people, from_month__lte=month).order_by("from_month", "pk"):
        newest[basis.person_id] = basis
    found = {}
    for pk, basis in newest.items():
        income, work = incomes(basis)
        if income is not None:
            found[pk] = income + (work or 0)
    return found


def _row(
    person: Person,
    charge: Charge | None,
    written: Mapping[date, int],
    paid: Sequence[tuple[date, date, int]],
    month: date,
    income: int | None,
) -> SheetRow:
    owed = {**written, month: charge.amount if charge else 0}
    until = _open(owed, [(of, amount) for of, _, amount in paid])
    before = {of: amount for of, amount in owed.items() if of < month}
    return SheetRow(
        name=person.name,
        exempt=bool(charge and charge.exempt),
        income=income,
        this_month=charge.amount if charge else 0,
        before=sum(_open(before, [(of, amount) for of, on, amount in paid if on < month]).values()),
        collected=sum(amount for _, on, amount in paid if on >= month),
        unpaid=sum(until.values()),
        in_advance=sum(amount for of, on, amount in paid if of == month and on < month),
    )


def _open(owed: Mapping[date, int], paid: Sequence[tuple[date, int]]) -> dict[date, int]:
    """What is open for each month, none of them less than nothing."""
    had: dict[date, int] = defaultdict(int)
    for of, amount in paid:
        had[of] += amount
    return {of: max(0, amount - had[of]) for of, amount in owed.items()}
