"""A list behind the doors of the access table."""

from __future__ import annotations

from datetime import date

from chibo.foundation.accounts.models import User
from tests.builders import Tree
from tests.cast import extra
from tests.roll.rosters.lists import preview, row, xlsx


def arguments(place: Tree, office: User, on: date) -> dict[str, object]:
    """A list of the ward, looked at, with a row that asks."""
    data = xlsx([row(extra(301), 1), row(extra(302), 2, cell="Chi bộ không ai biết")])
    batch = preview(place.ward, data, by=office, on=on)
    waiting = batch.lines.get(verdict="doubt")
    return {"rosters.code": place.ward.code, "rosters.pk": batch.pk, "rosters.line": waiting.pk}
