"""How questions write days, months and outcomes down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from chibo.common.dates import PartialDate
from chibo.common.workdays import WorkCalendar
from chibo.foundation.rulebook.findings import Finding, Outcome
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.registry import CaseAnswer

Told = Mapping[str, Any]
Part = Callable[[Told, Law], CaseAnswer]
NOTHING = CaseAnswer({})


def day(told: Told, *names: str) -> date | None:
    """The first of these facts that is told, as a day."""
    for name in names:
        if (value := told.get(name)) is not None:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
    return None


def partial_day(told: Told, name: str) -> PartialDate | None:
    value = told.get(name)
    return None if value is None else PartialDate.parse(str(value))


def asked_on(told: Told) -> date:
    """The day of what the question asks about."""
    on = day(told, "event_date")
    assert on is not None
    return on


def calendar(told: Told, law: Law) -> WorkCalendar:
    """The holidays that the question names, else those of the law."""
    named = told.get("calendar_holidays")
    if named is None:
        return law.calendar
    days = [each if isinstance(each, date) else date.fromisoformat(str(each)) for each in named]
    return WorkCalendar(holidays=dict.fromkeys(days, "Nghỉ lễ, tết"))


def together(parts: Iterable[Part], told: Told, law: Law) -> CaseAnswer:
    """What all parts answer; a part that the facts do not speak to answers nothing."""
    answers: dict[str, Any] = {}
    findings: list[Finding] = []
    for part in parts:
        answered = part(told, law)
        answers |= answered.answers
        findings += answered.findings
    return CaseAnswer({name: value for name, value in answers.items() if value is not None}, tuple(findings))


def holds(findings: Iterable[Finding]) -> bool | None:
    """False where a rule found something lacking, None where the facts do not say, else True."""
    outcomes = {finding.outcome for finding in findings}
    if Outcome.FAILED in outcomes:
        return False
    return None if Outcome.UNKNOWN in outcomes or not outcomes else True


def lacks(findings: Iterable[Finding]) -> bool:
    """Whether any rule found something lacking."""
    return any(finding.outcome is Outcome.FAILED for finding in findings)
