"""Builders for findings, and the whole-number arithmetic of votes."""

from __future__ import annotations

from datetime import date
from typing import Any

from chibo.foundation.rulebook.findings import Finding, Outcome
from chibo.foundation.rulebook.model import Citation, Threshold, Value

Source = Value | Citation | None


def _finding(outcome: Outcome, code: str, source: Source, sentence: str, **more: Any) -> Finding:
    citation = source.citation if isinstance(source, Value) else source
    seen = dict(more.pop("seen"))
    if isinstance(source, Value):
        seen.setdefault(source.name, source.value)
    return Finding(code=code, outcome=outcome, sentence=sentence, citation=citation, seen=seen, **more)


def passed(code: str, value: Source, sentence: str, **seen: Any) -> Finding:
    """What the rule asks for is there."""
    return _finding(Outcome.PASSED, code, value, sentence, seen=seen)


def failed(
    code: str, value: Source, sentence: str, *, who: str = "", by: date | None = None, asks: str = "", **seen: Any
) -> Finding:
    """What the rule asks for is not there; whether that refuses or warns is the source's confidence."""
    return _finding(Outcome.FAILED, code, value, sentence, who=who, by=by, asks=asks, seen=seen)


def unknown(
    code: str,
    value: Source,
    sentence: str,
    *,
    missing: tuple[str, ...] = (),
    who: str = "",
    by: date | None = None,
    asks: str = "",
    **seen: Any,
) -> Finding:
    """The facts do not say; people are asked, nothing passes and nothing is refused."""
    return _finding(Outcome.UNKNOWN, code, value, sentence, missing=missing, who=who, by=by, asks=asks, seen=seen)


def threshold(value: Value) -> Threshold:
    """A vote's threshold as its parameter states it: at least a part, or more than a part."""
    return Threshold(value.fraction, strict=value.unit == "fraction_exceeded")


def needed(denominator: int, threshold: Threshold) -> int:
    """The smallest number of votes that reaches the threshold; of nobody, one that cannot be had."""
    whole, rest = divmod(denominator * threshold.fraction.numerator, threshold.fraction.denominator)
    return max(1, whole + 1 if threshold.strict or rest else whole)
