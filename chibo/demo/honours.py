"""Badges of the demonstration: the last round decided and handed out, the next one on its way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.timezone import get_current_timezone

from chibo.engine.cases.actions import Stroke
from chibo.foundation.accounts.models import User
from chibo.foundation.rulebook.law import law_on
from chibo.roll.organizations.models import Form, Level, Organization
from chibo.roll.organizations.queries import form_of, lineage_of
from chibo.work.honours import actions
from chibo.work.honours.models import Award, Nomination
from chibo.work.honours.queries.due import Filter, due_page
from chibo.work.honours.rules.badges import round_before, round_from

WARD = "DU-PHUCYEN"
#: So many of a round have a declaration.
DECLARED = 4
#: So many rounds back one is looked for in which somebody reached a badge.
BACK = 8


def honour(today: date) -> None:
    """The ward's office writes what cells, the ward and the province did."""
    office = User.objects.get(username="vanphong")
    ward = Organization.objects.get(code=WARD)
    law = law_on(today)
    past, coming = round_before(law, today), round_from(law, today)
    assert past is not None and coming is not None  # the law of the demonstration has rounds
    for _ in range(BACK):
        if due_page(form_of(ward, past), past, past, Filter.DUE).rows:
            _round_held(ward, office, past)
            break
        past = round_before(law, past) or past
    _round_ahead(ward, office, coming, today)


def _round_held(ward: Organization, office: User, round_on: date) -> None:
    day = {name: round_on - timedelta(days=ago) for name, ago in (("declared", 75), ("cell", 55), ("list", 40))}
    stroke = _stroke(office, round_on)
    nominations = _declared(form_of(ward, round_on), round_on, round_on, day["declared"], stroke)
    _considered(nominations, day["cell"], stroke)
    submission = actions.submit(
        organization=ward,
        round_on=round_on,
        nominations=nominations,
        number="31-TTr/ĐU (minh họa)",
        on=day["list"],
        stroke=stroke,
    )
    decision = actions.decide(
        submission=submission,
        organization=_province(ward, round_on),
        number="412-QĐ/TU (minh họa)",
        on=round_on - timedelta(days=18),
        left_out={nominations[-1].pk: "Chờ bổ sung hồ sơ (minh họa)"} if len(nominations) > 1 else {},
        stroke=stroke,
    )
    awards = list(Award.objects.filter(nomination__decision=decision).order_by("pk"))
    actions.hold_ceremony(
        decision=decision,
        awards=awards,
        on=round_on,
        place="Hội trường phường (minh họa)",
        numbers={award.pk: f"MH {award.pk:05}" for award in awards},
        stroke=stroke,
    )


def _round_ahead(ward: Organization, office: User, round_on: date, today: date) -> None:
    """Declarations have come; some cells have considered, nothing has gone up."""
    stroke = _stroke(office, today)
    on = today - timedelta(days=12)
    nominations = _declared(form_of(ward, today), round_on, today, on, stroke)
    _considered(nominations[: len(nominations) // 2], today - timedelta(days=4), stroke)


def _declared(ward: Form, round_on: date, today: date, declared_on: date, stroke: Stroke) -> list[Nomination]:
    page = due_page(ward, round_on, today, Filter.DUE)
    if not page.rows:  # then those of earlier rounds whose badge was never entered
        page = due_page(ward, round_on, today, Filter.EARLIER)
    return [
        actions.nominate(
            person=row.person,
            level=row.due.level,
            ground=row.due.ground,
            round_on=round_on,
            declared_on=declared_on,
            stroke=stroke,
        )
        for row in page.rows[:DECLARED]
    ]


def _considered(nominations: Sequence[Nomination], on: date, stroke: Stroke) -> None:
    by_cell: dict[int, list[Nomination]] = defaultdict(list)
    for nomination in nominations:
        by_cell[nomination.cell_id].append(nomination)
    for group in by_cell.values():
        actions.consider(cell=group[0].cell, nominations=group, on=on, document="14-NQ/CB (minh họa)", stroke=stroke)


def _province(ward: Organization, on: date) -> Organization:
    return next(form.organization for form in lineage_of(form_of(ward, on), on) if form.level == Level.PROVINCE)


def _stroke(office: User, today: date) -> Stroke:
    at = datetime(today.year, today.month, today.day, 10, tzinfo=get_current_timezone())
    return Stroke(by=office, today=today, at=at, seen=0)
