"""Reading cases: the doors, and the situation that the rules look at."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from chibo.engine.cases.models import Case, Event, Waiting
from chibo.engine.cases.registry import MATTERS
from chibo.engine.cases.rules.history import History, Past
from chibo.engine.cases.rules.progress import Progress, Situation, progress
from chibo.engine.cases.rules.routes import choose_route
from chibo.engine.meetings.queries import reachable
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.model import Procedure, RouteSpec
from chibo.foundation.rulebook.registry import CONDITIONS
from chibo.roll.members.permissions import Authority, Right
from chibo.roll.organizations.models import Form, Level, Organization
from chibo.roll.organizations.queries import law_for, lineage


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
    return list(case.events.select_related("vote", "corrects", "organization", "by").order_by("seq"))


def history_of(events: Sequence[Event]) -> History:
    return History.of([past_of(event) for event in events])


def bodies_on(procedure: Procedure, cell: Organization, on: date) -> tuple[RouteSpec, dict[str, Form]]:
    """The route that a matter of this cell takes on that day, and who plays each part on it.

    Raises:
        Refusal: no route of the procedure fits the place of the cell in the tree.
    """
    forms = lineage(cell, on)
    route = choose_route(procedure, place_of(forms), cell.code)
    bodies: dict[str, Form] = {}
    for part, level in route.bodies.items():
        match = next((form for form in reversed(forms) if form.level == level), None)
        if match is not None:
            bodies[part] = match
    return route, bodies


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


def situation(case: Case, events: Sequence[Event], on: date) -> tuple[Situation, dict[str, Form]]:
    """Everything that the rules need to know about a case on a day."""
    law = law_for(case.organization, on)
    procedure = law.procedure(case.procedure)
    route, bodies = bodies_on(procedure, case.organization, on)
    history = history_of(events)
    matter = MATTERS[case.procedure]
    now = Situation(
        procedure=procedure,
        route=route,
        history=history,
        facts=matter.facts(case, history, "", on),
        law=law,
        days=matter.days(case, history),
        conditions=CONDITIONS,
        bodies=bodies,
        closed=case.closed_on is not None,
    )
    return now, bodies


def progress_of(case: Case, on: date, events: Sequence[Event] | None = None) -> Progress:
    now, _ = situation(case, events if events is not None else events_of(case), on)
    return progress(now)


def law_seen(law: Law, case: Case) -> list[str]:
    """Labels of the texts that govern the procedure on the day, for the case's own record."""
    return [label for label in law.procedure(case.procedure).version.split("; ") if label]


def cases_within(authority: Authority) -> QuerySet[Case]:
    """Cases of the organizations in reach, and of the reader's own person."""
    found = Case.objects.filter(organization__in=reachable(authority))
    if authority.person is not None:
        found = found | Case.objects.filter(person=authority.person)
    return found.select_related("person", "organization")


def get_case_for(authority: Authority, pk: int) -> Case:
    """The one door to a case; outside the reader's scope it does not exist (404)."""
    case = cases_within(authority).filter(pk=pk).first()
    if case is None:
        raise Http404("Không có hồ sơ này trong phạm vi của đồng chí")
    return case


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
    """What waits for the bodies in whose name the reader records, the earliest day first."""
    own = [held.organization_id for held in authority.appointments if held.gives(Right.RECORD_ACTS, held.path)]
    waiting = Waiting.objects.filter(organization__in=own, case__closed_on__isnull=True)
    return waiting.select_related("case__person", "case__organization").order_by("due_on", "case_id", "step")
