"""Reading cases: the doors, and the situation that the rules look at."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from chibo.engine.cases.models import Case, Event, Waiting
from chibo.engine.cases.registry import MATTERS
from chibo.engine.cases.rules.history import History, Past
from chibo.engine.cases.rules.progress import OTHER_SIDE, Progress, Situation, progress
from chibo.engine.cases.rules.routes import choose_route
from chibo.engine.meetings.queries import reachable
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.model import Procedure, RouteSpec
from chibo.foundation.rulebook.registry import CONDITIONS
from chibo.roll.members.permissions import Authority, Right
from chibo.roll.organizations.models import Form, Level, Organization
from chibo.roll.organizations.queries import law_over, lineage, lineage_at, name_on


def past_of(event: Event) -> Past:
    return Past(
        seq=event.seq,
        kind=event.kind,
        step=event.step,
        on=event.on,
        data=event.data,
        number=event.number,
        vote_passed=event.vote.passed if event.vote is not None else None,
        votes_for=event.vote.votes_for if event.vote is not None else None,
        route=event.route,
        corrects=event.corrects.seq if event.corrects is not None else None,
    )


def events_of(case: Case) -> list[Event]:
    """The events in order, whole, for a page to tell."""
    return list(case.events.select_related("vote", "corrects", "organization", "by").order_by("seq"))


def pasts_of(case: Case) -> list[Past]:
    """The events in order, only what the rules read of them."""
    rows = case.events.order_by("seq").values_list(
        *("seq", "kind", "step", "on", "data", "number", "vote__passed", "vote__votes_for", "route", "corrects__seq")
    )
    return [Past(*row) for row in rows]


def history_of(case: Case) -> History:
    return History.of(pasts_of(case))


def bodies_of(route: RouteSpec, forms: Sequence[Form]) -> dict[str, Form]:
    """Who plays each part of the route: the nearest organization of the part's level."""
    found = {
        part: next((f for f in reversed(forms) if f.level == level), None) for part, level in route.bodies.items()
    }
    return {part: form for part, form in found.items() if form is not None}


def other_bodies(forms: Sequence[Form]) -> dict[str, Form]:
    """Who plays the parts of the other side: its cell, the committee that the cell stands under, and the next above.

    The other side may stand elsewhere in the tree than the route of the case, so its parts go by place, not by level.
    """
    own, above = forms[-1:], [form for form in forms[:-1] if form.level != Level.DIVISION]
    return dict(zip(OTHER_SIDE, [*own, *reversed(above)], strict=False))


def other_forms(case: Case, on: date) -> tuple[Form, ...]:
    """The other side and everything above it on the day; nothing when there is none, or it had ended by then."""
    own = Form.objects.on(on).filter(organization=case.counterpart_id).first() if case.counterpart_id else None
    return tuple(lineage_at(own.path, on)) if own else ()


def place_of(forms: Sequence[Form]) -> Mapping[str, Any]:
    """What routes are chosen by: the cell's level, the level above it, and whether its base decides by delegation."""
    own = forms[-1]
    above = [form for form in forms[:-1] if form.level != Level.DIVISION]
    parent = above[-1] if above else None
    return {
        "cell_level": own.level,
        "parent_level": parent.level if parent else "",
        "above_level": above[-2].level if len(above) > 1 else "",
        "delegated": any(form.delegated for form in forms if form.level in {Level.BASE, Level.BASE_CELL}),
    }


@dataclass(frozen=True, slots=True)
class Scene:
    """A case on a day: the law over its cell, the route, the bodies, and what the register knows. Read once."""

    case: Case
    on: date
    forms: tuple[Form, ...]  # the cell and everything above it, root first
    law: Law
    procedure: Procedure
    route: RouteSpec
    bodies: Mapping[str, Form]
    known: Any

    def facts(self, events: Sequence[Past], proposed: str = "") -> Any:
        """What guards read; the last event may be one that is only proposed."""
        return MATTERS[self.case.procedure].facts(History.of(events), proposed, self.on, self.known)

    def situation(self, events: Sequence[Past]) -> Situation:
        history = History.of(events)
        matter = MATTERS[self.case.procedure]
        facts = matter.facts(history, "", self.on, self.known)
        return Situation(
            procedure=self.procedure,
            route=self.route,
            history=history,
            facts=facts,
            law=self.law,
            days=matter.days(history, facts),
            conditions=CONDITIONS,
            bodies=self.bodies,
            closed=self.case.closed_on is not None,
        )


def scene_of(case: Case, on: date) -> Scene:
    """Read everything that the rules need beside the events.

    Raises:
        Refusal: no route of the procedure fits the place of the cell in the tree.
    """
    known = case.place if case.place_on == on else None  # read with the case by its door
    forms = tuple(lineage_at(known, on) if known else lineage_of_cell(case, on))
    law = law_over(forms, on)
    procedure = law.procedure(case.procedure)
    route = choose_route(procedure, place_of(forms), case.organization.code)
    register = MATTERS[case.procedure].register(case, forms, on)
    other = other_bodies(other_forms(case, on))
    return Scene(case, on, forms, law, procedure, route, bodies_of(route, forms) | other, register)


def lineage_of_cell(case: Case, on: date) -> list[Form]:
    """The cell and everything above it on the day: before a reorganization, the cell that had the case then."""
    try:
        return lineage(case.organization, on)
    except Form.DoesNotExist:
        moved = case.events.filter(kind=Event.Kind.MOVED, on__gt=on).order_by("seq").first()
        if moved is None:
            raise
        return lineage(Organization.objects.get(pk=moved.data["from"]), on)


def progress_of(case: Case, on: date) -> Progress:
    return progress(scene_of(case, on).situation(pasts_of(case)))


def placed_on(cases: QuerySet[Case], on: date) -> QuerySet[Case]:
    """The same cases with the place of their cell in the tree on the day, for :func:`placed`."""
    own = Form.objects.on(on).filter(organization=OuterRef("organization"))
    return cases.annotate(own_path=Subquery(own.values("path")[:1]))


def placed(case: Case, on: date) -> Case:
    """The case remembers the place that was read with it."""
    case.place, case.place_on = getattr(case, "own_path", None), on
    return case


def texts_of(procedure: Procedure) -> list[str]:
    """Labels of the texts that govern the procedure on the day, for the case's own record."""
    return [label for label in procedure.version.split("; ") if label]


def cases_within(authority: Authority) -> QuerySet[Case]:
    """Cases of the organizations in reach, on whichever side, and of the reader's own person."""
    reach = reachable(authority)
    within = Q(organization__in=reach) | Q(counterpart__in=reach)
    if authority.person is not None:
        within |= Q(person=authority.person)
    return Case.objects.filter(within).select_related("person", "organization", "counterpart")


def get_case_for(authority: Authority, pk: int) -> Case:
    """The one door to a case; outside the reader's scope it does not exist (404)."""
    case = placed_on(cases_within(authority), authority.on).filter(pk=pk).first()
    if case is None:
        raise Http404("Không có hồ sơ này trong phạm vi của đồng chí")
    return placed(case, authority.on)


def related_to(case: Case, authority: Authority) -> list[Case]:
    """The case that it came out of, and those that came out of it, as far as the reader may open them."""
    beside = Q(origin=case.pk) | Q(pk=case.origin_id)
    return list(cases_within(authority).filter(beside).order_by("pk")) if case.closed_on or case.origin_id else []


def event_digest(event: Event) -> str:
    """What the ledger vouches for of an event: every column that says what happened."""
    facts = {
        "case": event.case_id,
        "seq": event.seq,
        "kind": event.kind,
        "step": event.step,
        "on": event.on.isoformat(),
        "organization": event.organization_id,
        "route": event.route,
        "number": event.number,
        "data": event.data,
        "papers": event.papers,
        "findings": event.findings,
        "law": event.law,
        "vote": event.vote_id,
        "corrects": event.corrects_id,
        "ground": event.ground,
        "by": event.by_id,
        "capacity": event.capacity,
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def event_digests(ids: Iterable[int]) -> dict[int, str]:
    return {event.pk: event_digest(event) for event in Event.objects.filter(pk__in=list(ids))}


def event_ids() -> list[int]:
    return list(Event.objects.values_list("pk", flat=True))


def waiting_for(authority: Authority, on: date) -> QuerySet[Waiting]:
    """What waits for the bodies in whose name the reader records, the earliest day first; ``name``: of the cell."""
    own = [held.organization_id for held in authority.appointments if held.gives(Right.RECORD_ACTS, held.path)]
    waiting = Waiting.objects.filter(organization__in=own, case__closed_on__isnull=True)
    waiting = waiting.annotate(name=name_on("case__organization", on))
    return waiting.select_related("case__person", "case__organization").order_by("due_on", "case_id", "step")
