"""Strength on a day and table 1 over a period, as the command answers and the pages show them.

Read only. The keys of the answers are described in ``chibo report``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from chibo.roll.members.models import Turn
from chibo.roll.members.queries.counts import (
    PLACES,
    Line,
    away_on,
    exempt_on,
    movement,
    paths_of,
    roster_on,
    strength_on,
    strengths_below,
)
from chibo.roll.organizations.models import CELLS, Form, Organization


class NotThere(Exception):
    """No such organization, or it did not stand on the day; one sentence says which."""


#: Keys of the answer -> the cause; in the order of table 1.
INCREASE: Mapping[str, Turn] = {
    "admitted": Turn.ADMITTED,
    "readmitted": Turn.READMITTED,
    "moved_in": Turn.MOVED,
    "restored": Turn.RESTORED,
    "reorganized_in": Turn.REORGANIZED,
    "entered": Turn.ENTERED,
}
DECREASE: Mapping[str, Turn] = {
    "died": Turn.DIED,
    "expelled": Turn.EXPELLED,
    "struck_off": Turn.STRUCK_OFF,
    "resigned": Turn.RESIGNED,
    "moved_out": Turn.MOVED,
    "reorganized_out": Turn.REORGANIZED,
    "annulled": Turn.ANNULLED,
    "lapsed": Turn.LAPSED,
}


def organization_of(code: str) -> Organization:
    found = Organization.objects.filter(code=code).first()
    if found is None:
        raise NotThere(f"there is no organization {code}")
    return found


def form_on(organization: Organization, on: date) -> Form:
    found = Form.objects.on(on).filter(organization=organization).first()
    if found is None:
        raise NotThere(f"{organization.code} did not stand on {on.isoformat()}")
    return found


def form_in(organization: Organization, first: date, last: date) -> Form:
    """Its last shape in the period."""
    stood = Form.objects.filter(organization=organization, starts_on__lte=last).exclude(ends_on__lte=first)
    found = stood.order_by("-starts_on").first()
    if found is None:
        raise NotThere(f"{organization.code} did not stand between {first.isoformat()} and {last.isoformat()}")
    return found


def strength_report(code: str, on: date) -> dict[str, Any]:
    """How many members the organization has on the day, and where. Nine queries.

    Raises:
        NotThere: an unknown code, or a day before its founding or after its end.
    """
    form = form_on(organization_of(code), on)
    paths = [form.path]
    members, below = strength_on(paths, on), strengths_below(form.path, on)
    children = Form.objects.on(on).filter(parent=form.organization_id).select_related("organization").order_by("path")
    subordinates = [
        {
            "organization": child.organization.code,
            "name": child.name,
            "level": child.level,
            "strength": below[child.organization_id].all if child.organization_id in below else 0,
        }
        for child in children
    ]
    return {
        "organization": code,
        "name": form.name,
        "level": form.level,
        "as_of": on.isoformat(),
        "strength": members.all,
        "official": members.official,
        "probationary": members.probationary,
        "exempt": exempt_on(paths, on).count(),
        "temporary_out": away_on(paths, on).count(),
        "cells": Form.objects.on(on).under(form.path).filter(level__in=CELLS).count(),
        "subordinate_organizations": len(subordinates),
        "roster": roster_on(paths, on).count(),
        "subordinates": subordinates,
    }


def increase_decrease_report(code: str, first: date, last: date) -> dict[str, Any]:
    """Table 1 of the organization for the days ``[first, last]``. Nine queries.

    Raises:
        NotThere: an unknown code, or an organization that stood on none of the days.
    """
    organization = organization_of(code)
    form = form_in(organization, first, last)
    table = movement(paths_of(organization), first, last)
    return {
        "organization": code,
        "name": form.name,
        "from": first.isoformat(),
        "to": last.isoformat(),
        "A": table.before.all,
        "B": table.came,
        "C": table.went,
        "D": table.after.all,
        "increase": _causes(table.increase, INCREASE),
        "decrease": _causes(table.decrease, DECREASE),
        "official": table.after.official,
        "probationary": table.after.probationary,
        "recognized": table.recognized,
        "roster": table.roster,
        "control": table.control,
    }


def _causes(lines: Sequence[Line], names: Mapping[str, Turn]) -> dict[str, int]:
    """Every cause, at nought too: a table has no missing rows."""
    found = {line.turn: line for line in lines}
    causes: dict[str, int] = {}
    for name, turn in names.items():
        line = found.get(turn)
        causes[name] = line.count if line else 0
        if turn in {Turn.MOVED, Turn.REORGANIZED}:
            causes |= {f"{name}_{place}": line.by_place.get(place, 0) if line else 0 for place in PLACES}
        if turn is Turn.STRUCK_OFF:
            causes[f"{name}_probationary"] = line.probationary if line else 0
    return causes
