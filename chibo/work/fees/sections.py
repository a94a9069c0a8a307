"""What a member's page says of fees: the last months, what is open, and where the rest stands."""

from __future__ import annotations

from django.urls import reverse

from chibo.foundation.rulebook.answers import failed
from chibo.foundation.rulebook.findings import Finding
from chibo.roll.files.models import Leaving
from chibo.roll.files.registry import Line, Section
from chibo.roll.members.models import Person
from chibo.roll.members.permissions import Authority, Right
from chibo.roll.members.queries import home_of, place_of
from chibo.work.fees.models import Charge, Closing
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


def owed(person: Person, authority: Authority, ends_by: str) -> list[Line]:
    """What is unpaid of closed months; nothing is waived by it."""
    if not Charge.objects.filter(person=person).exists():
        return []
    page = person_page(person, authority.on, with_incomes=False)
    if not page.arrears:
        return []
    months = sum(1 for line in page.months if line.open)
    return [
        Line(
            f"Đảng phí còn thiếu {shown(page.arrears)} của {months} tháng đã khóa sổ",
            "chi bộ giải quyết trong sổ đảng phí",
            _url(person, authority),
        )
    ]


def closed_without(leaving: Leaving) -> list[Finding]:
    """Months that were closed afterwards without a charge for the person: a closed month is not written anew."""
    months = Closing.objects.filter(
        organization__in=leaving.cells, month__gte=leaving.left_on.replace(day=1), closed_on__gte=leaving.recorded_on
    ).order_by("month")
    charged = set(Charge.objects.filter(person=leaving.person_id).values_list("month", flat=True))
    left_out = [closing.month for closing in months if closing.month not in charged]
    if not left_out:
        return []
    named = ", ".join(said(month) for month in left_out)
    told = f"Sổ đảng phí của chi bộ đã khóa tháng {named} không có đồng chí này; tháng đã khóa không ghi lại được."
    return [failed("LATER-ACT", None, told, who="cấp ủy cơ sở")]
