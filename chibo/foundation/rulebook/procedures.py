"""A procedure through its eras, and the procedure as it stands on one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Generic, TypeVar

from chibo.foundation.rulebook.model import (
    Citation,
    DeadlineSpec,
    FieldSpec,
    Instrument,
    PaperSpec,
    Procedure,
    RouteSpec,
    StepSpec,
    VoteSpec,
    bridged,
)

T = TypeVar("T")

#: The texts that a procedure rests on, in the order in which its version names them.
VERSION_SUBJECTS = ("implementation", "secretariat-guidance", "member-work")


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """Something that exists from one day to another; None leaves that side to what it belongs to."""

    item: T
    starts_on: date | None = None
    ends_on: date | None = None

    def stands(self, day: date) -> bool:
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day < self.ends_on)

    def days(self) -> Iterator[date]:
        yield from (day for day in (self.starts_on, self.ends_on) if day)


def _days(*parts: Iterable[Dated[Any]]) -> Iterator[date]:
    for part in parts:
        for dated in part:
            yield from dated.days()


def standing(parts: Iterable[Dated[T]], day: date) -> tuple[T, ...]:
    return tuple(part.item for part in parts if part.stands(day))


def latest(citations: Iterable[Dated[Citation]], day: date) -> tuple[Citation, ...]:
    """The citations that began last on or before the day (a route may rest on two texts at once)."""
    begun = [c for c in citations if c.stands(day)]
    newest = max((c.starts_on for c in begun if c.starts_on), default=None)
    return tuple(c.item for c in begun if c.starts_on == newest)


@dataclass(frozen=True, slots=True)
class RouteText:
    """A route through its eras; ``frame`` has all that does not change."""

    frame: RouteSpec
    citations: tuple[Dated[Citation], ...]

    def on(self, day: date) -> RouteSpec:
        return replace(self.frame, citations=latest(self.citations, day))

    def stands(self, day: date) -> bool:
        return self.frame.starts_on <= day and (self.frame.ends_on is None or day < self.frame.ends_on)

    def days(self) -> Iterator[date]:
        yield from (day for day in (self.frame.starts_on, self.frame.ends_on) if day)
        for citation in self.citations:
            yield from citation.days()


@dataclass(frozen=True, slots=True)
class StepText:
    """A step through its eras; ``frame`` has all that does not change."""

    frame: StepSpec
    starts_on: date
    ends_on: date | None
    citations: tuple[Dated[Citation], ...]
    requires: tuple[Dated[str], ...] = ()
    papers: tuple[Dated[PaperSpec], ...] = ()
    fields: tuple[Dated[FieldSpec], ...] = ()
    guards: tuple[Dated[str], ...] = ()
    votes: tuple[Dated[VoteSpec], ...] = ()
    deadlines: tuple[Dated[DeadlineSpec], ...] = ()

    @property
    def code(self) -> str:
        return self.frame.code

    def stands(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)

    def on(self, day: date, requires: tuple[str, ...]) -> StepSpec:
        votes, deadlines = standing(self.votes, day), standing(self.deadlines, day)
        return replace(
            self.frame,
            requires=requires,
            papers=standing(self.papers, day),
            fields=standing(self.fields, day),
            guards=standing(self.guards, day),
            vote=votes[0] if votes else None,
            deadline=deadlines[0] if deadlines else None,
            citation=next(iter(latest(self.citations, day)), None),
        )

    def days(self) -> Iterator[date]:
        yield from (day for day in (self.starts_on, self.ends_on) if day)
        yield from _days(
            self.citations, self.requires, self.papers, self.fields, self.guards, self.votes, self.deadlines
        )


@dataclass(frozen=True, slots=True)
class ProcedureText:
    """All eras of a procedure: the same code may stand twice, on different days."""

    code: str
    title: str
    routes: tuple[RouteText, ...]
    steps: tuple[StepText, ...]

    def days(self) -> Iterator[date]:
        for route in self.routes:
            yield from route.days()
        for step in self.steps:
            yield from step.days()

    def on(self, day: date, instruments: Iterable[Instrument], since: date, until: date | None) -> Procedure:
        """The procedure of the day, which reads the same from ``since`` to before ``until``."""
        present = {step.code: step for step in self.steps if step.stands(day)}
        asked = {code: standing(step.requires, day) for code, step in present.items()}
        absent = {
            step.code: tuple(required.item for required in step.requires)
            for step in self.steps
            if step.code not in present
        }
        return Procedure(
            code=self.code,
            title=self.title,
            version="; ".join(instrument.label for instrument in instruments),
            starts_on=since,
            ends_on=until,
            routes={route.frame.code: route.on(day) for route in self.routes if route.stands(day)},
            steps={
                code: step.on(day, bridged(asked[code], set(present), asked | absent))
                for code, step in present.items()
            },
        )
