"""Organizations that ended belong to those who took them over: their pages open there, and their names are found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Q

from chibo.common.text import fold
from chibo.roll.members.permissions import Authority
from chibo.roll.organizations.models import Form, Organization, Succession

#: Forms that a search by name lists.
NAMES_SHOWN = 60


def taken_over(organizations: Collection[int]) -> set[int]:
    """Those that ended and whose people or parts these, or others on their way to these, took over. One query."""
    origins: dict[int, set[int]] = defaultdict(set)
    for origin, successor in Succession.objects.values_list("organization", "successor"):
        origins[successor].add(origin)
    return _followed(organizations, origins)


def was_taken_over_by_reached(authority: Authority, organization: Organization) -> bool:
    """Whether an organization in the reader's view took it over, at once or in the end."""
    heirs: dict[int, set[int]] = defaultdict(set)
    for origin, successor in Succession.objects.values_list("organization", "successor"):
        heirs[origin].add(successor)
    later = _followed([organization.pk], heirs)
    return bool(later) and authority.organizations_in_view().filter(pk__in=later).exists()


def named(authority: Authority, words: str) -> list[Form]:
    """Every shape in view whose name contains the words, past names too, those of today first."""
    if not (folded := fold(words)):
        return []
    seen = authority.organizations_in_view()
    heirs = taken_over(list(seen.values_list("pk", flat=True)))
    forms = Form.objects.filter(Q(organization__in=seen) | Q(organization__in=heirs), folded__contains=folded)
    shapes: dict[tuple[int, str], Form] = {}
    for form in forms.select_related("organization").order_by("folded", "-starts_on"):
        shapes.setdefault((form.organization_id, form.name), form)
    return sorted(shapes.values(), key=lambda form: form.ends_on is not None)[:NAMES_SHOWN]


def _followed(start: Iterable[int], steps: dict[int, set[int]]) -> set[int]:
    found: set[int] = set()
    waiting = list(start)
    while waiting:
        for other in steps.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found
