"""Where matters meet the engine: each registers how its facts are built and what its steps bring about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from chibo.engine.cases.models import Case, Event
from chibo.engine.cases.rules.history import History


class Effect(Protocol):
    """What a step brings about beside its event, in the same transaction."""

    def __call__(self, *, case: Case, event: Event, stroke: Any) -> None: ...


@dataclass(frozen=True, slots=True)
class Matter:
    """One procedure as an app serves it.

    ``facts(case, history, proposed_step, on)`` gives the object that guards and conditions read;
    ``days(case, history)`` the clock starts for deadlines counted from ``fact:<name>``.
    """

    procedure: str
    facts: Callable[[Case, History, str, date], Any]
    days: Callable[[Case, History], Mapping[str, date]] = lambda case, history: {}
    effects: Mapping[str, Effect] = field(default_factory=dict)
    url_name: str = ""


MATTERS: dict[str, Matter] = {}


def register(matter: Matter) -> None:
    MATTERS[matter.procedure] = matter
