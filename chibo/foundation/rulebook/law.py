"""The law of one day. Code asks it once per decision: ``law = law_on(day)``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from chibo.common.workdays import WorkCalendar
from chibo.foundation.rulebook.book import LookupFailed, NoLaw, NoSuchValue, Page, Rulebook
from chibo.foundation.rulebook.model import FormSpec, Instrument, LevelSpec, Parameter, Procedure, Value
from chibo.foundation.rulebook.units import stricter

__all__ = ["Law", "LookupFailed", "NoLaw", "NoSuchValue", "law_on", "rulebook"]

_NOTHING: Mapping[str, Value] = {}


@dataclass(frozen=True, slots=True)
class Law:
    """What holds on a day, centrally or (after :meth:`with_local`) for one organization."""

    day: date
    page: Page
    local: Mapping[str, Value] = field(default_factory=dict)

    def get(self, name: str) -> Value | None:
        return self.local.get(name) or self.page.values.get(name)

    def value(self, name: str) -> Value:
        if (value := self.get(name)) is None:
            if name not in self.page.book.parameters:
                raise NoSuchValue(f"no such parameter: {name}")
            raise NoSuchValue(f"{name} has no value on {self.day.isoformat()}")
        return value

    def central(self, name: str) -> Value | None:
        """The value before any committee tightened or confirmed it."""
        return self.page.values.get(name)

    def parameter(self, name: str) -> Parameter:
        if (parameter := self.page.book.parameters.get(name)) is None:
            raise NoSuchValue(f"no such parameter: {name}")
        return parameter

    def values(self) -> dict[str, Value]:
        return {**self.page.values, **self.local}

    def instrument(self, key: str) -> Instrument:
        if (instrument := self.page.book.instruments.get(key)) is None:
            raise LookupFailed(f"no such instrument: {key}")
        return instrument

    def in_force(self) -> list[Instrument]:
        return list(self.page.in_force)

    def governing(self, subject: str) -> Instrument | None:
        """The central text that governs a subject; what only amends it stands in :meth:`in_force`."""
        return self.page.governing.get(subject)

    def procedure(self, code: str) -> Procedure:
        return self.page.procedure(code)

    def form(self, code: str) -> FormSpec:
        if (form := self.page.book.forms.get(code)) is None:
            raise LookupFailed(f"no such form: {code}")
        return form

    def level(self, code: str) -> LevelSpec:
        if (level := self.page.levels.get(code)) is None:
            raise LookupFailed(f"no level {code} on {self.day.isoformat()}")
        return level

    @property
    def levels(self) -> Mapping[str, LevelSpec]:
        return self.page.levels

    @property
    def calendar(self) -> WorkCalendar:
        return self.page.book.calendar

    def with_local(self, values: Iterable[Value], confirmed: Iterable[Value] = ()) -> Law:
        """The law below a committee: ``confirmed`` values stand where the centre's is not binding, ``values`` tighten.

        What would loosen is left aside here; :func:`check_local` says so to whoever wants to adopt it.
        """
        local = dict(self.local)
        for value in confirmed:
            central = self.page.values.get(value.name)
            if central is not None and not central.binds and _stands(value, self.day):
                local[value.name] = value
        for value in values:
            if not _stands(value, self.day):
                continue
            parameter = self.parameter(value.name)
            asked = local.get(value.name) or self.page.values.get(value.name)
            if asked is None:
                local[value.name] = value
            elif (tight := stricter(parameter.tighten, asked.value, value.value)) != asked.value:
                local[value.name] = replace(value, value=tight)
        return replace(self, local=local)


def _stands(value: Value, day: date) -> bool:
    return value.starts_on <= day and (value.ends_on is None or day < value.ends_on)


@cache
def rulebook() -> Rulebook:
    """The law as it ships, loaded once."""
    from chibo.foundation.rulebook.loader import load

    return load()


def law_on(day: date) -> Law:
    return Law(day, rulebook().page(day), _NOTHING)
