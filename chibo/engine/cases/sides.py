"""A case that two organizations see: what the other side reads of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from chibo.engine.cases.models import Case
from chibo.engine.cases.rules.progress import OTHER_SIDE
from chibo.engine.meetings.queries import reachable
from chibo.foundation.rulebook.model import StepSpec
from chibo.roll.members.permissions import Authority, Right
from chibo.roll.organizations.models import Form


@dataclass(frozen=True, slots=True)
class Side:
    """Where the reader of a case stands: on its own side (``whole``), or only on the other one."""

    authority: Authority
    whole: bool

    def reads(self, step: StepSpec | None) -> bool:
        """From the other side: what is shared and what it recorded itself; of the rest only that it was done."""
        return self.whole or (step is not None and (step.shared or step.by in OTHER_SIDE))

    def crumbs(self, path: Sequence[Form]) -> list[dict[str, str]]:
        """The path of the case; from the other side a place opens only where the reader may open it."""
        return [
            {
                "name": form.name,
                "url": reverse("organizations:page", args=[form.organization.code])
                if self.whole or self.authority.may(Right.VIEW_MEMBERS, form.path)
                else "",
            }
            for form in path
        ]


def side_of(case: Case, authority: Authority) -> Side:
    """One question, and only of a case that has another side."""
    if case.counterpart_id is None or (authority.person is not None and authority.person.pk == case.person_id):
        return Side(authority, whole=True)
    return Side(authority, whole=reachable(authority).filter(pk=case.organization_id).exists())
