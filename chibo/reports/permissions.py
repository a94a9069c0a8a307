"""Who may open the reports of an organization, who sees the people behind them, and who freezes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404

from chibo.engine.meetings.permissions import can_record, check_can_record
from chibo.roll.members.permissions import Authority
from chibo.roll.members.queries import home_of
from chibo.roll.members.queries.tree import get_form_for
from chibo.roll.organizations.models import CELLS, Form, Level
from chibo.roll.organizations.queries import lineage

#: Groups of fewer people are not told to those who may not open records: a number of two names somebody.
#: A decision of ours (register-and-cell-life, STA-04); no regulation states it.
SMALLEST = 5


@dataclass(frozen=True, slots=True)
class Reader:
    """Who opens the reports of an organization: with the people behind the figures, or the figures alone."""

    authority: Authority
    form: Form
    opens_people: bool

    @property
    def freezes(self) -> bool:
        return can_record(self.authority, self.form)

    def check_opens_people(self) -> None:
        if not self.opens_people:
            raise PermissionDenied(
                "Đồng chí xem được số liệu của tổ chức mình; danh sách người thuộc về số liệu mở cho người "
                "được phân công xem hồ sơ đảng viên ở tổ chức này."
            )

    def check_freezes(self) -> str:
        """The capacity in which the reader signs."""
        return check_can_record(self.authority, self.form)


def reader_of(authority: Authority, code: str, on: date) -> Reader:
    """The door: whoever sees its members, also when it has ended; its own members see the figures.

    Raises:
        Http404: for everybody else it does not exist.
    """
    try:
        return Reader(authority, get_form_for(authority, code), opens_people=True)
    except Http404:
        own = own_forms(authority, on)
        form = next((form for form in own if form.organization.code == code), None)
        if form is None:
            raise
        return Reader(authority, form, opens_people=False)


def own_forms(authority: Authority, on: date) -> list[Form]:
    """The reader's own cell and what stands above it up to the base: the committees that they elect and pay to."""
    home = home_of(authority.person, on) if authority.person is not None else None
    if home is None:
        return []
    found: list[Form] = []
    for form in reversed(lineage(home.organization, on)):
        if form.level not in {*CELLS, Level.DIVISION, Level.BASE}:
            break
        found.append(form)
    return found
