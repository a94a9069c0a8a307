"""The doors: outside the reader's organizations nothing exists (404)."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from chibo.engine.meetings.models import Body, Meeting
from chibo.roll.members.permissions import Authority, Right
from chibo.roll.members.queries import get_person
from chibo.roll.organizations.models import Form
from chibo.work.honours.models import Award, Decision, Nomination, Submission


def get_form_for(authority: Authority, code: str) -> Form:
    """An organization that stands today and whose members the reader may see."""
    form = Form.objects.on(authority.on).select_related("organization").filter(organization__code=code).first()
    if form is None or not authority.may(Right.VIEW_MEMBERS, form.path):
        raise Http404("Không có tổ chức này trong phạm vi của đồng chí.")
    return form


def nominations_within(authority: Authority) -> QuerySet[Nomination]:
    """Nominations of the cells in the reader's view."""
    return Nomination.objects.filter(cell__in=authority.organizations_in_view()).select_related("person", "cell")


def get_nomination(authority: Authority, pk: int) -> Nomination:
    """A nomination of a cell in view; the member's own too."""
    rows = Nomination.objects.select_related("person", "cell", "submission", "decision", "meeting")
    own = rows.filter(pk=pk, person=authority.person).first() if authority.person else None
    found = own or rows.filter(pk=pk, cell__in=authority.organizations_in_view()).first()
    if found is None:
        raise Http404("Không có đề nghị này trong phạm vi của đồng chí.")
    return found


def get_cell_nominations(authority: Authority, form: Form) -> QuerySet[Nomination]:
    """What a cell has to consider; ``form`` came through its own door."""
    waiting = Nomination.objects.filter(cell=form.organization, considered_on__isnull=True, outcome="")
    return waiting.select_related("person", "cell").order_by("round_on", "person__sort_key", "pk")


def get_submission(authority: Authority, pk: int) -> Submission:
    rows = Submission.objects.filter(organization__in=authority.organizations_in_view())
    found = rows.select_related("organization").filter(pk=pk).first()
    if found is None:
        raise Http404("Không có tờ trình này trong phạm vi của đồng chí.")
    return found


def get_decision(authority: Authority, pk: int) -> Decision:
    rows = Decision.objects.filter(submission__organization__in=authority.organizations_in_view())
    found = rows.select_related("submission__organization", "organization").filter(pk=pk).first()
    if found is None:
        raise Http404("Không có quyết định này trong phạm vi của đồng chí.")
    return found


def get_award(authority: Authority, pk: int) -> Award:
    """The badge of a person whose record the reader may open."""
    found = Award.objects.select_related("person").filter(pk=pk).first()
    if found is None:
        raise Http404("Không có huy hiệu này trong phạm vi của đồng chí.")
    get_person(authority, found.person_id, authority.on)
    return found


def meetings_of(cell: Form, today: date) -> list[Meeting]:
    """The last meetings of the cell that stand in the book."""
    held = Meeting.objects.filter(organization=cell.organization, body=Body.CELL, held_on__lte=today)
    return list(held.order_by("-held_on", "-pk")[:12])


def undecided(submission: Submission) -> list[Nomination]:
    """Those in the list without an outcome, the highest badges first."""
    rows = Nomination.objects.filter(submission=submission, outcome="").select_related("person", "cell")
    return list(rows.order_by("-level", "person__sort_key", "pk"))


def not_handed_out(decision: Decision) -> list[Award]:
    rows = Award.objects.filter(nomination__decision=decision, awarded_on__isnull=True).select_related("person")
    return list(rows.order_by("person__sort_key", "pk"))
