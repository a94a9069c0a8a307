"""The tree within somebody's scope, and one organization with its people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404

from chibo.foundation.rulebook.law import law_on
from chibo.foundation.rulebook.wording import said
from chibo.roll.members.models import Appointment, Committee, Placement, Role
from chibo.roll.members.permissions import Authority, Right
from chibo.roll.members.queries.lists import counts_by_organization
from chibo.roll.organizations.models import SEGMENT, Confirmation, Form, LocalStandard, Organization, in_force
from chibo.roll.organizations.queries import history_of, lineage_of


@dataclass(frozen=True, slots=True)
class Branch:
    """One line of the tree."""

    form: Form
    depth: int
    below: int  # organizations directly below it
    members: int  # whose official place is in it or below it


def tree_page(authority: Authority, on: date) -> list[Branch]:
    """What the reader may see, as it stood on the day, in the order of the tree. Four queries."""
    shown = Form.objects.on(on).filter(organization__in=authority.organizations_in_view())
    forms = list(shown.select_related("organization").order_by("path"))
    own = counts_by_organization(authority, on)
    below = dict(
        Form.objects.on(on)
        .filter(parent__in=[form.organization_id for form in forms])
        .values_list("parent")
        .annotate(Count("pk"))
    )
    totals = _summed(forms, own)
    top = min((len(form.path) for form in forms), default=0)
    return [
        Branch(form, (len(form.path) - top) // SEGMENT, below.get(form.organization_id, 0), totals[form.path])
        for form in forms
    ]


def _summed(forms: list[Form], own: dict[int, int]) -> dict[str, int]:
    """Each path with the members at it and below it."""
    totals = {form.path: own.get(form.organization_id, 0) for form in forms}
    for path in sorted(totals, key=len, reverse=True):
        parent = path[:-SEGMENT]
        if parent in totals:
            totals[parent] += totals[path]
    return totals


def get_form_for(authority: Authority, code: str) -> Form:
    """The door to an organization: its present form, or its last; outside the scope it does not exist (404)."""
    found = Organization.objects.filter(code=code, pk__in=authority.organizations_in_view().values("pk")).first()
    form = Form.objects.filter(organization=found).select_related("organization").order_by("-starts_on").first()
    if form is None or not (authority.may(Right.VIEW_MEMBERS, form.path) or found):
        raise Http404("Không có tổ chức này trong phạm vi của đồng chí.")
    return form


def organization_page(form: Form, on: date) -> dict[str, Any]:
    """Names through time, committees with their terms, who is in office, counts, local standards."""
    organization = form.organization
    day = on if organization.ended_on is None else form.starts_on
    path = lineage_of(form, day)
    subtree = Form.objects.on(day).under(form.path).values("organization")
    kinds = Placement.objects.filter(in_force(on), organization__in=subtree).values_list("kind").annotate(Count("pk"))
    above = [each.organization_id for each in path]
    return {
        "form": form,
        "path_forms": path,
        "history": _told(history_of(organization)),
        "children": list(
            Form.objects.on(on).filter(parent=organization).select_related("organization").order_by("path")
        ),
        "committees": list(
            Committee.objects.filter(organization=organization)
            .prefetch_related("seats__person")
            .order_by("-starts_on")
        ),
        "appointments": sorted(
            Appointment.objects.filter(in_force(on), organization=organization).select_related("person"),
            key=lambda row: (list(Role).index(Role(row.role)), row.person.sort_key),
        ),
        "counts": [(Placement.Kind(kind).label, number) for kind, number in kinds],
        "standards": _in_words(LocalStandard.objects.filter(in_force(on), organization__in=above), path, day),
        "confirmations": _in_words(Confirmation.objects.filter(organization__in=above), path, day),
    }


def _told(history: list[Form]) -> list[dict[str, Any]]:
    """Each shape with the name that the organization above it had on its first day."""
    parents = Form.objects.filter(organization__in={form.parent_id for form in history})
    return [
        {"form": form, "above": next((p.name for p in parents if _stood(p, form)), "")} for form in history
    ]


def _stood(above: Form, below: Form) -> bool:
    """Was this the shape of the organization above on the first day of the one below?"""
    begun = above.organization_id == below.parent_id and above.starts_on <= below.starts_on
    return begun and (above.ends_on is None or below.starts_on < above.ends_on)


def _in_words(rows: QuerySet[Any], path: list[Form], on: date) -> list[dict[str, Any]]:
    """What committees on the path set or confirmed: the value in words, and who by its name of the day."""
    names, law = {form.organization_id: form.name for form in path}, law_on(on)
    told = []
    for row in rows:
        spec = law.parameter(row.parameter)
        words = f"{spec.title}: {said(spec, spec.read(row.value))}"
        told.append({"row": row, "words": words, "issuer": names[row.organization_id]})
    return told
