"""What the form of a step lets choose from, for a step to record and for one to state again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.http import Http404

from chibo.engine.cases import queries
from chibo.engine.cases.forms import Choices
from chibo.engine.cases.models import Case, Event
from chibo.engine.meetings.models import Meeting
from chibo.engine.meetings.queries import BODY_OF
from chibo.foundation.rulebook.model import StepSpec
from chibo.roll.members.queries import people_of_cell
from chibo.roll.organizations.models import Form, Organization
from chibo.roll.organizations.queries import law_over


def choices_for(step: StepSpec, case: Case, body: Organization, today: date) -> Choices:
    """What the form of a step may choose from, looked up only when the step asks for it."""
    kinds = {field.kind for field in step.fields}
    people = [(str(p.pk), p.name) for p in people_of_cell(case.organization, today)] if "person" in kinds else []
    meetings: Sequence[Meeting] = ()
    if step.vote:
        meetings = list(
            Meeting.objects.filter(
                organization=body, body=BODY_OF[step.vote.electorate], held_on__gte=case.opened_on
            ).order_by("-held_on", "-pk")[:40]
        )
    organizations = []
    if "organization" in kinds:
        organizations = [(str(f.organization_id), f.name) for f in Form.objects.on(today).order_by("path")[:500]]
    return Choices(people=people, organizations=organizations, meetings=meetings)


def event_to_correct(case: Case, seq: int, today: date) -> tuple[Event, StepSpec, Choices]:
    """An event that can be stated again, with its step as the law of its own day has it.

    Raises:
        Http404: no such event, or it is not the performance of a step.
    """
    event = case.events.select_related("vote", "organization").filter(seq=seq, kind=Event.Kind.DONE).first()
    if event is None:
        raise Http404("Không có sự việc này trong hồ sơ")
    law = law_over(queries.lineage_of_cell(case, event.on), event.on)
    step = law.procedure(case.procedure).steps[event.step]
    return event, step, choices_for(step, case, event.organization, today)
