"""The part of the tree that a redrawing touches, as it stands now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from chibo.roll.organizations.drawing import Node, Redrawing
from chibo.roll.organizations.models import SEGMENT, Form, Organization


@dataclass(frozen=True, slots=True)
class Area:
    """Open forms, by code: what a plan names, what is above it, and what stands below those that move or end."""

    forms: Mapping[str, Form]
    nodes: Mapping[str, Node]
    organizations: Mapping[str, Organization]


def area_of(plan: Redrawing, *, also: Collection[str] = (), lock: bool = False) -> Area:
    """What the plan touches, and ``also`` these with what is above them. Two queries, whatever the size.

    Organizations that have ended are not in it.
    """
    open_forms = Form.objects.open().select_related("organization", "parent")
    named = list(open_forms.filter(organization__code__in=plan.named | set(also)))
    codes = {form.organization.code: form for form in named}
    staying = [change for change in plan.reshaped if change.code in codes]
    moving = [codes[change.code].path for change in staying if change.parent is not None]
    moving += [codes[closing.code].path for closing in plan.closed if closing.code in codes]
    releveled = [codes[change.code].organization_id for change in staying if change.level]
    ids = {int(form.path[i : i + SEGMENT]) for form in named for i in range(0, len(form.path), SEGMENT)}
    wanted = Q(organization__in=ids) | Q(parent__in=releveled)
    for path in _outermost(moving):
        wanted |= Q(path__gte=path, path__lt=path + "~")
    found = open_forms.filter(wanted).order_by("path")
    if lock:
        found = found.select_for_update(of=("self",))
    return area_from(found)


def area_from(forms: Iterable[Form]) -> Area:
    kept = {form.organization.code: form for form in forms}
    return Area(
        forms=kept,
        nodes={code: node_of(form) for code, form in kept.items()},
        organizations={code: form.organization for code, form in kept.items()},
    )


def node_of(form: Form) -> Node:
    """The form as the drawing sees it; it was read with its organization and its parent."""
    return Node(
        code=form.organization.code,
        name=form.name,
        level=form.level,
        kind=form.kind,
        parent=form.parent.code if form.parent else "",
        delegated=form.delegated,
        since=form.starts_on,
        registry_code=form.organization.registry_code,
    )


def _outermost(paths: Iterable[str]) -> list[str]:
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return kept
