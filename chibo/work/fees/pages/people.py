"""One member's fees in the cell and for the member, and the choices of the forms about them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from chibo.foundation.rulebook import rulebook
from chibo.roll.members.permissions import Authority
from chibo.roll.organizations.models import Organization
from chibo.work.fees.permissions import can_record
from chibo.work.fees.queries.people import PersonPage
from chibo.work.fees.queries.places import Laws, Place
from chibo.work.fees.rules.months import month_of
from chibo.work.fees.rules.relief import WAIVED


def shown_page(place: Place, page: PersonPage, who: Authority, acts: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    writes = can_record(who, place.form)
    code, pk = place.organization.code, page.person.pk
    return {
        **own_page(page),
        "writes": writes,
        "acts": [(reverse("fees:act", args=[code, pk, act]), words[0]) for act, words in acts.items()]
        if writes
        else [],
    }


def own_page(page: PersonPage) -> dict[str, Any]:
    labels = dict(_ground_labels(page))
    return {
        "page": page,
        "person": page.person,
        "reliefs": [(row, labels.get(row.ground, row.ground), row.percent == WAIVED) for row in page.reliefs],
    }


def _ground_labels(page: PersonPage) -> Mapping[str, str]:
    return rulebook().parameters["fees.relief_grounds"].labels


def categories(place: Place, today: date) -> list[tuple[str, str]]:
    """The categories of the law of today; those of a month before another law are told by that law's own words."""
    law = Laws(place.lineage).of(month_of(today))
    known = law.get("fees.categories")
    labels = law.parameter("fees.categories").labels
    return [(code, labels[code]) for code in (known.value if known else ())]


def relief_choices(place: Place, today: date) -> dict[str, list[tuple[str, str]]]:
    law = Laws(place.lineage).of(month_of(today))
    grounds, steps = law.get("fees.relief_grounds"), law.get("fees.relief_steps")
    words = law.parameter("fees.relief_grounds").labels
    levels = law.parameter("fees.relief_steps").labels
    return {
        "grounds": [(code, words[code]) for code in (grounds.value if grounds else ())],
        "steps": [*((code, f"Giảm {levels[code]}") for code in (steps.value if steps else ())), (str(WAIVED), "Miễn")],
        "deciders": [(form.organization.code, form.name) for form in reversed(place.lineage)],
    }


def decider(code: str) -> Organization:
    """The form has offered only the cell and what stands above it."""
    return Organization.objects.get(code=code)
