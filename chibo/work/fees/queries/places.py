"""The door to an organization's fee book, the settings of the committees above it, and the law of its months."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Max, OuterRef, Subquery
from django.http import Http404

from chibo.common.dates import add_months
from chibo.foundation.rulebook import Law, law_on
from chibo.roll.members.permissions import Authority, Right
from chibo.roll.organizations.models import CELLS, Confirmation, Form, Level, Organization
from chibo.roll.organizations.queries import as_value, lineage_at
from chibo.work.fees.models import Book, Closing, Setting


@dataclass(frozen=True, slots=True)
class Place:
    """An organization with what stands above it, and how far its book has come."""

    form: Form
    lineage: tuple[Form, ...]  # root first, itself last
    from_month: date | None  # of a cell: None when no book is kept here
    closed_to: date | None

    @property
    def organization(self) -> Organization:
        return self.form.organization

    @property
    def is_cell(self) -> bool:
        return self.form.level in CELLS

    @property
    def is_base_cell(self) -> bool:
        return self.form.level == Level.BASE_CELL

    @property
    def first_open(self) -> date | None:
        """The oldest month that is not closed."""
        return add_months(self.closed_to, 1) if self.closed_to else self.from_month

    @property
    def above(self) -> Form | None:
        """The committee to which it hands up."""
        return self.lineage[-2] if len(self.lineage) > 1 else None

    def is_closed(self, month: date) -> bool:
        return self.closed_to is not None and month <= self.closed_to


def place_of(organization: Organization, on: date) -> Place:
    """Without a door: for acts that have passed one."""
    place = _place(organization.code, on)
    if place is None:
        raise Http404(f"{organization.code}: không có tổ chức này.")
    return place


def get_place_for(authority: Authority, code: str) -> Place:
    """The door to a fee book: outside the reader's organizations it does not exist (404). Two queries."""
    place = _place(code, authority.on)
    if place is None or not authority.may(Right.VIEW_CASES, place.form.path):
        raise Http404("Không có sổ đảng phí này trong phạm vi của đồng chí.")
    return place


def _place(code: str, on: date) -> Place | None:
    here = OuterRef("organization")
    closed = Closing.objects.filter(organization=here).values("organization").annotate(last=Max("month"))
    form = (
        Form.objects.filter(organization__code=code)
        .select_related("organization")
        .annotate(
            closed_to=Subquery(closed.values("last")),
            from_month=Subquery(Book.objects.filter(organization=here).values("from_month")[:1]),
        )
        .order_by("-starts_on")
        .first()
    )
    if form is None:
        return None
    day = on if form.ends_on is None or on < form.ends_on else form.starts_on
    lineage = [each for each in lineage_at(form.path, max(day, form.starts_on)) if each.path != form.path]
    from_month, closed_to = form.__dict__["from_month"], form.__dict__["closed_to"]  # annotated
    return Place(form, (*lineage, form), from_month, closed_to)


class Settings:
    """What the committees of a lineage have set, read once."""

    def __init__(self, lineage: Sequence[Form]) -> None:
        self.order = [form.organization_id for form in lineage]
        rows = Setting.objects.filter(organization__in=self.order).order_by("starts_on", "pk")
        self.rows = list(rows)

    def on(self, kind: Setting.Kind, month: date) -> Setting | None:
        """The newest of the nearest committee that had set it by the month; what a cell keeps is set above it."""
        own = self.order[-1]
        for organization in reversed(self.order):
            if kind is Setting.Kind.OWN_SHARE and organization != own:
                return None
            found = [row for row in self.rows if row.organization_id == organization and row.kind == kind]
            found = [row for row in found if row.starts_on <= month]
            if found:
                return found[-1]
        return None

    def region(self, month: date) -> str:
        setting = self.on(Setting.Kind.REGION, month)
        return setting.value if setting else ""


def part_of(setting: Setting) -> Fraction:
    """The share that a setting holds."""
    over, _, under = setting.value.partition("/")
    return Fraction(int(over), int(under or 1))


class Laws:
    """The law of each month for a lineage: the centre's, with what the committees confirmed of fees. One query."""

    def __init__(self, lineage: Iterable[Form]) -> None:
        above = [form.organization_id for form in lineage]
        rows = Confirmation.objects.filter(organization__in=above, parameter__startswith="fees.")
        self.rows = list(rows.select_related("organization").order_by("starts_on", "pk"))
        self.known: dict[date, Law] = {}

    def of(self, month: date) -> Law:
        if month not in self.known:
            law = law_on(month)
            eras = {name: value.starts_on for name, value in law.page.values.items()}
            newest = {
                row.parameter: row
                for row in self.rows
                if row.starts_on <= month and eras.get(row.parameter) == row.era_starts_on
            }
            self.known[month] = law.with_local([], [as_value(law, row) for row in newest.values()])
        return self.known[month]
