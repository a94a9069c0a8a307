"""Asking one rule about facts under the law of their day."""

from __future__ import annotations

from datetime import date
from typing import Any

from chibo.foundation.rulebook import law_on
from chibo.foundation.rulebook.findings import Finding, Outcome
from chibo.foundation.rulebook.registry import CONDITIONS, GUARDS
from chibo.work.admissions.facts import Facts

PASSED, FAILED, UNKNOWN = Outcome.PASSED, Outcome.FAILED, Outcome.UNKNOWN
#: Quiet days of five eras.
UNDER_29, UNDER_24, UNDER_232 = date(2018, 6, 4), date(2023, 5, 20), date(2025, 3, 15)
UNDER_294, UNDER_208 = date(2025, 10, 6), date(2026, 9, 7)


def findings(code: str, on: date = UNDER_24, **facts: Any) -> list[Finding]:
    return list(GUARDS[code](Facts(on=on, **facts), law_on(on)))


def only(code: str, on: date = UNDER_24, **facts: Any) -> Finding:
    """The one finding of the rule; it says where it stands written and what it saw, in a whole sentence."""
    (finding,) = findings(code, on, **facts)
    assert finding.citation is not None
    assert finding.sentence.endswith(".")
    return finding


def outcome(code: str, on: date = UNDER_24, **facts: Any) -> Outcome | None:
    """The worst of what the rule found; None when it has nothing to say."""
    found = {finding.outcome for finding in findings(code, on, **facts)}
    return next((each for each in (FAILED, UNKNOWN, PASSED) if each in found), None)


def holds(code: str, on: date = UNDER_24, **facts: Any) -> bool | None:
    return CONDITIONS[code](Facts(on=on, **facts), law_on(on))
