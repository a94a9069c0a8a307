"""What has happened in a case, read from its events in order. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
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


@dataclass(frozen=True, slots=True)
class History:
    """The events with corrections applied: a corrected event shows its last stated facts."""

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

    def all_of(self, step: str) -> list[Past]:
        """Every time that the step was performed, vote passed or not."""
        return [e for e in self.events if e.step == step and e.kind == "done"]

    def done(self, step: str) -> Past | None:
        """The last performance of the step that stands: a missed vote or a later return takes it back."""
        standing: Past | None = None
        for event in self.events:
            if event.step == step and event.kind == "done":
                standing = None if event.vote_passed is False else event
            elif event.kind == "returned" and step in event.data.get("reopens", ()):
                standing = None
        return standing

    @property
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

    @property
    def taken_back(self) -> frozenset[str]:
        """Steps that were ever returned, or voted on without reaching the share, whether or not they stand again."""
        returned = {code for e in self.events if e.kind == "returned" for code in e.data.get("reopens", ())}
        return frozenset(returned | {e.step for e in self.events if e.vote_passed is False})

    def missed(self, step: str) -> list[Past]:
        """Votes on the step that did not reach their share."""
        return [e for e in self.events if e.step == step and e.kind == "done" and e.vote_passed is False]

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
