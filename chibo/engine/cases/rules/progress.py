"""Which steps are done, possible, not yet, and what each still lacks. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from chibo.engine.cases.rules.deadlines import Deadline, deadline_of
from chibo.engine.cases.rules.history import History, Past
from chibo.foundation.rulebook.findings import Finding, Outcome
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.model import Procedure, RouteSpec, StepSpec

Condition = Callable[[Any, Law], bool | None]

#: Parts played on the other side of a case: nobody plays them when there is no other side in the tree.
OTHER_SIDE = ("other_cell", "other_base", "other_decider")


class State(StrEnum):
    DONE = "done"
    POSSIBLE = "possible"
    NOT_YET = "not_yet"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class StepState:
    """One step of the line at the left of a case page."""

    spec: StepSpec
    state: State
    past: tuple[Past, ...]  # every performance, missed votes included
    lacks: tuple[Finding, ...]  # why not yet
    deadline: Deadline | None
    asked: bool  # required of this case now: not optional, and its condition holds
    standing: Past | None = None  # the performance that counts

    @property
    def done_on(self) -> date | None:
        return self.past[-1].on if self.state is State.DONE and self.past else None


@dataclass(frozen=True, slots=True)
class Progress:
    """A case as of a day: the route, every step's state, and the law that says so."""

    procedure: Procedure
    route: RouteSpec
    steps: tuple[StepState, ...]
    law: Law
    stopped: Past | None

    def step(self, code: str) -> StepState | None:
        return next((s for s in self.steps if s.spec.code == code), None)

    def by_state(self, state: State) -> Iterator[StepState]:
        return (s for s in self.steps if s.state is state)

    @property
    def next_required(self) -> StepState | None:
        """The first possible step that the case cannot do without and that is not done yet."""
        return next(iter(self.wanted), None)

    @property
    def wanted(self) -> list[StepState]:
        return [s for s in self.by_state(State.POSSIBLE) if s.asked and s.standing is None]


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything that progress looks at."""

    procedure: Procedure
    route: RouteSpec
    history: History
    facts: Any  # of the matter
    law: Law
    days: Mapping[str, date]  # clock starts by fact name
    conditions: Mapping[str, Condition]
    bodies: Mapping[str, object]  # bodies of the route that exist here
    closed: bool = False


def progress(now: Situation) -> Progress:
    """The state of every step on the route, in the order of the procedure."""
    steps = tuple(_state(step, now) for step in now.procedure.on_route(now.route.code))
    return Progress(now.procedure, now.route, steps, now.law, now.history.stopped)


def applies(step: StepSpec, now: Situation) -> bool | None:
    """Is this case one that the step is meant for? None: a fact that would say so is not known."""
    if step.by not in now.bodies and (step.by in now.route.bodies or step.by in OTHER_SIDE):
        return False
    if not step.when:
        return True
    return now.conditions[step.when](now.facts, now.law)


def _state(step: StepSpec, now: Situation) -> StepState:
    past = tuple(now.history.all_of(step.code))
    standing = now.history.done(step.code)
    needed = applies(step, now)
    due = None if standing is not None or needed is False else deadline_of(step, now.history, now.days, now.law)
    asked = needed is True and not step.optional
    if standing is not None and not step.repeatable:
        return StepState(step, State.DONE, past, (), None, asked, standing)
    if needed is False:
        return StepState(step, State.DONE if standing else State.NOT_NEEDED, past, (), None, False, standing)
    lacks = tuple(why_not(step, now))
    open_now = not now.closed and now.history.stopped is None
    if standing is not None:
        return StepState(
            step, State.DONE if lacks or not open_now else State.POSSIBLE, past, lacks, None, asked, standing
        )
    state = State.POSSIBLE if not lacks and open_now else State.NOT_YET
    return StepState(step, state, past, lacks, due, asked)


def why_not(step: StepSpec, now: Situation) -> Iterator[Finding]:
    """Each required step that is not done yet, with who performs it. Nothing may be skipped."""
    if applies(step, now) is None:
        yield _unknown(step)
    direct = now.procedure.required_on(now.route.code, step)
    for code in (*direct, *(code for code in redone_before(step, now) if code not in direct)):
        before = now.procedure.steps[code]
        needed = applies(before, now)
        if needed is None:
            yield _unknown(before)
        elif needed and not before.optional and now.history.done(code) is None:
            missed = now.history.missed(code)
            why = " (đã biểu quyết nhưng chưa đủ tỷ lệ)" if missed else ""
            yield Finding(
                "STEP-ORDER",
                Outcome.FAILED,
                f"Còn thiếu bước {before.title.lower()}{why}",
                before.citation,
                seen={"step": code},
                who=before.by,
                asks=code,
            )


def everything_before(step: StepSpec, procedure: Procedure) -> frozenset[str]:
    """Every step that this one rests on, however far below."""
    found: set[str] = set()
    waiting = list(step.requires)
    while waiting:
        code = waiting.pop()
        if code not in found and code in procedure.steps:
            found.add(code)
            waiting.extend(procedure.steps[code].requires)
    return frozenset(found)


def redone_before(step: StepSpec, now: Situation) -> tuple[str, ...]:
    """What was taken back below the step: done again before anything that rests on it goes on."""
    if not (taken_back := now.history.taken_back):
        return ()
    below = everything_before(step, now.procedure) & taken_back
    return tuple(other.code for other in now.procedure.on_route(now.route.code) if other.code in below)


def _unknown(step: StepSpec) -> Finding:
    return Finding(
        "STEP-CONDITION",
        Outcome.UNKNOWN,
        f"Chưa đủ thông tin để biết có phải làm bước {step.title.lower()} hay không",
        step.citation,
        seen={"step": step.code, "condition": step.when},
        asks=step.code,
    )
