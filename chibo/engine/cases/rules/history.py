"""What has happened in a case, read from its events in order. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any


@dataclass(frozen=True, slots=True)
class Past:
    """One event as the rules see it."""

    seq: int
    kind: str  # Event.Kind
    step: str
    on: date
    data: Mapping[str, Any] = field(default_factory=dict)
    number: str = ""  # of the paper that the step made
    vote_passed: bool | None = None  # None: no vote was asked for
    votes_for: int | None = None
    route: str = ""
    corrects: int | None = None  # seq of the event that this one corrects


@dataclass(frozen=True)
class History:
    """The events with corrections applied: a corrected event shows its last stated facts.

    Every step of a procedure asks what became of it, so the events are sorted by step once.
    """

    events: tuple[Past, ...]

    @classmethod
    def of(cls, events: Sequence[Past]) -> History:
        stated: dict[int, Past] = {}
        for event in events:
            if event.kind == "corrected" and event.corrects in stated:
                first = stated[event.corrects]
                stated[event.corrects] = replace(first, on=event.on, data=event.data, number=event.number)
            else:
                stated[event.seq] = event
        return cls(tuple(stated.values()))

    @cached_property
    def _performed(self) -> Mapping[str, list[Past]]:
        found: dict[str, list[Past]] = defaultdict(list)
        for event in self.events:
            if event.kind == "done":
                found[event.step].append(event)
        return dict(found)

    @cached_property
    def _last_standing(self) -> Mapping[str, Past]:
        found: dict[str, Past] = {}
        for event in self.events:
            if event.kind == "done" and event.vote_passed is not False:
                found[event.step] = event
            elif event.kind == "done":
                found.pop(event.step, None)
            elif event.kind == "returned":
                for step in event.data.get("reopens", ()):
                    found.pop(step, None)
        return found

    def all_of(self, step: str) -> list[Past]:
        """Every time that the step was performed, vote passed or not."""
        return list(self._performed.get(step, ()))

    def done(self, step: str) -> Past | None:
        """The last performance of the step that stands: a missed vote or a later return takes it back."""
        return self._last_standing.get(step)

    @cached_property
    def standing(self) -> list[Past]:
        """Every performance that counts: of a repeated step all since it was last taken back."""
        taken_back: set[str] = set()
        found: list[Past] = []
        for event in reversed(self.events):
            if event.kind == "returned":
                taken_back |= set(event.data.get("reopens", ()))
            elif event.kind == "done" and event.vote_passed is False:
                taken_back.add(event.step)
            elif event.kind == "done" and event.step not in taken_back:
                found.append(event)
        return found[::-1]

    @cached_property
    def taken_back(self) -> frozenset[str]:
        """Steps that were ever returned, or voted on without reaching the share, whether or not they stand again."""
        returned = {code for e in self.events if e.kind == "returned" for code in e.data.get("reopens", ())}
        return frozenset(returned | {e.step for e in self.events if e.vote_passed is False})

    def missed(self, step: str) -> list[Past]:
        """Votes on the step that did not reach their share."""
        return [e for e in self._performed.get(step, ()) if e.vote_passed is False]

    @property
    def stopped(self) -> Past | None:
        last = next((e for e in reversed(self.events) if e.kind in {"stopped", "resumed"}), None)
        return last if last is not None and last.kind == "stopped" else None

    def extended(self, step: str) -> Past | None:
        return next((e for e in reversed(self.events) if e.kind == "extended" and e.step == step), None)

    def explained(self, step: str) -> Past | None:
        return next((e for e in reversed(self.events) if e.kind == "explained" and e.step == step), None)

    def answer(self, name: str) -> Any:
        """The latest stated value of a field, whichever step asked for it; None when nobody said."""
        for event in reversed(self.events):
            if event.kind == "done" and event.data.get(name) not in (None, ""):
                return event.data[name]
        return None
