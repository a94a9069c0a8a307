"""Where higher floors hand in their rules, so that the law can name them and the rulebook need not know them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law

Guard = Callable[[Any, Law], Sequence[Finding]]
Condition = Callable[[Any, Law], bool | None]


@dataclass(frozen=True, slots=True)
class CaseAnswer:
    """What the rules answer to the facts of a question."""

    answers: Mapping[str, Any]
    findings: Sequence[Finding] = field(default_factory=tuple)


Adapter = Callable[[Mapping[str, Any], Law], CaseAnswer]

#: Rules by the code that procedures name: facts and law in, findings out.
GUARDS: dict[str, Guard] = {}
#: Conditions by code: whether a step applies; None when the facts do not say.
CONDITIONS: dict[str, Condition] = {}
#: By topic: the words of a question turned into the rules' own facts, and their findings into its answers.
ANSWERS: dict[str, Adapter] = {}

F = TypeVar("F", bound=Callable[..., Any])


def _hand_in(shelf: dict[str, Any], code: str) -> Callable[[F], F]:
    def hand_in(function: F) -> F:
        known = shelf.setdefault(code, function)
        if (known.__module__, known.__qualname__) != (function.__module__, function.__qualname__):
            raise ValueError(f"{code} is already answered by {known.__module__}.{known.__qualname__}")
        shelf[code] = function
        return function

    return hand_in


def guard(code: str) -> Callable[[F], F]:
    return _hand_in(GUARDS, code)


def condition(code: str) -> Callable[[F], F]:
    return _hand_in(CONDITIONS, code)


def answers(topic: str) -> Callable[[F], F]:
    return _hand_in(ANSWERS, topic)
