"""What the papers of a case are written from, read once: events, the tree through time, people, meetings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from chibo.engine.cases.models import Case, Event
from chibo.engine.cases.permissions import OF_THE_CELL
from chibo.engine.cases.queries import bodies_of, other_bodies, past_of, place_of
from chibo.engine.cases.rules.history import History, Past
from chibo.engine.cases.rules.routes import choose_route
from chibo.engine.meetings.models import Attendance, Meeting
from chibo.foundation.rulebook import Law, law_on
from chibo.foundation.rulebook.findings import Refusal
from chibo.foundation.rulebook.model import Procedure, RouteSpec, StepSpec
from chibo.roll.members.models import Appointment, Person, Role
from chibo.roll.organizations.models import Confirmation, Form, LocalStandard
from chibo.roll.organizations.queries import ids_on, law_over


@dataclass(frozen=True, slots=True)
class Setting:
    """The day on which a paper is written: the law, the procedure, and who plays which part around the cell."""

    on: date
    law: Law
    procedure: Procedure
    route: RouteSpec | None
    bodies: Mapping[str, Form]

    def body(self, step: StepSpec) -> Form | None:
        return self.bodies.get("cell" if step.by in OF_THE_CELL else step.by)


class Folder:
    """One case with what its papers may quote. The number of queries does not grow with the number of papers."""

    def __init__(self, case: Case, today: date) -> None:
        self.case = case
        self.today = today
        meeting = ("vote__meeting__organization", "vote__meeting__chair", "vote__meeting__minute_taker")
        self.events = list(case.events.select_related("organization", "corrects", *meeting).order_by("seq"))
        self.rows = {event.seq: event for event in self.events}
        self.pasts = [past_of(event) for event in self.events]
        self.history = History.of(self.pasts)
        self._settings: dict[tuple[int, date, str], Setting] = {}

    @cached_property
    def told(self) -> list[Past]:
        """The performances that made something: votes that missed left out, corrections applied."""
        return [past for past in self.history.events if past.kind == Event.Kind.DONE and past.vote_passed is not False]

    # -- the tree through time

    @cached_property
    def _forms(self) -> dict[int, list[Form]]:
        sides = {self.case.organization_id, self.case.counterpart_id} - {None}
        own = sides | {event.organization_id for event in self.events} | self._named(_PLACE)
        own |= {place.organization_id for person in self.people.values() for place in person.placements.all()}
        paths = Form.objects.filter(organization__in=own).values_list("path", flat=True)
        forms = Form.objects.filter(organization__in=own | {pk for path in paths for pk in ids_on(path)})
        found: dict[int, list[Form]] = {}
        for form in forms.select_related("organization").order_by("starts_on"):
            found.setdefault(form.organization_id, []).append(form)
        return found

    def form_on(self, organization: int, day: date) -> Form | None:
        """Its shape on the day."""
        forms = self._forms.get(organization, ())
        return next((f for f in forms if f.starts_on <= day and (f.ends_on is None or day < f.ends_on)), None)

    def lineage_on(self, organization: int, day: date) -> tuple[Form, ...]:
        """Itself and everything above it on the day, root first."""
        form = self.form_on(organization, day)
        above = [self.form_on(pk, day) for pk in ids_on(form.path)] if form else ()
        return tuple(each for each in above if each is not None)

    def above(self, form: Form, day: date) -> Form | None:
        """What stands directly over it on the day."""
        lineage = self.lineage_on(form.organization_id, day)
        return lineage[-2] if len(lineage) > 1 else None

    # -- the day of a paper

    def setting(self, cell: int, on: date, route: str = "") -> Setting:
        """The law and the bodies around the cell on the day; ``route`` is the one that an event remembers."""
        key = (cell, on, route)
        if key not in self._settings:
            self._settings[key] = self._setting(cell, on, route)
        return self._settings[key]

    def _setting(self, cell: int, on: date, route: str) -> Setting:
        forms = self.lineage_on(cell, on)
        law = law_over(forms, on) if self._stricter else law_on(on)
        procedure = law.procedure(self.case.procedure)
        way = procedure.routes.get(route) or _route(procedure, forms)
        bodies = bodies_of(way, forms) if way else {}
        if forms:
            bodies.setdefault("cell", forms[-1])
        if self.case.counterpart_id is not None and (other := self.lineage_on(self.case.counterpart_id, on)):
            bodies |= other_bodies(other)
        return Setting(on, law, procedure, way, bodies)

    @cached_property
    def _stricter(self) -> bool:
        """Whether any committee above has a word of its own in the law."""
        ids = list(self._forms)
        return (
            LocalStandard.objects.filter(organization__in=ids).exists()
            or Confirmation.objects.filter(organization__in=ids).exists()
        )

    def setting_of(self, past: Past) -> Setting:
        return self.setting(self.cell_of(past), past.on, past.route)

    def cell_of(self, past: Past) -> int:
        """The cell that had the case then: the nearest one in the events under which the acting body stands."""
        acting = self.rows[past.seq].organization_id
        for cell in self._cells_near(past):
            if any(form.organization_id == acting for form in self.lineage_on(cell, past.on)):
                return cell
        return acting if past.seq in self._by_cells else self.case.organization_id

    def _cells_near(self, past: Past) -> list[int]:
        """Organizations that acted as the cell, the last before the event first."""
        before = [self._by_cells[seq] for seq in sorted(self._by_cells, reverse=True) if seq <= past.seq]
        after = [self._by_cells[seq] for seq in sorted(self._by_cells) if seq > past.seq]
        return [*before, *after, self.case.organization_id]

    @cached_property
    def _by_cells(self) -> dict[int, int]:
        """Events in which a cell acted: seq and organization."""
        by = {}
        for past in self.history.events:
            spec = law_on(past.on).procedure(self.case.procedure).steps.get(past.step)
            if spec is not None and (spec.by == "cell" or spec.by in OF_THE_CELL):
                by[past.seq] = self.rows[past.seq].organization_id
        return by

    # -- people

    @cached_property
    def people(self) -> dict[int, Person]:
        """The person of the case and everybody whom an event names, with their spells and places."""
        wanted = {self.case.person_id} | self._named(_PERSON)
        people = Person.objects.filter(pk__in=wanted).prefetch_related("memberships", "placements")
        return {person.pk: person for person in people}

    @property
    def person(self) -> Person:
        return self.people[self.case.person_id]

    @cached_property
    def _secretaries(self) -> list[Appointment]:
        rows = Appointment.objects.filter(organization__in=list(self._forms), role=Role.SECRETARY)
        return list(rows.select_related("person").order_by("starts_on"))

    def secretary(self, organization: int, day: date) -> Appointment | None:
        """Who led the organization on the day."""
        held = (row for row in self._secretaries if row.organization_id == organization)
        return next((row for row in held if row.starts_on <= day and (row.ends_on is None or day < row.ends_on)), None)

    # -- meetings

    @cached_property
    def _meetings(self) -> list[Meeting]:
        """Meetings of the acting bodies on the days of the events."""
        days = {past.on for past in self.told}
        bodies = {event.organization_id for event in self.events}
        rows = Meeting.objects.filter(organization__in=bodies, held_on__in=days)
        return list(rows.select_related("organization", "chair", "minute_taker").order_by("pk"))

    def meeting(self, past: Past, body: str) -> Meeting | None:
        """The meeting of the event's vote; of an event without a vote, the only one that its body held that day."""
        event = self.rows[past.seq]
        if event.vote is not None:
            return event.vote.meeting
        held = [m for m in self._meetings if m.organization_id == event.organization_id]
        held = [m for m in held if m.held_on == past.on and m.body == body]
        return held[0] if len(held) == 1 else None

    @cached_property
    def attendances(self) -> Mapping[int, Sequence[Attendance]]:
        """Who was called to each meeting, in the Vietnamese order of names."""
        meetings = {m.pk for m in self._meetings} | {e.vote.meeting_id for e in self.events if e.vote is not None}
        found: dict[int, list[Attendance]] = {pk: [] for pk in meetings}
        rows = Attendance.objects.filter(meeting__in=meetings).select_related("person").order_by("person__sort_key")
        for row in rows:
            found[row.meeting_id].append(row)
        return found

    # -- what events name

    def spec_of(self, past: Past) -> StepSpec | None:
        """The step as the law of the event's own day has it."""
        return law_on(past.on).procedure(self.case.procedure).steps.get(past.step)

    def _named(self, kind: str) -> set[int]:
        """Ids of the people or organizations that the events name in fields of that kind."""
        return set(self._values(kind))

    def _values(self, kind: str) -> Iterable[int]:
        for past in self.history.events:
            spec = self.spec_of(past)
            for field in spec.fields if spec else ():
                if field.kind == kind and past.data.get(field.name):
                    yield int(past.data[field.name])


_PERSON, _PLACE = "person", "organization"


def _route(procedure: Procedure, forms: Sequence[Form]) -> RouteSpec | None:
    try:
        return choose_route(procedure, place_of(forms)) if forms else None
    except Refusal:
        return None
