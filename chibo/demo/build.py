"""Build the demonstration into an empty database, or compare it with the figures that it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from chibo.demo.admissions import admit_all
from chibo.demo.classes import send_to_classes
from chibo.demo.fees import keep_book
from chibo.demo.files import keep_files
from chibo.demo.honours import honour
from chibo.demo.leavings import part
from chibo.demo.lists import keep_lists
from chibo.demo.offices import seat_cells_and_bases, seat_merged_ward, seat_new_wards
from chibo.demo.people import Cast, settle
from chibo.demo.transfers import transfer_all
from chibo.demo.tree import change_levels, end_districts, merge_wards, plant, skeleton
from chibo.engine.cases.actions import refresh
from chibo.engine.cases.models import Case
from chibo.roll.members.models import Membership, Placement
from chibo.roll.organizations.models import Form, Organization, in_force


@transaction.atomic
def build(today: date) -> Cast:
    """Everything or nothing. ``today`` decides how far the open cases have come."""
    tree = plant()
    cast = settle(tree)
    seat_cells_and_bases(tree, cast)
    merge_wards(tree)
    seat_merged_ward(tree, cast)
    end_districts(tree)
    seat_new_wards(tree, cast)
    change_levels(tree)
    admit_all(tree, cast, today)
    transfer_all(tree, cast, today)
    keep_files(tree, cast, today)
    send_to_classes(tree, cast, today)
    keep_book(cast, today)
    honour(today)
    part(cast, today)
    keep_lists(tree, cast, today)
    for case in Case.objects.filter(closed_on__isnull=True).select_related("organization", "person"):
        refresh(case=case, on=today)
    return cast


@dataclass(frozen=True, slots=True)
class Figure:
    sentence: str
    holds: bool


def check() -> Iterator[Figure]:
    """The counts of the skeleton, each counted from the register."""
    for figure in skeleton()["figures"]:
        yield from _compare(figure)
    results = list(Case.objects.filter(closed_on__isnull=False).values_list("result", flat=True))
    yield Figure(f"two admissions refused: {results.count('refused')}", results.count("refused") == 2)
    yield Figure(f"one annulled: {results.count('annulled')}", results.count("annulled") == 1)


def _compare(figure: dict[str, Any]) -> Iterator[Figure]:
    on, code = figure["day"], figure["organization"]
    place = f"{code} on {on.isoformat()}"
    organization = Organization.objects.get(code=code)
    if figure.get("ended"):
        ended = organization.ended_on is not None and organization.ended_on <= on
        yield Figure(f"{place} has ended: {ended}", ended)
        return
    form = Form.objects.on(on).get(organization=organization)
    below = Form.objects.on(on).filter(parent=organization).count()
    yield Figure(
        f"{place}: {below} subordinate organizations of {figure['subordinates']}", below == figure["subordinates"]
    )
    found = strength(form, on)
    wanted = figure.get("members")
    if wanted is None:
        yield Figure(f"{place}: {found} members, more than {figure['members_over']}", found > figure["members_over"])
    else:
        yield Figure(f"{place}: {found} members of {wanted}", found == wanted)


def strength(form: Form, on: date) -> int:
    """Members whose official place is under the organization on the day."""
    below = Form.objects.on(on).under(form.path).values("organization")
    placed = Placement.objects.filter(in_force(on), kind=Placement.Kind.OFFICIAL, organization__in=below)
    return Membership.objects.filter(in_force(on), person__in=placed.values("person")).count()
