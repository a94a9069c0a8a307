"""The books that a reader keeps or may read, and what stands on the page of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Max, Q
from django.http import Http404
from django.urls import reverse

from chibo.foundation.rulebook.units import percent
from chibo.roll.members.permissions import Authority, Right
from chibo.roll.organizations.models import CELLS, Form
from chibo.work.fees.models import Book, Closing, Remittance, Setting
from chibo.work.fees.queries.ledger import outstanding
from chibo.work.fees.queries.places import Place, Settings, get_place_for
from chibo.work.fees.rules.due import REGION_NAMES


@dataclass(frozen=True, slots=True)
class Shelf:
    """One organization with how far its book has come."""

    form: Form
    from_month: date | None
    closed_to: date | None


def shelves(authority: Authority) -> list[Shelf]:
    """The reader's own organizations and those directly below them, in the order of the tree. Three queries."""
    held = {appointment.organization_id for appointment in authority.appointments}
    forms = list(
        Form.objects.on(authority.on)
        .filter(authority.forms(Right.VIEW_CASES))
        .filter(Q(organization__in=held) | Q(parent__in=held))
        .select_related("organization")
        .order_by("path")
    )
    ids = [form.organization_id for form in forms]
    books = dict(Book.objects.filter(organization__in=ids).values_list("organization", "from_month"))
    closed = dict(
        Closing.objects.filter(organization__in=ids).order_by().values_list("organization").annotate(last=Max("month"))
    )
    return [Shelf(form, books.get(form.organization_id), closed.get(form.organization_id)) for form in forms]


def crumbs(place: Place, authority: Authority) -> list[dict[str, str]]:
    """The organization path; a link only where a book opens."""
    return [
        {
            "name": form.name,
            "url": reverse("fees:book", args=[form.organization.code])
            if authority.may(Right.VIEW_CASES, form.path)
            else "",
        }
        for form in place.lineage
    ]


def said_value(setting: Setting) -> str:
    """``vùng II``; ``30 %``."""
    if setting.kind == Setting.Kind.REGION:
        return f"vùng {REGION_NAMES.get(setting.value, setting.value)}"
    over, _, under = setting.value.partition("/")
    return percent(Fraction(int(over), int(under or 1)))


@dataclass(frozen=True, slots=True)
class SettingLine:
    setting: Setting
    issuer: str
    words: str


def settings_of(place: Place) -> list[SettingLine]:
    """What holds for the place, set by itself or above it, newest first."""
    names = {form.organization_id: form.name for form in place.lineage}
    rows = sorted(Settings(place.lineage).rows, key=lambda row: (row.starts_on, row.pk), reverse=True)
    own = place.organization.pk
    rows = [row for row in rows if row.kind != Setting.Kind.OWN_SHARE or row.organization_id == own]
    return [SettingLine(row, names[row.organization_id], said_value(row)) for row in rows]


def come_in(place: Place, year: int) -> list[tuple[Remittance, str]]:
    """What came in from below in the year, what waits for its receipt first; with the names of the givers.
    Two queries."""
    got = list(Remittance.objects.filter(receiver=place.organization, paid_on__year=year).order_by("paid_on", "pk"))
    names = last_names({row.organization_id for row in got}) if got else {}
    got.sort(key=lambda row: row.received_on is not None)
    return [(row, names.get(row.organization_id, "")) for row in got]


def last_names(organizations: set[int]) -> dict[int, str]:
    """The last name that each bore."""
    return dict(
        Form.objects.filter(organization__in=organizations).order_by("starts_on").values_list("organization", "name")
    )


def still_to_hand_up(place: Place) -> int:
    return outstanding(place.organization)


def get_remittance_for(authority: Authority, pk: int) -> tuple[Place, Remittance]:
    """The door to money that comes in: through the receiver's book."""
    found = Remittance.objects.select_related("organization", "receiver").filter(pk=pk).first()
    if found is None:
        raise Http404("Không có khoản nộp này trong phạm vi của đồng chí.")
    return get_place_for(authority, found.receiver.code), found


def open_cells(place: Place, month: date) -> list[Form]:
    """Cells directly below that keep no book here, so that a committee's sums say what they leave out."""
    below = Form.objects.on(month).filter(parent=place.organization, level__in=CELLS)
    return list(below.exclude(organization__in=Book.objects.values("organization")).order_by("path"))
