"""A member left: what they owe is shown, and a month closed without them holds the mistake where it is."""

from __future__ import annotations

from datetime import date

import pytest

from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.files.actions import record_leaving, undo_leaving
from chibo.roll.files.registry import open_of
from chibo.roll.files.rules.leavings import Left
from chibo.roll.members.queries import authority_of
from tests.work.fees.stage import APR, FEB, MAR, TODAY, stage

DEATH = Left("DEATH", date(2026, 3, 10), ground="Giấy báo")


@pytest.mark.django_db
def test_what_is_owed_is_shown_and_not_waived() -> None:
    here = stage()
    who, other = here.members
    here.pay(other)
    here.pay(here.secretary_person)
    here.close(FEB)
    told = open_of(who, authority_of(here.office, TODAY), "DEATH")
    assert [line.text for line in told] == ["Đảng phí còn thiếu 120.000\xa0đ của 1 tháng đã khóa sổ"]
    assert [line.text for line in open_of(other, authority_of(here.office, TODAY), "DEATH")] == []


@pytest.mark.django_db
def test_a_month_closed_without_the_member_is_in_the_way() -> None:
    here = stage()
    here.close(FEB)
    who = here.members[0]
    leaving = record_leaving(person=who, told=DEATH, by=here.office, on=date(2026, 3, 12))
    undo_leaving(leaving=leaving, ground="Nhầm", by=here.office, on=date(2026, 3, 13))  # no month was closed since
    leaving = record_leaving(person=who, told=DEATH, by=here.office, on=date(2026, 3, 13))
    here.close(MAR, date(2026, 3, 31))
    here.close(APR, date(2026, 4, 30))
    with pytest.raises(Refusal) as refused:
        undo_leaving(leaving=leaving, ground="Nhầm", by=here.office, on=TODAY)
    (finding,) = refused.value.findings
    assert "đã khóa tháng 03/2026, 04/2026 không có đồng chí này" in finding.sentence
