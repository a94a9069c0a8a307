"""Walk a case through its steps by the same acts that people use, with invented and plain answers.

The demonstration stops its cases at every step this way, and the journeys of the tests go the whole road. Nothing here
knows a rule: what is asked is read from the procedure of the day, and a refusal stops the walk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from chibo.common.dates import add_months
from chibo.engine.cases import actions as cases
from chibo.engine.cases import queries
from chibo.engine.cases.actions import Act, Stroke
from chibo.engine.cases.models import Case, Event
from chibo.engine.cases.permissions import acting_body
from chibo.engine.meetings import actions as meetings
from chibo.engine.meetings.models import Meeting
from chibo.engine.meetings.queries import BODY_OF, electorate_at, summoned
from chibo.engine.meetings.rules import Ballot
from chibo.foundation.accounts.models import User
from chibo.foundation.rulebook.model import FieldSpec, StepSpec
from chibo.roll.members.models import Membership, Person
from chibo.roll.members.queries import voters_of_cell
from chibo.roll.organizations.models import Organization
from chibo.roll.organizations.queries import law_for

#: What is answered when the cell has nothing special to say; a yes-no field not named here is answered yes.
PLAIN: Mapping[str, Any] = {
    "introduction_way": "two_members",
    "area": "ordinary",
    "applicant_kind": "ordinary",
    "circumstances": [],
    "helper_reason": "first",
    "verification_subjects": ["applicant", "father", "mother"],
    "subjects": ["applicant", "father", "mother"],
    "verification_way": "letter",
    "verifier_is_relative": False,
    "abroad": False,
    "political_issue": False,
    "undeclared_matter": False,
    "asked": 9,
    "agree": 9,
    "disagree": 0,
    "union_members": 9,
    "union_agree": 9,
    "union_disagree": 0,
    "appraisal": "complete",
    "residence_opinion": "given",
}
#: Steps that two different people must be recorded in before the cell can vote.
TWICE = {"A14B"}

Pen = Callable[[Organization], User]


@dataclass
class Walk:
    """One case on its way. ``pen`` finds who records for a body; ``says`` replaces plain answers."""

    case: Case
    pen: Pen
    day: date
    says: Mapping[str, Any] = field(default_factory=dict)
    pace: timedelta = timedelta(days=2)
    today: date | None = None  # of the office; by default each step is recorded on its own day

    def until(self, *stops: str) -> Event | None:
        """Perform wanted steps in order until one of ``stops`` is done, or nothing more is wanted."""
        last: Event | None = None
        for _ in range(80):
            step = self.next_step()
            if step is None:
                return last
            last = self.step(step)
            if step in stops:
                return last
            if step in TWICE:
                self.step(step)
        return last

    def next_step(self) -> str | None:
        """What the case waits for, written with its last event: the first in the order of the procedure."""
        return self.case.waiting.order_by("pk").values_list("step", flat=True).first()

    def step(self, code: str, **how: Any) -> Event:
        """Perform one step, as :meth:`prepared` has it."""
        act, stroke = self.prepared(code, **how)
        event = cases.perform(case=self.case, act=act, stroke=stroke)
        self.case.refresh_from_db()
        return event

    def prepared(
        self,
        code: str,
        *,
        on: date | None = None,
        ballot: Sequence[int] | None = None,
        number: str | None = None,
        papers: Sequence[Mapping[str, Any]] | None = None,
        **said: Any,
    ) -> tuple[Act, Stroke]:
        """The act of one step and the pen of its body; for a vote the meeting is held.

        Args:
            ballot: (for, against, blank); by default everyone present is in favour.
            papers: what is in hand; by default every paper that the step needs.
        """
        self.day = on or self.day + self.pace
        events = queries.pasts_of(self.case)
        scene = queries.scene_of(self.case, self.day)
        spec = scene.procedure.steps[code]
        body = acting_body(spec, scene.bodies).organization
        meeting = self._meet(spec, body) if spec.vote else None
        in_hand = [{"form": p.form, "present": True, "where": "Tủ hồ sơ chi bộ"} for p in spec.papers if not p.makes]
        act = Act(
            step=code,
            on=self.day,
            data={f.name: v for f in spec.fields if (v := self.answer(f, {**self.says, **said})) not in (None, "")},
            number=f"{len(events) + 1}-{code}" if number is None else number,
            papers=in_hand if papers is None else papers,
            meeting=meeting,
            ballot=self._ballot(meeting, ballot) if meeting else None,
        )
        return act, self._stroke(body, len(events))

    def _stroke(self, body: Organization, seen: int) -> Stroke:
        today = self.today or self.day
        at = datetime.combine(today, time(9), tzinfo=UTC)
        return Stroke(by=self.pen(body), today=today, at=at, seen=seen)

    def _meet(self, spec: StepSpec, body: Organization) -> Meeting:
        assert spec.vote is not None
        kind = BODY_OF[spec.vote.electorate]
        everyone = {voter.person_id for voter in summoned(body, kind, self.day, ())}
        chair = Person.objects.filter(pk__in=everyone).order_by("pk").first()
        stroke = self._stroke(body, 0)
        return meetings.hold(
            organization=body,
            body=kind,
            held_on=self.day,
            title=f"Xét {self.case.person}",
            present=everyone,
            reasons={},
            chair=chair,
            minute_taker=chair,
            by=stroke.by,
            today=stroke.today,
            at=stroke.at,
        )

    def _ballot(self, meeting: Meeting, counts: Sequence[int] | None) -> Ballot:
        voters = electorate_at(meeting).may_vote_here
        return Ballot("secret", *(counts or (voters, 0, 0)))

    def answer(self, field: FieldSpec, said: Mapping[str, Any]) -> Any:
        if field.name in said:
            return said[field.name]
        if field.name == "card_number":
            return self._card_number()
        if field.name in PLAIN:
            return PLAIN[field.name]
        match field.kind:
            case "yes_no":
                return True if field.required else None
            case "choice":
                return field.choices[0][0] if field.required else None
            case "choices":
                return [code for code, _ in field.choices[:1]] if field.required else None
            case "person":
                return next(self._members(field.name)) if field.required else None
            case "date":
                return self._date(field.name).isoformat()
            case "count" | "number":
                return 0
            case _:
                return f"{field.label} (minh họa)" if field.required else None

    def _card_number(self) -> str:
        """As many digits as cards have on the day, beginning with noughts: no real card does."""
        digits = law_for(self.case.organization, self.day).value("person.card_number_digits")
        width = max(digits.value) if isinstance(digits.value, tuple) else digits.number
        return f"{self.case.person_id:0{int(width)}d}"

    def _date(self, name: str) -> date:
        probation = self.case.person.memberships.filter(kind=Membership.Kind.PROBATIONARY).last()
        if name == "official_from" and probation is not None:
            return add_months(probation.starts_on, 12)
        return add_months(self.day, -36)

    def _members(self, name: str) -> Iterator[int]:
        """Official members of the cell, those not yet named in this part first."""
        named = {int(e.data[name]) for e in self.case.events.all() if e.data.get(name)}
        official = [
            v.person_id for v in voters_of_cell(self.case.organization, self.day) if v.kind == Membership.Kind.OFFICIAL
        ]
        yield from [pk for pk in official if pk not in named] or official
