"""The list of a month on a secretary's phone: each member's amount, what is open from before, what has come in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from chibo.common.dates import add_months
from chibo.roll.members.models import Person
from chibo.work.fees.models import PaymentPart
from chibo.work.fees.queries.places import Place
from chibo.work.fees.queries.stretch import Standpoint, Stretch
from chibo.work.fees.rules.due import Due
from chibo.work.fees.rules.months import month_of, told

#: What stands on a line; the words are in the template.
ELSEWHERE, BLOCKED, EXEMPT, PAID, OPEN = "elsewhere", "blocked", "exempt", "paid", "open"


@dataclass(frozen=True, slots=True)
class Line:
    """One member in the month. Amounts are đồng."""

    person: Person
    state: str
    words: str  # how the amount comes about, as far as the reader may know
    note: str
    amount: int  # of the month
    arrears: int
    arrears_words: str  # from which months
    paid: int  # for the month, whenever
    asked: int  # what one tap takes: the month and everything open before it


@dataclass(frozen=True, slots=True)
class MonthPage:
    month: date
    lines: Sequence[Line]
    earlier_open: Sequence[date]  # months before this one that are not closed
    region: str
    gone: Sequence[tuple[str, int]] = ()  # who paid here for the month and does not pay here now, how much

    @property
    def payers(self) -> int:
        return sum(line.state != ELSEWHERE for line in self.lines)

    @property
    def settled(self) -> int:
        return sum(line.state in {PAID, EXEMPT} for line in self.lines)

    @property
    def paid(self) -> int:
        return sum(line.paid for line in self.lines) + sum(amount for _, amount in self.gone)

    @property
    def asked(self) -> int:
        return sum(line.asked for line in self.lines)

    @property
    def blocked(self) -> list[Line]:
        return [line for line in self.lines if line.state == BLOCKED]


def month_page(place: Place, month: date, *, incomes: bool) -> MonthPage:
    """An open month of a cell. Seven queries; one more where somebody paid and has moved on.

    Args:
        incomes: the reader may see what the amounts are worked out from.
    """
    first = place.first_open or month
    stretch = Stretch(place, min(first, month), month)
    lines = [_line(stretch, point, month, incomes) for point in stretch.standpoints(month)]
    earlier = [] if first >= month else [add_months(first, n) for n in range(_between(first, month))]
    return MonthPage(month, lines, earlier, stretch.settings.region(month), _gone(stretch, month, lines))


def _gone(stretch: Stretch, month: date, lines: Sequence[Line]) -> list[tuple[str, int]]:
    """Money that is in the cell's hands for the month although the payer has moved on; mostly nobody, and no query."""
    here = {line.person.pk for line in lines if line.state != ELSEWHERE}
    left = {pk: person.name for pk, person in stretch.people.items() if pk not in here and stretch.paid(pk, month)}
    if not left:
        return []
    parts = PaymentPart.objects.filter(payment__organization=stretch.place.organization, month=month, person__in=left)
    paid = dict(parts.order_by().values_list("person").annotate(total=Sum("amount")))
    return [(name, paid[pk]) for pk, name in left.items() if paid.get(pk)]


def _between(first: date, month: date) -> int:
    return (month.year - first.year) * 12 + month.month - first.month


def _line(stretch: Stretch, point: Standpoint, month: date, incomes: bool) -> Line:
    person = point.person
    if not point.pays_here:
        return Line(person, ELSEWHERE, "", point.note, 0, 0, "", 0, 0)
    due = stretch.due(person.pk, month)
    before = stretch.arrears(person.pk, month)
    arrears = sum(amount or 0 for _, amount in before)
    unknown = [m for m, amount in before if amount is None]
    paid = stretch.paid(person.pk, month)
    still = max(0, (due.amount or 0) - paid)
    state = _state(due, arrears, still, bool(unknown))
    words = due.blocked or (due.arithmetic if incomes else due.words)
    if unknown and not due.blocked:
        words = f"{words} Tháng {told(unknown)}: chưa tính được."
    return Line(
        person=person,
        state=state,
        words=words,
        note=_notes(due, point),
        amount=due.amount or 0,
        arrears=arrears,
        arrears_words=told([m for m, amount in before if amount]),
        paid=paid,
        asked=0 if state == BLOCKED else arrears + still,
    )


def _state(due: Due, arrears: int, still: int, unknown: bool) -> str:
    if due.amount is None or unknown:
        return BLOCKED
    if arrears or still:
        return OPEN
    return EXEMPT if due.exempt else PAID


def _notes(due: Due, point: Standpoint) -> str:
    asked = [finding.sentence.rstrip(".") for finding in due.findings if finding.asks_people]
    unsure = [] if due.certain or due.amount is None else ["cách tính có giá trị chưa đối chiếu văn bản gốc"]
    return "; ".join(part for part in (point.note, *asked, *unsure) if part)


def present_month(place: Place, today: date) -> date:
    """The month that the cell would collect now: today's, or the first of its book when that lies ahead."""
    return max(month_of(today), place.from_month or month_of(today))
