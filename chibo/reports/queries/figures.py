"""The figures of a table: each row counted from the register, this period beside the same period a year before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from chibo.common.dates import add_years
from chibo.foundation.rulebook.law import Law, law_on
from chibo.reports.catalogue import Check, Narrowing, Row, Table, tables
from chibo.reports.queries.events import count_events, is_event
from chibo.reports.queries.people import listed, named
from chibo.reports.queries.places import Sizes, sizes_on
from chibo.reports.queries.then import Past, as_then, past_of
from chibo.roll.members.models import Stay
from chibo.roll.members.queries.counts import Line, Movement, away_on, exempt_on, movements, numbers, roster_on
from chibo.roll.members.queries.tallies import Profiles, Tallies, Tally, tallies, tallies_of_days, total

Number = int | Decimal

#: The parameter whose labels name the codes of a grouping.
LABELS: Mapping[str, str] = {
    "education": "admission.education_ladder",
    "professional": "register.professional_levels",
    "theory": "register.theory_levels",
    "occupation_group": "register.occupation_groups",
}
UNKNOWN = "Chưa ghi"
#: What nobody wrote down, where most people have none of it.
NONE_OR_UNKNOWN: Mapping[str, str] = {"religion": "Không theo, hoặc chưa ghi"}
#: Lists of people whose number no cell keeps.
APART: Mapping[str, Callable[[Iterable[str], date], QuerySet[Stay]]] = {"exempt": exempt_on, "away": away_on}


@dataclass(frozen=True, slots=True)
class Period:
    """The days ``[first, last]``."""

    first: date
    last: date

    @property
    def a_year_before(self) -> Period:
        """The same days of the year before; a month or a year that ends with its last day ends so then too."""
        last = add_years(self.last, -1)
        if (self.last + timedelta(days=1)).day == 1:
            last = add_years(self.last + timedelta(days=1), -1) - timedelta(days=1)
        return Period(add_years(self.first, -1), last)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a table; ``period`` says of which of the columns' periods it is."""

    value: Number | None  # None: nothing to say, which is not nought
    period: int | None = None  # the people behind it are listed for this period; None: a share, a mean
    of: str = ""  # women, where a column of its own counts them


@dataclass(frozen=True, slots=True)
class Told:
    """A row with its figures; ``value`` is the code of a row that stands for one value of a grouping."""

    row: Row
    label: str
    figures: tuple[Figure, ...]
    value: str = ""

    @property
    def key(self) -> str:
        return f"{self.row.code}.{self.value}" if self.row.each else self.row.code


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether rows add up, for each period."""

    check: Check
    holds: bool
    words: str


@dataclass
class Readings:
    """What is read from the register for both periods at once, each thing when a row first asks for it."""

    paths: list[str]
    periods: tuple[Period, ...]
    every_table: bool = False  # then the rosters are read anyway, and nobody is counted a second time
    profiles: Profiles = field(default_factory=Profiles)

    @cached_property
    def rosters(self) -> list[Tallies]:
        days = [period.last for period in self.periods]
        found = tallies_of_days(self.paths, days, self.profiles)
        return [
            as_then(told, past.others(roster_on(self.paths, past.on)))
            for told, past in zip(found, self.pasts, strict=True)
        ]

    @cached_property
    def pasts(self) -> list[Past]:
        return [past_of(period.last) for period in self.periods]

    @cached_property
    def movements(self) -> list[Movement]:
        rosters = [roster.total.all for roster in self.rosters] if self.every_table else None
        return movements(self.paths, [(period.first, period.last) for period in self.periods], rosters)

    @cached_property
    def apart(self) -> Mapping[str, list[int]]:
        """Of the rosters: the exempt, and those who are elsewhere for a time."""
        found = numbers([of(self.paths, period.last) for of in APART.values() for period in self.periods])
        width = len(self.periods)
        return {name: found[at * width : (at + 1) * width] for at, name in enumerate(APART)}

    @cached_property
    def events(self) -> Mapping[tuple[str, str], list[int]]:
        """Of every list of events that some table has: how many people in each period."""
        wanted = {(row.list, row.of) for table in tables().values() for row in table.rows if is_event(row.list)}
        return count_events(wanted, self.paths, [(period.first, period.last) for period in self.periods])

    @cached_property
    def sizes(self) -> Sizes:
        """Of every organization on the last day of the period."""
        return sizes_on(self.paths, self.periods[0].last)


@dataclass
class Count:
    """What one period of an organization says."""

    readings: Readings
    which: int  # of the periods
    lists: dict[str, Tallies] = field(default_factory=dict)

    @property
    def period(self) -> Period:
        return self.readings.periods[self.which]

    @property
    def movement(self) -> Movement:
        return self.readings.movements[self.which]

    def tallies(self, name: str) -> Tallies:
        if name == "roster":
            return self.readings.rosters[self.which]
        if name not in self.lists:
            rows = listed(name, self.readings.paths, self.period.first, self.period.last)
            found = tallies(rows, self.period.last, self.readings.profiles)
            self.lists[name] = as_then(found, self.readings.pasts[self.which].others(rows))
        return self.lists[name]

    def number(self, row: Row, value: str = "") -> Number | None:
        """The figure of a row: of movements, from table 1; of people, from their tallies."""
        if row.average:
            return mean(self.tallies(row.list).ages)
        if row.where is None and not row.each:
            if is_event(row.list):
                return self.readings.events[row.list, row.of][self.which]
            if row.list in APART:
                return self.readings.apart[row.list][self.which]
            if row.list not in {"roster", "admitted"} and not (row.of and row.list in {"before", "after"}):
                return moved(self.movement, row)
        return part(self.tally(row, value), row.of)

    def tally(self, row: Row, value: str = "") -> Tally:
        """Of a row that counts people: everybody, women, probationary members."""
        found = self.tallies("roster" if row.list == "after" else row.list)
        if row.each:
            return found.by[row.each].get(value, Tally())
        return found.total if row.where is None else inside(found, row.where)


def moved(told: Movement, row: Row) -> int:
    """A figure of table 1 (``counts.behind`` lists the same people)."""
    name, _, detail = row.list.partition(".")
    whole = {
        "before": told.before.all,
        "after": told.after.all,
        "recognized": told.recognized,
        "came": told.came,
        "went": told.went,
    }
    if not detail:
        return whole[name]
    cause, _, place = detail.partition(".")
    lines: Sequence[Line] = told.increase if name == "came" else told.decrease
    line = next((line for line in lines if line.turn == cause), None)
    if line is None:
        return 0
    if place:
        return line.by_place.get(place, 0)
    return line.probationary if row.of == "probationary" else line.count


def part(tally: Tally, of: str) -> int:
    match of:
        case "women":
            return tally.women
        case "probationary":
            return tally.probationary
        case "official":
            return tally.all - tally.probationary
    return tally.all


def inside(found: Tallies, where: Narrowing) -> Tally:
    """Those whom ``people.narrowed`` lists."""
    match where.by:
        case "age" | "party_age":
            by: Mapping[Any, Tally] = found.ages if where.by == "age" else found.party_ages
            chosen = (tally for years, tally in by.items() if _between(years, where))
        case "joined":
            chosen = (tally for day, tally in found.joined.items() if _within(day, where))
        case _:
            chosen = (tally for code, tally in found.by[where.by].items() if named(code, where))
    return total(chosen)


def _between(years: int | None, where: Narrowing) -> bool:
    if years is None or where.unknown:
        return years is None and where.unknown
    return (where.low or 0) <= years and (where.high is None or years <= where.high)


def _within(day: date | None, where: Narrowing) -> bool:
    if day is None or where.unknown:
        return day is None and where.unknown
    return (where.low is None or where.low <= day) and (where.high is None or day < where.high)


def mean(ages: Mapping[int | None, Tally]) -> Decimal | None:
    """Of those whose birth is known, to one place; nothing when there is nobody."""
    known = [(years, tally.all) for years, tally in ages.items() if years is not None]
    people = sum(count for _, count in known)
    if not people:
        return None
    return (Decimal(sum(years * count for years, count in known)) / people).quantize(Decimal("0.1"))


def percent(part_: Number | None, whole: Number | None) -> Decimal | None:
    """To one place; nothing when there is nothing to compare with."""
    if part_ is None or not whole:
        return None
    return (Decimal(part_) * 100 / Decimal(whole)).quantize(Decimal("0.1"))


def counts_of(paths: list[str], period: Period, *, every_table: bool = False) -> tuple[Count, Count]:
    """The period, and the same one of the year before; several tables may be told from them."""
    readings = Readings(paths, (period, period.a_year_before), every_table)
    return Count(readings, 0), Count(readings, 1)


def tell(table: Table, counts: tuple[Count, Count]) -> list[Told]:
    """Every row of the table with its figures. A fixed number of queries, whatever the size."""
    now, then = counts
    return list(_shares(table, now) if table.columns == "share" else _compared(table, now, then))


def _compared(table: Table, now: Count, then: Count) -> Iterator[Told]:
    law = law_on(now.period.last)
    for row in table.rows:
        if row.lacks:
            yield Told(row, row.label, (Figure(None),) * 3)
            continue
        for value, label in _values(row, (now, then), law):
            this, last = now.number(row, value), then.number(row, value)
            counted = None if row.average else 0
            figures = (Figure(this, counted), Figure(last, None if row.average else 1), Figure(percent(this, last)))
            yield Told(row, label, figures, value)


def _shares(table: Table, now: Count) -> Iterator[Told]:
    law = law_on(now.period.last)
    everybody = now.tallies("roster").total.all
    for row in table.rows:
        for value, label in _values(row, (now,), law):
            tally = now.tally(row, value)
            yield Told(
                row,
                label,
                (Figure(tally.all, 0), Figure(tally.women, 0, "women"), Figure(percent(tally.all, everybody))),
                value,
            )


def _values(row: Row, counts: Sequence[Count], law: Law) -> list[tuple[str, str]]:
    """The codes and words that a row stands for: one, or every value of its grouping with those that nobody has."""
    if not row.each:
        return [("", row.label)]
    present: dict[str, int] = {}
    for count in counts:
        for code, tally in count.tallies(row.list).by[row.each].items():
            present[code] = present.get(code, 0) + tally.all
    name = LABELS.get(row.each)
    if name is None:
        known = sorted((code for code in present if code), key=lambda code: (-present[code], code))
        codes = [(code, code) for code in known]
    else:
        labels = law.parameter(name).labels
        codes = [*labels.items(), *((code, code) for code in present if code and code not in labels)]
    return [*codes, ("", NONE_OR_UNKNOWN.get(row.each, UNKNOWN))]


def check(table: Table, rows: Sequence[Told], columns: Sequence[int]) -> list[Checked]:
    """Whether what must add up adds up, in each of the columns that count people."""
    by = {told.row.code: told for told in rows if not told.row.each}
    return [_checked(each, by, columns) for each in table.checks]


def _checked(each: Check, by: Mapping[str, Told], columns: Sequence[int]) -> Checked:
    def at(code: str, column: int) -> Number:
        return by[code].figures[column].value or 0

    sums = [
        (
            at(each.of, column),
            sum(at(code, column) for code in each.parts) - sum(at(code, column) for code in each.less),
        )
        for column in columns
    ]
    holds = all(whole == parts for whole, parts in sums)
    wrong = next(((whole, parts) for whole, parts in sums if whole != parts), None)
    return Checked(each, holds, each.says if wrong is None else f"{each.says}: ghi {wrong[0]}, cộng lại {wrong[1]}")
