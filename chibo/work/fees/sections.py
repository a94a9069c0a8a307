"""What a member's page says of fees: the last months, what is open, and where the rest stands."""

from __future__ import annotations

from django.urls import reverse

from chibo.roll.files.registry import Line, Section
from chibo.roll.members.models import Person
from chibo.roll.members.permissions import Authority, Right
from chibo.roll.members.queries import home_of, place_of
from chibo.work.fees.models import Charge
from chibo.work.fees.queries.people import person_page
from chibo.work.fees.rules.money import shown
from chibo.work.fees.rules.months import said

SHOWN = 6  # months


def fees_of(person: Person, authority: Authority) -> Section | None:
    """Amounts only; nothing where no month was closed or paid for."""
    if not Charge.objects.filter(person=person).exists():
        return None
    page = person_page(person, authority.on, with_incomes=False)
    lines = [
        Line(
            f"Tháng {said(line.month)}: phải đóng {shown(line.due)}, đã đóng {shown(line.paid)}",
            soft=f"còn thiếu {shown(line.open)}" if line.open else "",
        )
        for line in page.months[:SHOWN]
    ]
    own = authority.person is not None and authority.person.pk == person.pk
    url = reverse("fees:mine") if own else _url(person, authority)
    return Section("Đảng phí", lines, url=url, act="Xem từng tháng, phiếu thu")


def _url(person: Person, authority: Authority) -> str:
    """The page in the cell where the member is, for those who may open it."""
    if home_of(person, authority.on) is None:
        return ""
    form = place_of(person, authority.on)
    opens = authority.may(Right.VIEW_CASES, form.path)
    return reverse("fees:person", args=[form.organization.code, person.pk]) if opens else ""
