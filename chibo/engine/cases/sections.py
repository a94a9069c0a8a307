"""The cases of a person, on their page."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from chibo.common.dates import display
from chibo.engine.cases.models import Case
from chibo.engine.cases.queries import cases_within
from chibo.foundation.ledger.models import Entry
from chibo.foundation.rulebook.answers import failed
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import law_on
from chibo.roll.files.models import Leaving
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


def open_cases(person: Person, authority: Authority, ends_by: str) -> list[Line]:
    """Cases that are under way about somebody who leaves: nothing ends them but their own steps."""
    rows = list(Case.objects.filter(person=person, closed_on__isnull=True).select_related("organization"))
    opens = set(cases_within(authority).filter(pk__in=[case.pk for case in rows]).values_list("pk", flat=True))
    names = names_on({case.organization_id for case in rows}, authority.on) if rows else {}
    return [
        Line(
            f"{law_on(case.opened_on).procedure(case.procedure).title}, mở ngày {display(case.opened_on)}",
            f"{names.get(case.organization_id, '')} ghi tạm dừng, có lý do, ở trang hồ sơ này",
            reverse("cases:page", args=[case.pk]) if case.pk in opens else "",
        )
        for case in rows
    ]


def cases_since(leaving: Leaving) -> list[Finding]:
    """Cases that were opened about the person afterwards: a readmission, a restoration."""
    found = []
    for case in Case.objects.filter(pk__in=_opened_after(leaving)).order_by("pk"):
        title = law_on(case.opened_on).procedure(case.procedure).title
        told = f"Đã mở hồ sơ {title[:1].lower()}{title[1:]} ngày {display(case.opened_on)}."
        found.append(failed("LATER-ACT", None, told, who="nơi đang xem xét hồ sơ đó"))
    return found


def _opened_after(leaving: Leaving) -> list[int]:
    """By the ledger, which knows what came after what on one day."""
    mine = Case.objects.filter(person=leaving.person_id).values_list("pk", flat=True)
    subjects = {f"case:{pk}": pk for pk in mine}
    rows = Entry.objects.filter(seq__gt=leaving.seq, action="cases.open", subject__in=subjects)
    return [subjects[subject] for subject in rows.values_list("subject", flat=True)]
