"""The check of the notices: who was introduced and is not known to have handed in the file, on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q

from chibo.common.dates import add_months, full_months
from chibo.engine.cases.models import Case, Event
from chibo.engine.cases.queries import past_of
from chibo.engine.cases.rules.history import History
from chibo.foundation.rulebook.findings import Finding, Outcome
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.model import Value
from chibo.roll.files.actions import KEEPERS
from chibo.roll.files.rules.keeping import check_transfer_file, span
from chibo.roll.members.permissions import Authority, Right
from chibo.roll.organizations.models import Form, Organization
from chibo.roll.organizations.queries import law_for, names_on
from chibo.work.transfers.lists import ends_of
from chibo.work.transfers.models import NoticeCheck
from chibo.work.transfers.queries import Letter, letter_of

#: Moves for good; of a stay for a time no file goes along.
_FOR_GOOD = ("transfer", "transfer-internal", "transfer-abroad", "transfer-in")
#: With these the file has come.
_HANDED_IN = frozenset({"T09", "T10", "T11", "I04", "N02", "N04", "B06"})


@dataclass(frozen=True, slots=True)
class Pending:
    """One member on the way: since when, and whether that is too long."""

    case: Case
    origin: str
    destination: str
    letter: Letter
    finding: Finding | None  # None: the law of the day does not say how long is too long
    explained: bool
    since: str  # "2 tháng 9 ngày"

    @property
    def overdue(self) -> bool:
        return self.finding is not None and self.finding.outcome is Outcome.FAILED


@dataclass(frozen=True, slots=True)
class NoticePage:
    leaving: Sequence[Pending]
    coming: Sequence[Pending]
    checks: Sequence[NoticeCheck]
    every: Value | None
    due_on: date | None  # None: never checked, or the law does not say how often

    @property
    def open(self) -> int:
        return len(self.leaving) + len(self.coming)

    @property
    def overdue(self) -> int:
        return sum(each.overdue for each in (*self.leaving, *self.coming))


def notice_page(form: Form, on: date) -> NoticePage:
    """What a keeper goes through. Five queries whatever the number. ``form`` came through its door."""
    law = law_for(form.organization, on)
    below = set(Form.objects.on(on).under(form.path).values_list("organization", flat=True))
    cases = list(
        Case.objects.filter(Q(organization__in=below) | Q(counterpart__in=below), procedure__in=_FOR_GOOD)
        .filter(closed_on__isnull=True)
        .select_related("person", "organization")
        .prefetch_related("events")
        .order_by("opened_on", "pk")
    )
    names = names_on({pk for case in cases for pk in (case.organization_id, case.counterpart_id) if pk}, on)
    leaving: list[Pending] = []
    coming: list[Pending] = []
    for case in cases:
        found = _pending(case, names, law, on)
        if found is None:
            continue
        away = case.procedure != "transfer-in" and case.organization_id in below
        (leaving if away else coming).append(found)
    checks = list(NoticeCheck.objects.filter(organization=form.organization).select_related("by").order_by("-pk")[:8])
    every = law.get("records.transfer_file_check_months")
    return NoticePage(leaving, coming, checks, every, next_check_on(checks[0].checked_on if checks else None, every))


def next_check_on(last: date | None, every: Value | None) -> date | None:
    """By when the next check is due; nothing is due where none was ever made."""
    return add_months(last, every.number) if last is not None and every is not None else None


def _pending(case: Case, names: dict[int, str], law: Law, on: date) -> Pending | None:
    events = sorted(case.events.all(), key=lambda event: event.seq)
    history = History.of([past_of(event) for event in events])
    letter = letter_of(history)
    if letter is None or any(history.done(step) is not None for step in _HANDED_IN):
        return None
    explained = any(
        event.kind == Event.Kind.EXPLAINED or (event.kind == Event.Kind.DONE and event.ground) for event in events
    )
    months = max(0, full_months(letter.on, on))
    days = (on - add_months(letter.on, months)).days
    origin, destination = ends_of(case, names, events[0].data if events else {})
    findings = check_transfer_file(months, explained, law, days=max(0, days))
    return Pending(
        case, origin, destination, letter, next(iter(findings), None), explained, span(months, max(0, days))
    )


def checks_due(authority: Authority, on: date, law: Law) -> list[tuple[Form, date]]:
    """At the reader's own keepers of files: where the next check is due within the month. Two queries."""
    own = [
        held.organization_id
        for held in authority.appointments
        if held.level in KEEPERS and held.reach(Right.KEEP_FILES) is not None
    ]
    every = law.get("records.transfer_file_check_months")
    if not own or every is None:
        return []
    rows = NoticeCheck.objects.filter(organization__in=own).order_by().values("organization")
    last = dict(rows.annotate(day=Max("checked_on")).values_list("organization", "day"))
    forms = Form.objects.on(on).filter(organization__in=last).select_related("organization") if last else []
    due = [(form, next_check_on(last[form.organization_id], every)) for form in forms]
    return [(form, day) for form, day in due if day is not None and day <= add_months(on, 1)]


def keeper_of(authority: Authority) -> str:
    """The code of the first keeper of files at which the reader holds an appointment; empty: none."""
    own = [held.organization_id for held in authority.appointments if held.level in KEEPERS]
    return Organization.objects.filter(pk__in=own[:1]).values_list("code", flat=True).first() or "" if own else ""


def latest(organization: Organization) -> NoticeCheck | None:
    return NoticeCheck.objects.filter(organization=organization).order_by("-pk").first()
