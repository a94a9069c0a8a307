"""The tree within somebody's scope, and one organization with its people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.http import Http404

from chibo.foundation.rulebook.law import law_on
from chibo.foundation.rulebook.wording import said
from chibo.roll.members.models import Appointment, Committee, Membership, Person, Placement, Role, Standing
from chibo.roll.members.permissions import Authority, Right
from chibo.roll.members.queries.heirs import taken_over, was_taken_over_by_reached
from chibo.roll.members.queries.lists import counts_by_organization
from chibo.roll.organizations.models import (
    CELLS,
    SEGMENT,
    Confirmation,
    Form,
    LocalStandard,
    Organization,
    Succession,
    in_force,
)
from chibo.roll.organizations.queries import history_of, ids_on, lineage_of

#: Ended organizations that the page lists.
CLOSED_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Branch:
    """One line of the tree, with its own cells beside it."""

    form: Form
    depth: int
    members: int  # whose official place is in it or below it
    cells: Sequence[Branch]
    outside: bool = False  # only named, because something of the scope stood below it on that day


@dataclass(frozen=True, slots=True)
class TreePage:
    branches: Sequence[Branch]
    organizations: int
    cells: int
    closed: Sequence[Form]  # in the form in which each ended, newest first


def tree_page(authority: Authority, on: date) -> TreePage:
    """What the reader may see, as it stood on the day, in the order of the tree. Five queries at most.

    Power is of today and the tree of the day: what stood above a cell then, beyond the scope, is named.
    """
    seen = authority.organizations_in_view()
    forms = list(Form.objects.on(on).filter(organization__in=seen).select_related("organization").order_by("path"))
    heirs = taken_over([form.organization_id for form in forms])
    closed = Form.objects.filter(ends_on=F("organization__ended_on"), ends_on__lte=on)
    closed = closed.filter(Q(organization__in=seen) | Q(organization__in=heirs))
    totals = _summed(forms, counts_by_organization(authority, on))
    above = _above(forms, on) if on != authority.on else []
    top = min((len(form.path) for form in [*above, *forms]), default=0)
    branches: list[Branch] = []
    cells_of: dict[str, list[Branch]] = {}
    for form in sorted([*above, *forms], key=lambda form: form.path):
        cells: list[Branch] = []
        depth, members = (len(form.path) - top) // SEGMENT, totals.get(form.path, 0)
        branch = Branch(form, depth, members, cells, outside=form.path not in totals)
        if form.level in CELLS:
            cells_of.get(form.path[:-SEGMENT], branches).append(branch)
        else:
            cells_of[form.path] = cells
            branches.append(branch)
    return TreePage(
        branches=branches,
        organizations=len(forms),
        cells=sum(form.level in CELLS for form in forms),
        closed=list(closed.select_related("organization").order_by("-ends_on", "path")[:CLOSED_SHOWN]),
    )


def _above(forms: list[Form], on: date) -> list[Form]:
    """What stood above these on the day without being among them."""
    ids = {pk for form in forms for pk in ids_on(form.path)} - {form.organization_id for form in forms}
    return list(Form.objects.on(on).filter(organization__in=ids).select_related("organization"))


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
    if found is None and (ended := Organization.objects.filter(code=code, ended_on__isnull=False).first()):
        found = ended if was_taken_over_by_reached(authority, ended) else None
    form = Form.objects.filter(organization=found).select_related("organization").order_by("-starts_on").first()
    if form is None or not (authority.may(Right.VIEW_MEMBERS, form.path) or found):
        raise Http404("Không có tổ chức này trong phạm vi của đồng chí.")
    return form


def organization_page(authority: Authority, form: Form, on: date) -> dict[str, Any]:
    """Names through time, committees with their terms, who is in office, counts, local standards."""
    organization = form.organization
    day = on if organization.ended_on is None else form.starts_on
    path = lineage_of(form, day)
    in_office = Appointment.objects.filter(in_force(on), organization=organization).select_related("person")
    above = [each.organization_id for each in path]
    return {
        "form": form,
        "path_forms": path,
        "reached": {each.organization_id for each in path if authority.may(Right.VIEW_MEMBERS, each.path)}
        | {organization.pk},
        "history": _told(history_of(organization)),
        **_fate(organization, authority),
        "children": list(
            Form.objects.on(on).filter(parent=organization).select_related("organization").order_by("path")
        ),
        "committees": list(
            Committee.objects.filter(organization=organization)
            .prefetch_related("seats__person")
            .order_by("-starts_on")
        ),
        "appointments": sorted(
            in_office,
            key=lambda row: (list(Role).index(Role(row.role)), row.person.sort_key),
        ),
        "opens": set(
            Person.objects.visible_to(authority, on)
            .filter(pk__in=[row.person_id for row in in_office])
            .values_list("pk", flat=True)
        ),
        "counts": _counted(Form.objects.on(day).under(form.path).values("organization"), on),
        "standards": _in_words(LocalStandard.objects.filter(in_force(on), organization__in=above), path, day),
        "confirmations": _in_words(Confirmation.objects.filter(organization__in=above), path, day),
    }


def _counted(subtree: QuerySet[Any, Any], on: date) -> list[tuple[str, int]]:
    """How many people there are at the organization and below it, by what they are; nothing that is nought."""
    kinds = Placement.objects.filter(in_force(on), organization__in=subtree).values_list("kind").annotate(Count("pk"))
    number = dict(kinds)
    here = Placement.objects.filter(in_force(on), organization__in=subtree, kind=Placement.Kind.OFFICIAL)
    probationary = Membership.objects.filter(
        in_force(on), kind=Membership.Kind.PROBATIONARY, person__in=here.values("person")
    ).count()
    standings = Standing.objects.filter(in_force(on), person__in=here.values("person"))
    circumstances = dict(standings.values_list("kind").annotate(Count("pk")))
    members = number.get(Placement.Kind.OFFICIAL, 0)
    counted = [
        ("Đảng viên", members),
        ("Chính thức", members - probationary),
        ("Dự bị", probationary),
        *((kind.label, circumstances.get(kind, 0)) for kind in Standing.Kind),
        ("Đến sinh hoạt tạm thời", number.get(Placement.Kind.TEMPORARY, 0)),
        ("Quần chúng đang theo dõi", number.get(Placement.Kind.APPLICANT, 0)),
        ("Lưu hồ sơ, sinh hoạt đảng ngoài hệ thống", number.get(Placement.Kind.MOVED_OUT, 0)),
        ("Hồ sơ người đã từ trần, ra khỏi Đảng", number.get(Placement.Kind.FORMER, 0)),
    ]
    return [(label, people) for label, people in counted if people]


def _fate(organization: Organization, authority: Authority) -> dict[str, list[dict[str, Any]]]:
    """What became of it and whom it took over: each with its name of then, and a way there for those who may."""
    rows = list(
        Succession.objects.filter(Q(organization=organization) | Q(successor=organization))
        .select_related("organization", "successor")
        .order_by("-on", "organization", "successor")
    )
    others = [row.successor if row.organization_id == organization.pk else row.organization for row in rows]
    forms = list(Form.objects.filter(organization__in=others).order_by("starts_on")) if rows else []
    found: dict[str, list[dict[str, Any]]] = {"became": [], "came_from": []}
    for row, other in zip(rows, others, strict=True):
        own = [form for form in forms if form.organization_id == other.pk]
        became = row.organization_id == organization.pk
        then = [form for form in own if form.starts_on <= row.on] if became else own
        reached = not became or authority.may(Right.VIEW_MEMBERS, own[-1].path)
        told = {"row": row, "name": (then or own)[-1].name, "code": other.code if reached else ""}
        found["became" if became else "came_from"].append(told)
    return found


def _told(history: list[Form]) -> list[dict[str, Any]]:
    """Each shape with the name that the organization above it had on its first day."""
    parents = list(Form.objects.filter(organization__in={form.parent_id for form in history}))
    return [{"form": form, "above": next((p.name for p in parents if _stood(p, form)), "")} for form in history]


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
