"""The cases of a person, on their page."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from chibo.common.dates import display
from chibo.engine.cases.models import Case
from chibo.engine.cases.queries import cases_within
from chibo.foundation.rulebook.law import law_on
from chibo.roll.files.registry import Line, Section
from chibo.roll.members.models import Person
from chibo.roll.members.permissions import Authority
from chibo.roll.organizations.queries import names_on


def cases_of(person: Person, authority: Authority) -> Section:
    """Those that the reader may open, newest first."""
    rows = list(cases_within(authority).filter(person=person).order_by("-opened_on", "-pk"))
    names = names_on({case.organization_id for case in rows}, authority.on) if rows else {}
    return Section("Hồ sơ vụ việc", [_line(case, names) for case in rows])


def _line(case: Case, names: Mapping[int, str]) -> Line:
    title = law_on(case.opened_on).procedure(case.procedure).title
    ended = f", kết thúc ngày {display(case.closed_on)}" if case.closed_on else ", đang xem xét"
    return Line(
        f"{title}, mở ngày {display(case.opened_on)}{ended}",
        names.get(case.organization_id, case.organization.code),
        reverse("cases:page", args=[case.pk]),
    )
