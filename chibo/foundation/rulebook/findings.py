"""A rule answers with findings; an act that meets a binding failure is refused with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from chibo.foundation.rulebook.model import Citation, Confidence


class Outcome(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer of one rule: what it looked at, what it found, and where that stands written."""

    code: str
    outcome: Outcome
    sentence: str  # Vietnamese, complete, without praise or blame
    citation: Citation | None = None
    seen: Mapping[str, Any] = field(default_factory=dict)
    missing: tuple[str, ...] = ()  # names of facts that an unknown asks for
    who: str = ""  # who can act, in Vietnamese
    by: date | None = None
    asks: str = ""  # where to go: the step code or field that would settle it

    @property
    def confidence(self) -> Confidence:
        return self.citation.confidence if self.citation else Confidence.HIGH

    @property
    def refuses(self) -> bool:
        """A failed finding refuses only when its source is confirmed enough."""
        return self.outcome is Outcome.FAILED and self.confidence.binds

    @property
    def warns(self) -> bool:
        return self.outcome is Outcome.FAILED and not self.confidence.binds

    @property
    def asks_people(self) -> bool:
        return self.outcome is Outcome.UNKNOWN


class Refusal(Exception):
    """The act was not recorded. Carries every finding so that the screen can say all of it at once."""

    def __init__(self, what: str, findings: Iterable[Finding] = ()) -> None:
        self.what = what  # "Không ghi nhận nghị quyết của chi bộ"
        self.findings = tuple(findings)
        super().__init__("; ".join([what, *(f.sentence for f in self.findings)]))


def refuse_if_any(what: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Raise :class:`Refusal` with the binding failures, else hand the findings on."""
    kept = tuple(findings)
    if any(f.refuses for f in kept):
        raise Refusal(what, [f for f in kept if f.refuses])
    return kept


def cautions(kept: Iterable[Mapping[str, Any]]) -> list[str]:
    """What was recorded although a standard is not met: its value is not confirmed, so it warns and does not bind.

    Args:
        kept: findings as an act keeps them (``outcome``, ``sentence``).
    """
    found = (row["sentence"].rstrip(".") for row in kept if row["outcome"] == Outcome.FAILED)
    return [f"{sentence}. Giá trị này chưa đối chiếu văn bản gốc nên chỉ nhắc." for sentence in found]
