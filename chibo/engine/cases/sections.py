"""The cases of a person, on their page."""

from __future__ import annotations

from django.urls import reverse

from chibo.common.dates import display
from chibo.engine.cases.models import Case
from chibo.engine.cases.queries import cases_within
from chibo.foundation.rulebook.law import law_on
from chibo.roll.files.registry import Line, Section
from chibo.roll.members.models import Person
from chibo.roll.members.permissions import Authority


def cases_of(person: Person, authority: Authority) -> Section:
    """Those that the reader may open, newest first."""
    rows = cases_within(authority).filter(person=person).order_by("-opened_on", "-pk")
    return Section("Hồ sơ vụ việc", [_line(case) for case in rows])


def _line(case: Case) -> Line:
    title = law_on(case.opened_on).procedure(case.procedure).title
    ended = f", kết thúc ngày {display(case.closed_on)}" if case.closed_on else ", đang xem xét"
    return Line(
        f"{title}, mở ngày {display(case.opened_on)}{ended}",
        case.organization.code,
        reverse("cases:page", args=[case.pk]),
    )
