"""Where matters meet the engine: each registers how its facts are built and what its steps bring about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from chibo.engine.cases.models import Case, Event
from chibo.engine.cases.rules.history import History
from chibo.foundation.papers.facts import PaperData
from chibo.roll.organizations.models import Form


class Effect(Protocol):
    """What a step brings about beside its event, in the same transaction."""

    def __call__(self, *, case: Case, event: Event, stroke: Any) -> None: ...


@dataclass(frozen=True, slots=True)
class Matter:
    """One procedure as an app serves it.

    ``register(case, forms, on)`` reads what the register knows, once for a day;
    ``facts(history, proposed_step, on, known)`` gives the object that guards and conditions read;
    ``days(history, facts)`` the clock starts for deadlines counted from ``fact:<name>``;
    ``papers(sheet)`` the facts that a paper of the case prints, from the record;
    ``ends(case, names, said)`` from where to where somebody goes, in words, from the names of organizations by id and
    what the first step said; a matter in which nobody goes anywhere has none.
    """

    procedure: str
    register: Callable[[Case, Sequence[Form], date], Any]
    facts: Callable[[History, str, date, Any], Any]
    days: Callable[[History, Any], Mapping[str, date]] = lambda history, facts: {}
    effects: Mapping[str, Effect] = field(default_factory=dict)
    papers: Callable[[Any], PaperData] | None = None
    ends: Callable[[Case, Mapping[int, str], Mapping[str, Any]], tuple[str, str]] | None = None
    url_name: str = ""


MATTERS: dict[str, Matter] = {}


def register(matter: Matter) -> None:
    MATTERS[matter.procedure] = matter
