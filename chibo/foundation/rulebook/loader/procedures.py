"""chibo/law/procedures: dated step lists, read strictly."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from chibo.foundation.rulebook.loader.instruments import Cited, Instruments, check_lives
from chibo.foundation.rulebook.loader.reading import Entry, Faults, Table, files, read
from chibo.foundation.rulebook.model import (
    Citation,
    DeadlineSpec,
    FieldSpec,
    LevelSpec,
    PaperSpec,
    Parameter,
    RouteSpec,
    StepSpec,
    VoteSpec,
)
from chibo.foundation.rulebook.procedures import Dated, ProcedureText, RouteText, StepText

T = TypeVar("T")

BODIES = frozenset({"cell", "division", "base", "appraiser", "decider"})
#: The same parts on the other side of a case that has one, by their place above its cell.
OTHER_SIDE = frozenset({"other_cell", "other_base", "other_decider"})
PEOPLE = frozenset({"applicant", "helper", "member", "introducer"})
ACTS = frozenset(
    {"record", "paper", "opinion", "verification", "vote", "decision", "ceremony", "notice", "outcome", "appraisal"}
)
DECIDERS = frozenset({"committee", "standing_committee"})
ELECTORATES = frozenset({"V-CELL", "V-COMM", "V-BTV"})
WHEN_LATE = frozenset({"refuse", "account", "warn"})
FIELD_KINDS = frozenset(
    {
        "date",
        "partial_date",
        "text",
        "long_text",
        "count",
        "number",
        "choice",
        "choices",
        "yes_no",
        "person",
        "organization",
    }
)
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_SLUG = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Known:
    """What a procedure may refer to. ``guards`` and ``conditions`` are None when nobody asked to check them."""

    instruments: Instruments
    parameters: Mapping[str, Parameter]
    forms: Collection[str]
    levels: Mapping[str, tuple[LevelSpec, ...]]
    guards: Collection[str] | None = None
    conditions: Collection[str] | None = None

    def parameter(self, entry: Entry) -> str:
        return entry.one_of(self.parameters, "parameter")

    def guard(self, entry: Entry) -> str:
        return entry.words() if self.guards is None else entry.one_of(self.guards, "guard")

    def condition(self, entry: Entry) -> str:
        return entry.words() if self.conditions is None else entry.one_of(self.conditions, "condition")


def read_procedures(folder: Path, known: Known, faults: Faults) -> dict[str, ProcedureText]:
    found: dict[str, ProcedureText] = {}
    for path in files(folder, "procedures"):
        with faults.caught():
            if (root := read(path, folder)) is None:
                continue
            procedure = _Reader(known, faults).procedure(root.table())
            if procedure.code in found:
                raise root.fault(f"procedure {procedure.code} stands here twice")
            found[procedure.code] = procedure
    return found


def _dated(entry: Entry, make: Callable[[Table], T]) -> Dated[T]:
    """A part that may carry ``from`` and ``until``."""
    table = entry.table()
    starts_on, ends_on = table.day("from"), table.day("until")
    if starts_on and ends_on and ends_on <= starts_on:
        raise entry.fault(f"it ends on {ends_on.isoformat()}, before it begins")
    item = make(table)
    table.end()
    return Dated(item, starts_on, ends_on)


class _Reader:
    """Reads one procedure; keeps the places of references that can be checked only at the end."""

    def __init__(self, known: Known, faults: Faults) -> None:
        self.known, self.faults = known, faults
        self.cited = Cited(known.instruments)
        self.to_steps: list[tuple[Entry, str]] = []
        self.to_routes: list[tuple[Entry, str]] = []
        self.places: dict[str, Entry] = {}

    def procedure(self, table: Table) -> ProcedureText:
        code, title = table.need("code").words(), table.need("title").words()
        before = len(self.faults.found)
        routes: list[RouteText] = []
        steps: list[StepText] = []
        for entry in table.need("routes").entries():
            with self.faults.caught():
                routes.append(self.route(entry))
        for entry in table.need("steps").entries():
            with self.faults.caught():
                steps.append(self.step(entry, steps))
        table.end()
        if len(self.faults.found) == before:  # a step or route that was itself refused is not told twice
            self.check_references({step.code for step in steps}, {route.frame.code for route in routes})
            self.check_cycles(steps)
        return ProcedureText(code, title, tuple(routes), tuple(steps))

    def route(self, entry: Entry) -> RouteText:
        table = entry.table()
        starts_on, ends_on = table.need("from").day(), table.day("until")
        bodies = {}
        for body, level in table.need("bodies").table().everything().items():
            if body not in BODIES:
                raise level.fault(f"no such body: {body}")
            bodies[body] = level.one_of(self.known.levels, "level")
        citations = self.citations(table, starts_on, ends_on)
        frame = RouteSpec(
            code=table.need("code").words(),
            title=table.need("title").words(),
            when=self.route_when(table),
            bodies=bodies,
            decider=table.need("decider").one_of(DECIDERS, "deciding body"),
            citations=(),
            starts_on=starts_on,
            ends_on=ends_on,
        )
        table.end()
        return RouteText(frame, citations)

    def route_when(self, table: Table) -> dict[str, Any]:
        when = {}
        for key, entry in (found.table().everything() if (found := table.get("when")) else {}).items():
            if key.endswith("_level"):
                for level in entry.one_or_more():
                    level.one_of(self.known.levels, "level")
            when[key] = entry.plain()
        return when

    def citations(self, table: Table, starts_on: date | None, ends_on: date | None) -> tuple[Dated[Citation], ...]:
        """In order; each holds until the next begins, and must hold on the days that the part itself has."""
        rows: list[tuple[Entry, date, Citation]] = []
        for entry in table.need("citations").entries():
            row = entry.table()
            begins, instrument = row.day("from"), self.cited.instrument(row)
            citation = self.cited.citation(row, instrument, row.need("clause").words())
            row.end()
            rows.append((entry, begins or instrument.in_force_from, citation))
        if not rows:
            raise table.fault("without citation nothing is asked")
        begins_at = [begins for _, begins, _ in rows]
        if begins_at != sorted(begins_at):
            raise rows[0][0].fault("citations out of order")
        if starts_on is not None and begins_at[0] > starts_on:
            raise rows[0][0].fault(f"from {starts_on.isoformat()} nothing is cited")
        for entry, begins, citation in rows:
            following = min((other for other in begins_at if other > begins), default=None)
            until = min((day for day in (following, ends_on) if day), default=None)
            if until is None or until > (starts_on or begins):
                check_lives(citation, max(begins, starts_on or begins), until, entry)
        return tuple(Dated(citation, begins) for _, begins, citation in rows)

    def step(self, entry: Entry, before: list[StepText]) -> StepText:
        table = entry.table()
        code_entry = table.need("code")
        code = code_entry.words()
        own_start, ends_on = table.day("from"), table.day("until")
        citations = self.citations(table, own_start, ends_on)
        starts_on = own_start or citations[0].starts_on or date.min
        if any(other.code == code and _meet(other, starts_on, ends_on) for other in before):
            raise code_entry.fault(f"step {code} stands here twice on the same days")
        self.places.setdefault(code, entry)
        text = StepText(
            frame=self.frame(code, table),
            starts_on=starts_on,
            ends_on=ends_on,
            citations=citations,
            requires=tuple(self.code_or_table(part, "step", self.later_step) for part in table.entries("requires")),
            papers=tuple(_dated(part, self.paper) for part in table.entries("papers")),
            fields=tuple(_dated(part, self.field) for part in table.entries("fields")),
            guards=tuple(self.code_or_table(part, "guard", self.known.guard) for part in table.entries("guards")),
            votes=self.alternatives(table, "vote", self.vote),
            deadlines=self.alternatives(table, "deadline", self.deadline),
        )
        table.end()
        if text.frame.act == "vote" and not text.votes:
            raise entry.fault(f"{code} is a vote and does not say who votes")
        self.check_thresholds(text, entry)
        return text

    def frame(self, code: str, table: Table) -> StepSpec:
        return StepSpec(
            code=code,
            verb=table.need("verb").words(),
            title=table.need("title").words(),
            by=table.need("by").one_of(BODIES | OTHER_SIDE | PEOPLE, "body or person"),
            act=table.need("act").one_of(ACTS, "kind of act"),
            routes=tuple(self.later_route(route) for route in table.entries("routes")),
            when=self.known.condition(when) if (when := table.get("when")) else "",
            optional=table.flag("optional"),
            repeatable=table.flag("repeatable"),
            ends=table.text("ends"),
            validity=self.known.parameter(validity) if (validity := table.get("validity")) else "",
            help=table.text("help"),
            shared=table.flag("shared"),
        )

    def code_or_table(self, entry: Entry, key: str, check: Callable[[Entry], str]) -> Dated[str]:
        return _dated(entry, lambda table: check(table.need(key))) if entry.is_table else Dated(check(entry))

    def alternatives(self, table: Table, key: str, make: Callable[[Table], T]) -> tuple[Dated[T], ...]:
        """One of them, or several on different days."""
        found = table.get(key)
        parts = [(entry, _dated(entry, make)) for entry in found.one_or_more()] if found else []
        for place, (entry, part) in enumerate(parts):
            for _, other in parts[:place]:
                if (part.ends_on is None or other.starts_on is None or other.starts_on < part.ends_on) and (
                    other.ends_on is None or part.starts_on is None or part.starts_on < other.ends_on
                ):
                    raise entry.fault(f"two of {key} on the same days")
        return tuple(part for _, part in parts)

    def paper(self, table: Table) -> PaperSpec:
        form, title = table.need("form"), table.text("title")
        if form.text() not in self.known.forms:
            if not _SLUG.fullmatch(form.text()):
                raise form.fault(f"no such form: {form.text()}")
            if not title:
                raise form.fault(f"{form.text()} has no official form: say its title")
        return PaperSpec(
            form.text(), title, makes=table.need("makes").flag(), required=table.flag("required", otherwise=True)
        )

    def field(self, table: Table) -> FieldSpec:
        name, kind = table.need("name"), table.need("kind").one_of(FIELD_KINDS, "kind of field")
        if not _NAME.fullmatch(name.text()):
            raise name.fault(f"{name.text()} is no name for a field")
        choices = (
            {code: label.words() for code, label in found.table().everything().items()}
            if (found := table.get("choices"))
            else {}
        )
        if (kind in {"choice", "choices"}) != bool(choices):
            raise name.fault(f"{name.text()} is a {kind}: choices are {'missing' if not choices else 'not asked for'}")
        return FieldSpec(
            name=name.text(),
            kind=kind,
            label=table.need("label").words(),
            required=table.flag("required", otherwise=True),
            hint=table.text("hint"),
            choices=tuple(choices.items()),
        )

    def vote(self, table: Table) -> VoteSpec:
        return VoteSpec(
            electorate=table.need("electorate").one_of(ELECTORATES, "electorate"),
            threshold=self.known.parameter(table.need("threshold")),
            on_failure=self.later_step(failure) if (failure := table.get("on_failure")) else "",
        )

    def deadline(self, table: Table) -> DeadlineSpec:
        counted_from = table.need("counted_from")
        if not counted_from.text().startswith("fact:"):
            self.later_step(counted_from)
        return DeadlineSpec(
            limit=self.known.parameter(table.need("limit")),
            counted_from=counted_from.words(),
            extension=self.known.parameter(extension) if (extension := table.get("extension")) else "",
            stated=table.text("stated"),
            when_late=late.one_of(WHEN_LATE, "consequence") if (late := table.get("when_late")) else "",
        )

    def later_step(self, entry: Entry) -> str:
        self.to_steps.append((entry, entry.words()))
        return entry.words()

    def later_route(self, entry: Entry) -> str:
        self.to_routes.append((entry, entry.words()))
        return entry.words()

    def check_references(self, steps: set[str], routes: set[str]) -> None:
        for what, asked, existing in (("step", self.to_steps, steps), ("route", self.to_routes, routes)):
            self.faults.found += [
                entry.fault(f"no such {what}: {code}") for entry, code in asked if code not in existing
            ]

    def check_thresholds(self, step: StepText, entry: Entry) -> None:
        for vote in step.votes:
            first = max(filter(None, (step.starts_on, vote.starts_on)))
            if self.known.parameters[vote.item.threshold].on(first) is None:
                raise entry.fault(f"{vote.item.threshold} has no value on {first.isoformat()}")

    def check_cycles(self, steps: list[StepText]) -> None:
        """No step may wait, through others, for itself."""
        asked: dict[str, set[str]] = {}
        for step in steps:
            asked.setdefault(step.code, set()).update(required.item for required in step.requires)
        done: set[str] = set()
        for first in asked:
            if (ring := _ring(first, asked, done, ())) is not None:
                self.faults.found.append(self.places[ring[0]].fault(f"steps wait for each other: {' → '.join(ring)}"))
                return


def _meet(step: StepText, starts_on: date, ends_on: date | None) -> bool:
    return (ends_on is None or step.starts_on < ends_on) and (step.ends_on is None or starts_on < step.ends_on)


def _ring(code: str, asked: Mapping[str, set[str]], done: set[str], path: tuple[str, ...]) -> tuple[str, ...] | None:
    if code in path:
        return (*path[path.index(code) :], code)
    if code not in done:
        for other in sorted(asked.get(code, ())):
            if (ring := _ring(other, asked, done, (*path, code))) is not None:
                return ring
        done.add(code)
    return None
