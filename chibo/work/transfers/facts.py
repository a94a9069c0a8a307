"""What the rules of transfers look at: the facts of one case as they stand on one day. Each may be unknown (None).

The names are those of the fields in ``law/procedures/transfer*.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from chibo.engine.cases.rules.history import Past


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A case on the day ``on``; ``days`` holds the last day of each step done."""

    on: date
    days: Mapping[str, date] = field(default_factory=dict)

    # what was stated
    transfer_ground: str | None = None  # work, retired, left_work, residence, graduated, contract, assigned
    purpose: str | None = None  # work, study, labour, relatives
    months: int | None = None  # of a contract, a stay abroad
    effective_on: date | None = None
    from_on: date | None = None
    until_on: date | None = None
    reported: bool | None = None
    under_inspection: bool | None = None
    pending_complaint: bool | None = None
    index_confirmed: bool | None = None
    index_matches: bool | None = None
    organisation_at_destination: bool | None = None
    official_members_in_group: int | None = None
    letter_on: date | None = None
    late_explanation: str | None = None

    # what the register knows
    outside: bool = False  # the other side is not in the system
    same_base: bool | None = None  # both cells stand under the same committee
    base_issues: bool = False  # the committee over the cell is itself the one that issues letters
    under_province: bool = False  # that committee stands directly under the province
    at_home: bool | None = None  # the member's official place still is the cell of the case
    card_known: bool | None = None
    stay: str = ""  # of somebody who comes from outside: official, temporary, return


_NAMES = frozenset(each.name for each in fields(Facts))
_DAYS = frozenset({"effective_on", "from_on", "until_on", "letter_on"})


def gather(on: date, events: Iterable[Past], proposed: str, **register: Any) -> Facts:
    """The facts of a case from its standing events in order; the last one may be only ``proposed``.

    What is proposed counts with its statements, not yet with its day.
    """
    known: dict[str, Any] = {}
    days: dict[str, date] = {}
    told = list(events)
    for event in told:
        if not (event is told[-1] and event.step == proposed):
            days[event.step] = event.on
        known |= {name: _plain(name, value) for name, value in event.data.items() if name in _NAMES and value != ""}
    return Facts(on=on, days=days, **known | register)


def _plain(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name in _DAYS and isinstance(value, str) else value
