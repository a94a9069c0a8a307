"""A member's fees: what they pay by, month for month what was due and paid, receipts, reliefs and reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from chibo.foundation.rulebook import law_on
from chibo.roll.members.models import Person, Placement
from chibo.roll.members.permissions import Authority
from chibo.work.fees.models import Basis, Charge, Excuse, Payment, PaymentPart, Relief
from chibo.work.fees.permissions import check_can_view
from chibo.work.fees.queries.places import Place, get_place_for, place_of
from chibo.work.fees.queries.stretch import incomes
from chibo.work.fees.queries.unpaid import states_of
from chibo.work.fees.rules.money import shown
from chibo.work.fees.rules.unpaid import UnpaidYear, unpaid_year


@dataclass(frozen=True, slots=True)
class MonthLine:
    month: date
    due: int
    paid: int
    words: str
    corrected: str

    @property
    def open(self) -> int:
        return max(0, self.due - self.paid)


@dataclass(frozen=True, slots=True)
class BasisLine:
    basis: Basis
    category: str
    amount: str  # the income, the fee, or nothing


@dataclass(frozen=True, slots=True)
class PersonPage:
    person: Person
    bases: Sequence[BasisLine]
    months: Sequence[MonthLine]
    payments: Sequence[Payment]
    reliefs: Sequence[Relief]
    excuses: Sequence[Excuse]
    unpaid: UnpaidYear

    @property
    def arrears(self) -> int:
        return sum(line.open for line in self.months)


def get_payer_for(authority: Authority, code: str, pk: int) -> tuple[Place, Person]:
    """The door to a member's fees in a cell: who never belonged to it does not exist there (404)."""
    place = get_place_for(authority, code)
    check_can_view(authority, place.form)
    return place, payer_of(place, pk)


def payer_of(place: Place, pk: int) -> Person:
    belonged = Placement.objects.filter(
        organization=place.organization, person=pk, kind__in=(Placement.Kind.OFFICIAL, Placement.Kind.TEMPORARY)
    )
    found = belonged.select_related("person").first()
    if found is None:
        raise Http404("Không có đảng viên này trong sổ đảng phí của chi bộ.")
    return found.person


def get_payment_for(authority: Authority, pk: int) -> tuple[Place, Payment]:
    """The door to a receipt: through the book that it stands in, or the member's own."""
    payment = Payment.objects.select_related("organization", "person", "recorded_by").filter(pk=pk).first()
    if payment is None:
        raise Http404("Không có phiếu thu này trong phạm vi của đồng chí.")
    own = authority.person is not None and authority.person.pk == payment.person_id
    if own:
        return place_of(payment.organization, authority.on), payment
    return get_place_for(authority, payment.organization.code), payment


def person_page(person: Person, today: date, *, with_incomes: bool) -> PersonPage:
    """Everything of one person, whichever cell it was in. Seven queries."""
    charges = list(Charge.objects.filter(person=person).order_by("month", "pk"))
    parts = list(PaymentPart.objects.filter(person=person).values_list("month", "amount"))
    year = today.year
    return PersonPage(
        person=person,
        bases=[_basis(basis, with_incomes) for basis in _newest(Basis.objects.filter(person=person), "from_month")],
        months=_months(charges, parts),
        payments=list(
            Payment.objects.filter(person=person)
            .select_related("reversal", "organization")
            .prefetch_related("parts")
            .order_by("-paid_on", "-pk")
        ),
        reliefs=_newest(Relief.objects.filter(person=person).select_related("decided_by"), "from_month"),
        excuses=_newest(Excuse.objects.filter(person=person), "judged_on"),
        unpaid=unpaid_year(states_of(charges, parts, Excuse.objects.filter(person=person)), year, law_on(today)),
    )


def _newest(rows: QuerySet, by: str) -> list:  # type: ignore[type-arg]  # rows of any of the tables of a person
    return list(rows.order_by(f"-{by}", "-pk"))


def _basis(basis: Basis, with_incomes: bool) -> BasisLine:
    """The category in the words of its month, and the amount as far as the reader may know it."""
    labels = law_on(basis.from_month).parameter("fees.categories").labels
    income, work = incomes(basis) if with_incomes else (None, None)
    if income is not None:
        amount = shown(income) + (f" và tiền công {shown(work)}" if work else "")
    elif basis.income_secret:
        amount = "thu nhập lưu mã hóa, chỉ chi bộ xem"
    else:
        amount = f"số đảng phí {shown(basis.fee)}" if basis.fee is not None else ""
    return BasisLine(basis, labels.get(basis.category, basis.category), amount)


def _months(charges: Sequence[Charge], parts: Sequence[tuple[date, int]]) -> list[MonthLine]:
    """Closed months, and open ones that have been paid for; newest first."""
    due: dict[date, int] = defaultdict(int)
    words: dict[date, str] = {}
    corrections: dict[date, list[str]] = defaultdict(list)
    paid: dict[date, int] = defaultdict(int)
    for charge in charges:
        due[charge.month] += charge.amount
        if charge.corrects:
            sign = "+" if charge.amount > 0 else "−"
            corrections[charge.month].append(f"{sign}{shown(abs(charge.amount))} ({charge.ground})")
        else:
            words[charge.month] = charge.words
    for month, amount in parts:
        paid[month] += amount
    return [
        MonthLine(
            month,
            due.get(month, paid[month]),
            paid[month],
            words.get(month, "sổ tháng này chưa khóa"),
            "; ".join(corrections[month]),
        )
        for month in sorted({*due, *paid}, reverse=True)
    ]
