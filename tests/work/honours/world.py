"""A badge that went its whole way, and a card: what stands behind the doors of honours."""

from __future__ import annotations

from datetime import date, datetime

from chibo.engine.cases.actions import Stroke
from chibo.foundation.accounts.models import User
from chibo.work.honours.actions import consider, decide, nominate, submit
from tests.builders import Tree, veteran
from tests.cast import extra


def arguments(place: Tree, pen: User, office: User, on: date, at: datetime) -> dict[str, object]:
    """By URL and argument, for the access table."""
    cell, ward, stroke = place.cell, place.ward, Stroke(by=pen, today=on, at=at, seen=0)
    person = veteran(extra(900), cell, decided_on=date(1996, 10, 1), card="26123456")
    nomination = nominate(
        person=person, level=30, ground="REACHED", round_on=date(2026, 11, 7), declared_on=on, stroke=stroke
    )
    consider(cell=cell, nominations=[nomination], on=on, document="9-NQ/CB", stroke=stroke)
    stroke = Stroke(by=office, today=on, at=at, seen=0)
    submission = submit(
        organization=ward,
        round_on=nomination.round_on,
        nominations=[nomination],
        number="7-TTr/ĐU",
        on=on,
        stroke=stroke,
    )
    decision = decide(
        submission=submission, organization=place.province, number="70-QĐ/TU", on=on, left_out={}, stroke=stroke
    )
    return {
        "honours.code": ward.code,
        "honours:consider.code": cell.code,
        "honours.round_on": date(2027, 2, 3),
        "honours.ending": "pdf",
        "honours.pk": person.pk,
        **{f"honours:{name}.pk": nomination.pk for name in ("nomination", "withdraw")},
        **{f"honours:{name}.pk": nomination.pk for name in ("declaration_paper", "resolution_paper")},
        **{f"honours:{name}.pk": submission.pk for name in ("submission", "decide", "submission_paper")},
        **{f"honours:{name}.pk": decision.pk for name in ("award", "decision_paper", "ceremony_paper")},
        "honours:change.pk": person.badges.get().pk,
        "honours:end_card.pk": person.cards.get().pk,
        "honours:replace_card.pk": person.cards.get().pk,
    }
