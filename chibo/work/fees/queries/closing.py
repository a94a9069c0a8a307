"""What closing a month would write: the lines of a cell, or the sums of the organizations below a committee."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Sum

from chibo.roll.organizations.models import CELLS, Form
from chibo.work.fees.models import Book, Charge, Closing, Payment, Setting
from chibo.work.fees.queries.places import Place, Settings, part_of
from chibo.work.fees.queries.stretch import Stretch
from chibo.work.fees.rules.months import last_day
from chibo.work.fees.rules.sharing import split


@dataclass(slots=True)
class Draft:
    """A month about to be closed."""

    setting: Setting | None
    members: int = 0
    exempt: int = 0
    due: int = 0
    collected: int = 0
    unpaid: int = 0
    charges: list[Charge] = field(default_factory=list)
    blocked: list[tuple[str, str]] = field(default_factory=list)  # name, what is missing

    @property
    def retained(self) -> int:
        return split(self.collected, part_of(self.setting))[0] if self.setting else 0

    @property
    def handed_up(self) -> int:
        return self.collected - self.retained


def collected_in(organization: int, month: date) -> int:
    """What came in during a month, less what was taken back."""
    paid = Payment.objects.filter(organization=organization, paid_on__gte=month, paid_on__lte=last_day(month))
    return int(paid.aggregate(total=Sum("amount"))["total"] or 0)


def draft(place: Place, month: date) -> Draft:
    """Each payer's charge by the law of the month; nobody is charged twice for a month, wherever they were."""
    stretch = Stretch(place, month, month, paid_until=last_day(month))
    points = [point for point in stretch.standpoints(month) if point.pays_here]
    ids = [point.person.pk for point in points]
    elsewhere = Charge.objects.filter(person__in=ids, month=month, corrects=False).exclude(
        organization=place.organization
    )
    charged = set(elsewhere.values_list("person", flat=True))
    ready = Draft(stretch.settings.on(Setting.Kind.CELL_SHARE, month))
    for point in points:
        person = point.person
        if person.pk in charged:
            continue
        told = stretch.due(person.pk, month)
        if told.amount is None:
            ready.blocked.append((person.name, told.blocked))
            continue
        basis = stretch.basis(person.pk, month)
        ready.charges.append(
            Charge(
                person=person,
                organization=place.organization,
                month=month,
                entered_month=month,
                amount=told.amount,
                exempt=told.exempt,
                category=basis.category if basis else "",
                words=told.words[:400],
                excuse=point.excuse,
            )
        )
        ready.members += 1
        ready.exempt += told.exempt
        ready.due += told.amount
        before = sum(amount or 0 for _, amount in stretch.arrears(person.pk, month))
        ready.unpaid += before + max(0, told.amount - stretch.paid(person.pk, month))
    corrected = Charge.objects.filter(organization=place.organization, entered_month=month, corrects=True)
    ready.due += int(corrected.aggregate(total=Sum("amount"))["total"] or 0)
    ready.collected = collected_in(place.organization.pk, month)
    return ready


def committee_draft(place: Place, month: date) -> tuple[Draft, list[str]]:
    """The sums of the month, and the names of organizations below whose book is still open. Four queries."""
    below = list(Form.objects.on(last_day(month)).filter(parent=place.organization).order_by("path"))
    closings = Closing.objects.filter(month=month, organization__in=[form.organization_id for form in below])
    closed = {closing.organization_id: closing for closing in closings}
    ready = Draft(Settings(place.lineage).on(Setting.Kind.OWN_SHARE, month))
    for closing in closed.values():
        ready.members += closing.members
        ready.exempt += closing.exempt
        ready.due += closing.due
        ready.unpaid += closing.unpaid
        ready.collected += closing.handed_up
    expected = keepers(below, month)
    return ready, [form.name for form in below if form.organization_id in expected - set(closed)]


def keepers(below: list[Form], month: date) -> set[int]:
    """Cells that keep a book in the month, and committees that have closed a month before."""
    cells = [form.organization_id for form in below if form.level in CELLS]
    others = [form.organization_id for form in below if form.level not in CELLS]
    books = Book.objects.filter(organization__in=cells, from_month__lte=month).values_list("organization", flat=True)
    kept = Closing.objects.filter(organization__in=others, month__lt=month).values_list("organization", flat=True)
    return {*books, *kept}
