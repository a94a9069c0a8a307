"""The whole law through all its eras, and the pages it falls into: on all days of a page the same law stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from chibo.common.workdays import WorkCalendar, vietnam_calendar
from chibo.foundation.rulebook.model import FormSpec, Instrument, LevelSpec, Parameter, Procedure, Value
from chibo.foundation.rulebook.procedures import VERSION_SUBJECTS, ProcedureText

#: How far the calendar reaches beyond the last change of the law.
_YEARS_AHEAD = 30


class LookupFailed(LookupError):
    """The law has no such thing on that day."""


class NoLaw(LookupFailed):
    """The day lies before the first text that is kept here."""


class NoSuchValue(LookupFailed):
    """No value of that name is in force on that day."""


@dataclass(frozen=True)
class Page:
    """The law from ``starts_on`` to before ``ends_on``."""

    book: Rulebook
    starts_on: date
    ends_on: date | None
    values: Mapping[str, Value]
    in_force: tuple[Instrument, ...]
    governing: Mapping[str, Instrument]
    levels: Mapping[str, LevelSpec]
    _procedures: dict[str, Procedure] = field(default_factory=dict)

    def procedure(self, code: str) -> Procedure:
        if code not in self._procedures:
            self._procedures[code] = self.book.procedure(code, self.starts_on)
        return self._procedures[code]


@dataclass(frozen=True)
class Rulebook:
    """Everything in chibo/law, checked."""

    instruments: Mapping[str, Instrument]
    parameters: Mapping[str, Parameter]
    level_eras: Mapping[str, tuple[LevelSpec, ...]]
    forms: Mapping[str, FormSpec]
    procedures: Mapping[str, ProcedureText]
    worked: Mapping[date, str] = field(default_factory=dict)
    off: Mapping[date, str] = field(default_factory=dict)
    _pages: dict[int, Page] = field(default_factory=dict, repr=False)

    @cached_property
    def first_day(self) -> date:
        """The day of the Charter: before it no text is kept."""
        return min(i.in_force_from for i in self.instruments.values() if i.subject == "charter")

    @cached_property
    def boundaries(self) -> list[date]:
        """Days on which anything changes, the first day included."""
        days = {self.first_day}
        for instrument in self.instruments.values():
            days |= _ends(instrument.in_force_from, instrument.in_force_until)
        for parameter in self.parameters.values():
            for value in parameter.values:
                days |= _ends(value.starts_on, value.ends_on)
        for eras in self.level_eras.values():
            for level in eras:
                days |= _ends(level.starts_on, level.ends_on)
        for procedure in self.procedures.values():
            days |= set(procedure.days())
        return sorted(day for day in days if day >= self.first_day)

    @cached_property
    def calendar(self) -> WorkCalendar:
        last = self.boundaries[-1].year + _YEARS_AHEAD
        return vietnam_calendar(self.first_day.year, last, dict(self.worked), dict(self.off))

    def page(self, day: date) -> Page:
        place = bisect_right(self.boundaries, day) - 1
        if place < 0:
            raise NoLaw(f"no law is kept for {day.isoformat()}: it begins on {self.first_day.isoformat()}")
        page = self._pages.get(place)
        if page is None:
            page = self._pages[place] = self._write(place)
        return page

    def _write(self, place: int) -> Page:
        day = self.boundaries[place]
        values = {p.name: value for p in self.parameters.values() if (value := p.on(day)) is not None}
        in_force = tuple(i for i in self.instruments.values() if i.in_force(day))
        return Page(
            book=self,
            starts_on=day,
            ends_on=self.boundaries[place + 1] if place + 1 < len(self.boundaries) else None,
            values=values,
            in_force=in_force,
            governing={i.subject: i for i in in_force if i.amends is None and not i.territory},
            levels={
                code: level
                for code, eras in self.level_eras.items()
                for level in eras
                if level.starts_on <= day and (level.ends_on is None or day < level.ends_on)
            },
        )

    def version(self, day: date) -> list[Instrument]:
        """The texts that a procedure rests on, on a day."""
        governing = self.page(day).governing
        return [governing[subject] for subject in VERSION_SUBJECTS if subject in governing]

    def procedure(self, code: str, day: date) -> Procedure:
        if (text := self.procedures.get(code)) is None:
            raise LookupFailed(f"no such procedure: {code}")
        turns = self._turns(text)
        place = bisect_right(turns, day) - 1
        until = turns[place + 1] if place + 1 < len(turns) else None
        procedure = text.on(day, self.version(day), turns[place] if place >= 0 else self.first_day, until)
        if not procedure.steps:
            raise LookupFailed(f"procedure {code} is not kept for {day.isoformat()}")
        return procedure

    def _turns(self, text: ProcedureText) -> list[date]:
        """Days on which the procedure reads differently: its own parts, and the texts that it rests on."""
        days = set(text.days())
        for instrument in self.instruments.values():
            if instrument.subject in VERSION_SUBJECTS and not instrument.territory:
                days |= _ends(instrument.in_force_from, instrument.in_force_until)
        return sorted(day for day in days if day >= self.first_day)

    def timeline(self, subject: str) -> list[Instrument]:
        """Texts on a subject, oldest first."""
        found = [i for i in self.instruments.values() if i.subject == subject]
        return sorted(found, key=lambda i: (i.in_force_from, i.number))


def _ends(starts_on: date, ends_on: date | None) -> set[date]:
    return {starts_on} | ({ends_on} if ends_on else set())
