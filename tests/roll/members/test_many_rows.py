"""Rows written many at a time (``common.rows``): they read back as they were made, and all stand or none does."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import IntegrityError

from chibo.common.rows import blank, columns_of, insert_many, insert_plain, rows_among
from chibo.roll.members.models import MemberCard, Membership, Person

pytestmark = pytest.mark.django_db
DAY = date(2001, 2, 3)


def people(count: int, **said: Any) -> list[Any]:
    rows = [blank(Person, family_name="Nguyễn Văn", given_name=f"A{number}", **said) for number in range(count)]
    insert_many(Person, rows)
    return rows


@pytest.mark.parametrize("count", [1, 44, 45, 46, 200])
def test_rows_read_back_as_they_were_made(count: int) -> None:
    """Whether a column is blank in all of them, in some or in none."""
    with transaction.atomic():
        made = people(count, identity_secret=b"\0\1", sex="F")
        spells = [
            blank(
                Membership,
                person_id=person.id,
                kind="OFFICIAL",
                starts_on=DAY,
                decision="12-QĐ/ĐU" if place % 3 else "",
                decided_on=DAY if place % 2 else None,
                undated=place % 5 == 0,
            )
            for place, person in enumerate(made)
        ]
        insert_many(Membership, spells)
    kept = Membership.objects.order_by("pk")
    names = columns_of(Membership)
    assert [[getattr(row, name) for name in names] for row in kept] == [
        [getattr(row, name) for name in names] for row in spells
    ]
    found = rows_among(Person, "id", [person.id for person in made])
    assert [(row.given_name, bytes(row.identity_secret), row.user_id) for row in found] == [
        (row.given_name, row.identity_secret, None) for row in made
    ]


def test_of_rows_that_fail_half_way_none_stays() -> None:
    with transaction.atomic():
        [person] = people(1)
    cards = [(person.id, f"{number:08}", "", "", "", "") for number in (*range(300), 299)]
    names = ("person_id", "number", "decision", "ended_by", "end_document", "end_ground")
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_plain(MemberCard, names, cards)
    assert not MemberCard.objects.exists()
    with transaction.atomic():
        insert_plain(MemberCard, names, cards[:-1])
    assert MemberCard.objects.count() == 300
