"""Reading the words of a question, and gathering what the rules answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from chibo.common.dates import PartialDate
from chibo.common.workdays import WorkCalendar
from chibo.foundation.rulebook.findings import Finding, Outcome
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.registry import CaseAnswer

Given = Mapping[str, Any]


@dataclass(slots=True)
class Reply:
    """What has been answered so far; what is not known stays out."""

    answers: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def say(self, **answers: Any) -> None:
        self.answers |= {key: value for key, value in answers.items() if value is not None}

    def found(self, findings: Iterable[Finding]) -> bool | None:
        """Keep the findings; whether they all passed, or None when one is unknown and none failed."""
        found = list(findings)
        self.findings += found
        return outcome(found)

    def done(self) -> CaseAnswer:
        return CaseAnswer(self.answers, tuple(self.findings))


def outcome(findings: Iterable[Finding]) -> bool | None:
    outcomes = {finding.outcome for finding in findings}
    if Outcome.FAILED in outcomes:
        return False
    return None if Outcome.UNKNOWN in outcomes or not outcomes else True


def number(law: Law, name: str) -> int | None:
    value = law.get(name)
    return value.number if value else None


def first(given: Given, *names: str) -> Any:
    """The first of these facts that was given."""
    return next((given[name] for name in names if given.get(name) is not None), None)


def born(given: Given) -> PartialDate | None:
    told = first(given, "birth_date", "born")
    if isinstance(told, date):
        return PartialDate.of(told)
    return PartialDate.parse(str(told)) if told is not None else None


def calendar(given: Given) -> WorkCalendar:
    """Saturdays and Sundays, and of holidays those that the question lists."""
    listed = given.get("calendar_holidays") or []
    return WorkCalendar(holidays=dict.fromkeys(map(_day, listed), "Nghỉ lễ"))


def _day(told: Any) -> date:
    return told if isinstance(told, date) else date.fromisoformat(told)
