"""What the case page shows, gathered in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from chibo.engine.cases import queries
from chibo.engine.cases.models import Case, Event
from chibo.engine.cases.permissions import OF_THE_CELL
from chibo.engine.cases.registry import MATTERS
from chibo.engine.cases.rules.progress import Progress, Situation, State, StepState, everything_before, progress
from chibo.engine.cases.sides import Side, side_of
from chibo.engine.meetings.permissions import can_record
from chibo.engine.meetings.queries import BODY_OF
from chibo.foundation.rulebook.findings import Finding, Outcome, cautions
from chibo.foundation.rulebook.law import law_on
from chibo.foundation.rulebook.model import FieldSpec, Procedure, StepSpec
from chibo.foundation.rulebook.registry import GUARDS
from chibo.roll.members.models import Person
from chibo.roll.members.permissions import Authority
from chibo.roll.organizations.models import Form, Organization
from chibo.roll.organizations.queries import names_on

#: Who performs a part, when the screen has to say it in words.
PART_WORDS = {
    "applicant": "người xin vào Đảng",
    "helper": "đảng viên được phân công giúp đỡ",
    "introducer": "đảng viên giới thiệu",
    "member": "đảng viên dự bị",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One step as the vertical line shows it."""

    state: StepState
    body: str  # who, in words
    events: tuple[Event, ...]
    organization: Organization | None  # the body in whose name it is recorded
    mine: bool  # the reader may record it today
    overdue: bool

    @property
    def spec(self) -> StepSpec:
        return self.state.spec

    @property
    def missed(self) -> bool:
        """Its last vote did not reach the share."""
        return bool(self.state.past and self.state.past[-1].vote_passed is False)


@dataclass(frozen=True, slots=True)
class Told:
    """One event as the page tells it."""

    row: Event
    title: str
    body: str
    facts: tuple[tuple[str, Any], ...]
    correctable: bool
    hidden: bool = False  # what it says is for the side that recorded it

    @property
    def cautions(self) -> list[str]:
        """What was recorded although it is not as it should be; it stays in sight."""
        return [] if self.hidden else cautions(self.row.findings)


@dataclass(frozen=True, slots=True)
class CasePage:
    case: Case
    progress: Progress
    lines: tuple[Line, ...]
    current: Line | None  # the step whose form stands at the right
    events: tuple[Event, ...]
    told: tuple[Told, ...]
    path: tuple[Form, ...]
    eras: tuple[tuple[str, date], ...]  # texts that the case ran under, and from which event
    foreseen: tuple[Finding, ...]  # what the rules would say today to the next vote or decision
    side: Side
    ends: tuple[str, str] | None = None  # from where to where somebody goes
    related: tuple[tuple[str, Case], ...] = ()  # cases that this one came out of or led to, with their titles

    @property
    def seen(self) -> int:
        return len(self.events)

    @property
    def events_newest(self) -> list[Told]:
        return list(reversed(self.told))

    @property
    def crumbs(self) -> list[dict[str, str]]:
        return self.side.crumbs(self.path)

    @property
    def meeting_url(self) -> str:
        """Where the meeting of the body that votes now is recorded, and the way back; nothing when none votes."""
        line = self.current
        if line is None or line.organization is None or line.spec.vote is None:
            return ""
        page = f"{reverse('cases:page', args=[self.case.pk])}?buoc={line.spec.code}#viec"
        asked = urlencode({"body": BODY_OF[line.spec.vote.electorate], "back": page})
        return f"{reverse('meetings:hold', args=[line.organization.code])}?{asked}"

    @property
    def papers(self) -> bool:
        """Whether the matter prints papers."""
        return MATTERS[self.case.procedure].papers is not None

    @property
    def result(self) -> str:
        """How the case ended, in the words of the step that ended it."""
        ending = (s for s in self.progress.procedure.steps.values() if s.ends == self.case.result)
        return next((step.title for step in ending), self.case.result)

    @property
    def purpose(self) -> str:
        return f"để {self.blocked.spec.title[0].lower()}{self.blocked.spec.title[1:]}" if self.blocked else ""

    @property
    def version_today(self) -> str:
        return self.progress.procedure.version

    @property
    def last_version(self) -> str:
        return self.eras[-1][0] if self.eras else self.case.version

    @property
    def possible(self) -> list[Line]:
        return [line for line in self.lines if line.state.state is State.POSSIBLE]

    def why_not(self, code: str) -> tuple[Finding, ...]:
        """What holds up a step of this case, for a refusal."""
        line = next((x for x in self.lines if x.spec.code == code), None)
        return line.state.lacks if line else ()

    def check_mine(self, code: str) -> None:
        """Whoever may not record a step is told so before anything that they typed is read."""
        line = next((x for x in self.lines if x.spec.code == code), None)
        if line is not None and not line.mine:
            raise PermissionDenied(
                f"Bước “{line.spec.title}” do {line.body} ghi; hôm nay đồng chí không có phân công để ghi ở đó."
            )

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The line of steps for the component: what was done and what this case is asked for."""
        shown = [x for x in self.lines if x.events or x.state.asked or x is self.current]
        return [_shown(line, current=self.current is line, case=self.case) for line in shown]

    @property
    def steps_if_needed(self) -> list[dict[str, Any]]:
        """Steps that the regulation has for other circumstances, or that nobody needs to take."""
        rest = [x for x in self.lines if not x.events and not x.state.asked and x is not self.current]
        rest = [x for x in rest if x.state.state is not State.NOT_NEEDED]
        return [_shown(line, current=False, case=self.case) for line in rest]

    @property
    def others(self) -> list[Line]:
        """What the reader may record beside the present act and that the case still needs."""
        return [x for x in self._mine if x.state.asked and x.state.standing is None]

    @property
    def again(self) -> list[Line]:
        """What may be recorded only when life asks for it: optional steps, and those done once already."""
        return [x for x in self._mine if not x.state.asked or x.state.standing is not None]

    @property
    def _mine(self) -> list[Line]:
        return [line for line in self.possible if line.mine and line is not self.current]

    @property
    def waiting_for(self) -> list[Line]:
        """Required steps that are possible now but are somebody else's to record."""
        return [x for x in self.possible if x.state.asked and x.state.standing is None and not x.mine]

    @property
    def paused(self) -> Line | None:
        """Where the case was stopped: whoever may record that step takes it up again there."""
        stopped = self.progress.stopped
        return next((x for x in self.lines if stopped and x.spec.code == stopped.step), None)

    @property
    def stop_ground(self) -> str:
        stopped = self.progress.stopped
        return next((e.ground for e in self.events if stopped and e.seq == stopped.seq), "")

    @property
    def noted(self) -> Line | None:
        """The step beside which the reader may note something now."""
        line = self.paused or self.current
        return line if line and line.mine and self.case.closed_on is None else None

    @property
    def notes(self) -> list[str]:
        """The kinds of note that can be made there."""
        if self.noted is None:
            return []
        if self.paused:
            return [Event.Kind.RESUMED]
        limit = self.noted.spec.deadline
        possible = {
            Event.Kind.RETURNED: bool(self.returnable),
            Event.Kind.EXTENDED: bool(limit and limit.extension and self.progress.law.get(limit.extension)),
            Event.Kind.EXPLAINED: self.noted.overdue,
            Event.Kind.STOPPED: True,
        }
        return [kind for kind, offered in possible.items() if offered]

    @property
    def returnable(self) -> list[tuple[str, str]]:
        """Steps that may have to be done again: recorded, and no decision rests on them."""
        done = [line.spec for line in self.lines if line.state.standing is not None]
        decided = [spec for spec in done if spec.act == "decision"]
        settled = {code for s in decided for code in (s.code, *everything_before(s, self.progress.procedure))}
        return [(s.code, s.title) for s in done if s.code not in settled and s.act != "ceremony"]

    @property
    def votes(self) -> list[Event]:
        return [event for event in self.events if event.vote is not None]

    @property
    def blocked(self) -> Line | None:
        """The next vote or decision that this case needs: what it lacks is what the page says is missing."""
        return _next_decision(self.lines)

    @property
    def missing(self) -> list[dict[str, Any]]:
        """What that step lacks: what, by which clause, who acts and where."""
        if self.blocked is None:
            return []
        steps = [f for f in self.blocked.state.lacks if f.code == "STEP-ORDER"]
        known = {f.asks for f in steps}
        # While steps are missing, what they will tell is not asked for a second time.
        open_ = [f for f in self.blocked.state.lacks if f.code != "STEP-ORDER" and not steps]
        told = [f for f in self.foreseen if f.asks not in known and not (steps and f.outcome is Outcome.UNKNOWN)]
        return [self._lack(finding) for finding in (*steps, *open_, *told)]

    def _lack(self, finding: Finding) -> dict[str, Any]:
        line = next((x for x in self.lines if x.spec.code == finding.asks), None)
        ready = line is not None and line.mine and line.state.state is State.POSSIBLE
        return {
            "what": finding.sentence,
            "citation": finding.citation,
            "who": line.body if line else "",
            "by": line.state.deadline.due_on if line and line.state.deadline else None,
            "url": f"{reverse('cases:page', args=[self.case.pk])}?buoc={finding.asks}#viec" if ready else "",
            "act": "Ghi bước này",
        }


def _shown(line: Line, current: bool, case: Case) -> dict[str, Any]:
    state, last = line.state, (line.events[-1] if line.events else None)
    mark = {State.DONE: "past", State.POSSIBLE: "possible"}.get(state.state, "later")
    if state.standing is not None:
        mark = "past"
    elif line.missed:
        mark = "failed"
    if current:
        mark = "present"
    times = len(state.past)
    return {
        "title": line.spec.title,
        "state": mark,
        "on": last.on if last else None,
        "body": line.body,
        "result": last.vote.arithmetic if last and last.vote else (f"Đã ghi {times} lần" if times > 1 else ""),
        "note": state.deadline.words[:1].upper() + state.deadline.words[1:]
        if state.deadline
        else ("" if state.asked or last else "Chỉ khi cần"),
        "citation": line.spec.citation,
        "url": f"{reverse('cases:page', args=[case.pk])}?buoc={line.spec.code}#viec"
        if state.state is State.POSSIBLE and state.standing is None and line.mine and not current
        else "",
    }


def case_page(case: Case, authority: Authority, today: date, chosen: str = "") -> CasePage:
    """Gather the page; ``chosen`` is the step asked for in the address, if it is possible now."""
    events, side = queries.events_of(case), side_of(case, authority)
    scene = queries.scene_of(case, today)
    now = scene.situation([queries.past_of(event) for event in events])
    state = progress(now)
    lines = tuple(_line(step, scene.bodies, events, authority, today) for step in state.steps)
    possible = [line for line in lines if line.state.state is State.POSSIBLE]
    wanted = [line for line in possible if line.mine and line.state.asked and line.state.standing is None]
    wanted.sort(key=lambda line: line.missed)  # before a vote is taken again comes what the first one asks for
    current = next((line for line in possible if line.spec.code == chosen), None) or next(iter(wanted), None)
    return CasePage(
        case=case,
        progress=state,
        lines=lines,
        current=current,
        events=tuple(events),
        told=_told(events, now.procedure, lines, scene.forms, today, side),
        path=scene.forms,
        eras=_eras(events),
        foreseen=_foreseen(lines, now) if side.whole else (),
        side=side,
        ends=_ends(case, events, [*scene.forms, *scene.bodies.values()]),
        related=tuple(
            (law_on(other.opened_on).procedure(other.procedure).title, other)
            for other in queries.related_to(case, authority)
        ),
    )


def _ends(case: Case, events: Sequence[Event], forms: Sequence[Form]) -> tuple[str, str] | None:
    ends = MATTERS[case.procedure].ends
    if ends is None:
        return None
    said: Mapping[str, Any] = next((event.data for event in events if event.seq == 1), {})
    return ends(case, {form.organization_id: form.name for form in forms}, said)


def _next_decision(lines: Sequence[Line]) -> Line | None:
    ahead = (x for x in lines if x.state.asked and x.state.standing is None and x.state.state is not State.NOT_NEEDED)
    return next((line for line in ahead if line.spec.vote or line.spec.act == "decision"), None)


def _foreseen(lines: Sequence[Line], now: Situation) -> tuple[Finding, ...]:
    """Standards that the next vote or decision would fail, or that cannot be told yet, each sentence once."""
    line = _next_decision(lines)
    if line is None or now.closed:
        return ()
    found = {f.sentence: f for code in line.spec.guards for f in GUARDS[code](now.facts, now.law)}
    return tuple(f for f in found.values() if f.outcome is not Outcome.PASSED)


def _names_of(organizations: set[int], forms: Sequence[Form], today: date) -> dict[int, str]:
    """Names of the organizations that acted; those above the cell are known already."""
    known = {form.organization_id: form.name for form in forms}
    return known if organizations <= set(known) else known | names_on(organizations, today)


def _told(
    events: Sequence[Event],
    procedure: Procedure,
    lines: Sequence[Line],
    forms: Sequence[Form],
    today: date,
    side: Side,
) -> tuple[Told, ...]:
    """Every event in words; ids of people and organizations are looked up once for all."""
    specs = [procedure.steps.get(event.step) for event in events]
    fields = [
        (event, spec_field) for event, spec in zip(events, specs, strict=True) if spec for spec_field in spec.fields
    ]
    people = {event.data[f.name] for event, f in fields if f.kind == "person" and f.name in event.data}
    places = {event.data[f.name] for event, f in fields if f.kind == "organization" and f.name in event.data}
    names = {
        "person": {p.pk: str(p) for p in Person.objects.filter(pk__in=people)} if people else {},
        "organization": _names_of(places | {e.organization_id for e in events}, forms, today),
    }
    mine = {line.spec.code for line in lines if line.mine}
    return tuple(
        Told(
            row=event,
            title=spec.title if spec else event.step or event.get_kind_display(),
            body=names["organization"].get(event.organization_id, event.organization.code),
            facts=tuple(
                (f.label, in_words(f, event.data[f.name], names.get(f.kind, {})))
                for f in (spec.fields if spec and side.reads(spec) else ())
                if f.name in event.data
            ),
            correctable=event.kind == Event.Kind.DONE and event.step in mine,
            hidden=not side.reads(spec),
        )
        for event, spec in zip(events, specs, strict=True)
    )


def in_words(field: FieldSpec, value: Any, names: Mapping[int, str]) -> Any:
    """A kept fact as a reader says it."""
    labels = dict(field.choices)
    match field.kind:
        case "choice":
            return labels.get(value, value)
        case "choices":
            return ", ".join(labels.get(each, each) for each in value)
        case "yes_no":
            return "Có" if value else "Không"
        case "person" | "organization":
            return names.get(value, value)
        case "date":
            return date.fromisoformat(value)
        case _:
            return value


def _line(
    step: StepState, bodies: Mapping[str, Form], events: Sequence[Event], authority: Authority, today: date
) -> Line:
    part = "cell" if step.spec.by in OF_THE_CELL else step.spec.by
    body = bodies.get(part)
    due = step.deadline
    return Line(
        state=step,
        body=PART_WORDS.get(step.spec.by) or (body.name if body else ""),
        events=tuple(e for e in events if e.step == step.spec.code),
        organization=body.organization if body else None,
        mine=body is not None and can_record(authority, body),
        overdue=due is not None and due.due_on < today and step.state is not State.DONE,
    )


def _eras(events: Sequence[Event]) -> tuple[tuple[str, date], ...]:
    seen: list[tuple[str, date]] = []
    for event in events:
        label = "; ".join(event.law)
        if label and (not seen or seen[-1][0] != label):
            seen.append((label, event.on))
    return tuple(seen)
