"""What the law looks like to the rest of the house: frozen shapes without Django.

Everything here is built by the loader from ``chibo/law`` and handed out by :func:`law_on`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Any

from chibo.foundation.rulebook.units import read_value


class Confidence(StrEnum):
    """How sure we are of a value; only the first three may refuse an act."""

    HIGH = "high"
    MEDIUM = "medium"
    CONFIRMED = "confirmed"  # by a committee, with its own document number and date
    LOW = "low"
    UNVERIFIED = "unverified"

    @property
    def binds(self) -> bool:
        return self in {Confidence.HIGH, Confidence.MEDIUM, Confidence.CONFIRMED}


@dataclass(frozen=True, slots=True)
class Instrument:
    """A regulation, keyed by number and date because numbers are used again."""

    key: str  # "294-QĐ/TW@2025-05-26"
    number: str
    issued_on: date | None
    issuer: str
    kind: str  # Quy định, Hướng dẫn, Chỉ thị, Điều lệ ...
    title: str
    subject: str  # what it governs: charter, implementation, secretariat-guidance, member-work ...
    in_force_from: date
    in_force_until: date | None  # exclusive
    replaced_by: str | None
    read: str  # what was read of it, in words
    confidence: Confidence
    source: str
    amends: str | None = None  # key of the text that it amends; it then governs nothing alone
    territory: str = ""  # non-empty: local law of that place only, never central

    def in_force(self, day: date) -> bool:
        return self.in_force_from <= day and (self.in_force_until is None or day < self.in_force_until)

    @property
    def label(self) -> str:
        """``Quy định 294-QĐ/TW ngày 26/5/2025``."""
        day = f" ngày {self.issued_on.day}/{self.issued_on.month}/{self.issued_on.year}" if self.issued_on else ""
        return f"{self.kind} {self.number}{day}".replace("  ", " ").strip()


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a statement stands: instrument and clause, and how sure we are that it does."""

    instrument: Instrument
    clause: str
    confidence: Confidence
    inherited: bool = False  # taken over from an earlier text until the present one is read
    note: str = ""

    @property
    def label(self) -> str:
        return f"{self.clause} {self.instrument.label}".strip()


@dataclass(frozen=True, slots=True)
class Value:
    """One parameter as it stands on one day. ``ends_on`` is exclusive."""

    name: str  # "admission.age_min_years"
    title: str
    unit: str  # one of chibo.foundation.rulebook.units.UNITS
    value: Any  # int, Fraction, bool, str or tuple of str
    starts_on: date
    ends_on: date | None
    citation: Citation
    local: str = ""  # the local instrument that tightened or confirmed it, in words

    @property
    def confidence(self) -> Confidence:
        return self.citation.confidence

    @property
    def binds(self) -> bool:
        return self.confidence.binds

    @property
    def number(self) -> int:
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise TypeError(f"{self.name} is not a whole number: {self.value!r}")
        return self.value

    @property
    def fraction(self) -> Fraction:
        if not isinstance(self.value, Fraction):
            raise TypeError(f"{self.name} is not a fraction: {self.value!r}")
        return self.value


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number, choice or list of the law through all its eras; ``values`` are in order and without a gap."""

    name: str
    title: str
    unit: str
    tighten: str  # how a local standard may be stricter: higher, lower, add, never
    values: tuple[Value, ...]
    labels: Mapping[str, str] = field(default_factory=dict)  # Vietnamese words for the codes of choices
    local_only: bool = False  # the centre asks nothing; a committee may
    note: str = ""

    def read(self, raw: Any) -> Any:
        """A plain value as this parameter's rules use it; ValueError says what does not fit."""
        value = read_value(self.unit, raw)
        for code in value if self.unit == "choices" else (value,) if self.unit == "choice" else ():
            if code not in self.labels:
                raise ValueError(f"{code} has no words under labels")
        return value

    def on(self, day: date) -> Value | None:
        for value in reversed(self.values):
            if value.starts_on <= day:
                return value if value.ends_on is None or day < value.ends_on else None
        return None


@dataclass(frozen=True, slots=True)
class LevelSpec:
    """A level of the tree on one day: what it is called and what may stand directly below it."""

    code: str  # SUPERIOR
    name: str
    children: tuple[str, ...]
    citation: Citation
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Threshold:
    """A vote passes when ``for/denominator`` is at least (or more than) the fraction."""

    fraction: Fraction
    strict: bool  # True: "more than" (quá nửa); False: "at least" (ít nhất hai phần ba)


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One fact that a step asks for on its form. Legal dates never default."""

    name: str
    kind: str  # date, partial_date, text, long_text, count, choice, choices, yes_no, person, organization, number
    label: str
    required: bool = True
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PaperSpec:
    """A paper that a step needs or makes, by the code of its form (or a slug when it has none)."""

    form: str
    title: str
    makes: bool  # True: the step produces it; False: it must be in hand before
    required: bool = True


@dataclass(frozen=True, slots=True)
class VoteSpec:
    """Who votes and how much is needed; both are looked up in the law of the day."""

    electorate: str  # V-CELL, V-COMM, V-BTV
    threshold: str  # parameter name
    on_failure: str = ""  # step code that becomes due when the threshold is missed


@dataclass(frozen=True, slots=True)
class DeadlineSpec:
    """A limit counted from the day of another step (or a fact of the case)."""

    limit: str  # parameter name; its unit says working_days, days or months
    counted_from: str  # step code, or "fact:<name>"
    extension: str = ""  # parameter name
    stated: str = ""  # "fact:<name>": a day that a paper states, when it comes before the limit
    when_late: str = ""  # refuse | account | warn


@dataclass(frozen=True, slots=True)
class RouteSpec:
    """How a matter travels: which level plays which part (variants R1-R6)."""

    code: str
    title: str
    when: Mapping[str, Any]
    bodies: Mapping[str, str]  # cell, division, base, appraiser, decider -> Level name
    decider: str  # committee | standing_committee
    citations: Sequence[Citation]
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class StepSpec:
    """One step of a procedure as the law of a day describes it."""

    code: str  # A15
    verb: str  # cell_vote
    title: str
    by: str  # a body of the route, or applicant, helper, member
    act: str  # record, paper, opinion, verification, vote, decision, ceremony, notice, outcome
    routes: tuple[str, ...] = ()  # empty: all
    requires: tuple[str, ...] = ()
    when: str = ""  # condition code; empty: always
    optional: bool = False
    repeatable: bool = False
    ends: str = ""  # non-empty: performing it ends the case with this result
    vote: VoteSpec | None = None
    papers: tuple[PaperSpec, ...] = ()
    fields: tuple[FieldSpec, ...] = ()
    guards: tuple[str, ...] = ()
    deadline: DeadlineSpec | None = None
    validity: str = ""  # parameter name: how long what it makes stays good
    shared: bool = False  # the other side of a case reads what it says
    citation: Citation | None = None
    help: str = ""


def bridged(required: Iterable[str], present: set[str], requires: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What is required, where a step that is not there hands on what it would have required itself.

    So leaving a step out of a route or an era never opens a way around the steps before it.
    """
    found: dict[str, None] = {}
    waiting, seen = list(required), set[str]()
    while waiting:
        code = waiting.pop(0)
        if code in present:
            found[code] = None
        elif code not in seen:
            seen.add(code)
            waiting.extend(requires.get(code, ()))
    return tuple(found)


@dataclass(frozen=True)
class Procedure:
    """The steps in force on one day; ``version`` names the texts that it rests on."""

    code: str
    title: str
    version: str
    starts_on: date
    ends_on: date | None
    routes: Mapping[str, RouteSpec]
    steps: Mapping[str, StepSpec]  # in order

    def on_route(self, route: str) -> list[StepSpec]:
        return [step for step in self.steps.values() if not step.routes or route in step.routes]

    def named(self, code: str) -> str:
        """A step as people call it; one of another day, which this version does not have, by its code."""
        return f"“{self.steps[code].title}”" if code in self.steps else code

    def required_on(self, route: str, step: StepSpec) -> tuple[str, ...]:
        """Steps of the route that must come before: one that the route leaves out hands on what it requires itself."""
        return self._required[route][step.code]

    @cached_property
    def _required(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """By route and step; every state of every case asks, so it is worked out once."""
        requires = {code: step.requires for code, step in self.steps.items()}
        return {
            route: {code: bridged(step.requires, on_route, requires) for code, step in self.steps.items()}
            for route in self.routes
            for on_route in [{step.code for step in self.on_route(route)}]
        }


@dataclass(frozen=True, slots=True)
class FormSpec:
    """An official form in the catalogue (section e): code, title, who fills and signs."""

    code: str
    title: str
    filled_by: str
    signed_by: str
    citation: Citation
    layout: str = ""  # the template that prints it
    extra: Mapping[str, Any] = field(default_factory=dict)
