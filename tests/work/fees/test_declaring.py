"""What members declare, what is decided for them, and whose reason is accepted."""

from __future__ import annotations

from datetime import date

import pytest

from chibo.foundation.ledger.models import Entry
from chibo.foundation.rulebook.findings import Refusal
from chibo.work.fees import actions
from chibo.work.fees.models import Basis, Charge, Excuse, Relief
from chibo.work.fees.queries.places import place_of
from chibo.work.fees.queries.stretch import Stretch, incomes
from tests.work.fees.stage import APR, FEB, MAR, TODAY, Stage, pen, stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Stage:
    return stage(declared=False)


def test_the_income_is_sealed_and_opened_for_the_sum_only(here: Stage) -> None:
    basis = here.declare(here.members[0], "pensioner_working", income=5_000_000, work_income=2_000_000)
    assert b"5000000" not in bytes(basis.income_secret or b"")
    assert incomes(basis) == (5_000_000, 2_000_000)
    entry = Entry.objects.latest("seq")
    assert "5000000" not in str(entry.payload) + str(entry.personal)
    assert here.pay(here.members[0]).amount == 35_000


def test_the_cell_may_keep_the_fee_instead(here: Stage) -> None:
    basis = here.declare(here.members[0], fee=88_000)
    assert basis.income_secret is None
    assert here.pay(here.members[0]).amount == 88_000


def test_the_regional_wage_needs_no_declaration_of_income(here: Stage) -> None:
    here.declare(here.members[0], "below_retirement")
    assert here.pay(here.members[0]).amount == 14_190


def test_a_change_is_a_new_row_and_the_old_one_stays(here: Stage) -> None:
    who = here.members[0]
    here.declare(who)
    here.declare(who, income=20_000_000, from_month=MAR, declared_on=date(2026, 3, 4))
    here.declare(who, income=30_000_000, from_month=MAR, declared_on=date(2026, 3, 9), ground="khai lại")
    assert Basis.objects.filter(person=who).count() == 3
    stretch = Stretch(place_of(here.cell, TODAY), FEB, APR)
    assert [stretch.due(who.pk, month).amount for month in (FEB, MAR, APR)] == [120_000, 300_000, 300_000]


@pytest.mark.parametrize(
    ("category", "facts"),
    [
        ("insured", {"income": 1, "fee": 1}),
        ("insured", {"income": None}),
        ("pensioner_working", {"income": 5_000_000}),
        ("student", {"fee": 5_000}),
        ("below_retirement", {"income": 5_000_000}),
        ("agency", {"income": 5_000_000}),
        ("insured", {"declared_on": date(2026, 6, 16)}),
    ],
)
def test_what_does_not_fit_is_refused(here: Stage, category: str, facts: dict[str, object]) -> None:
    with pytest.raises(Refusal):
        here.declare(here.members[0], category, **facts)
    assert not Basis.objects.exists()


def test_an_office_writes_no_income(here: Stage) -> None:
    with pytest.raises(Refusal, match="thu nhập là riêng tư"):
        here.declare(here.members[0], by=here.office)
    assert here.declare(here.members[0], fee=100_000, by=here.office).fee == 100_000


def relief(here: Stage, **changed: object) -> Relief:
    facts: dict[str, object] = {
        "person": here.members[0],
        "organization": here.cell,
        "ground": "critical_illness",
        "percent": 50,
        "from_month": FEB,
        "months": 2,
        "applied_on": date(2026, 1, 20),
        "decided_by": here.place.ward,
        "decision": "5-QĐ/ĐU",
        "decided_on": date(2026, 2, 4),
        "stroke": pen(here.secretary),
    }
    return actions.grant_relief(**{**facts, **changed})  # type: ignore[arg-type]


def test_a_reduction_holds_for_its_months(here: Stage) -> None:
    here.declare(here.members[0])
    relief(here)
    payment = here.pay(here.members[0], through=APR)
    assert [part.amount for part in payment.parts.order_by("month")] == [60_000, 60_000, 120_000]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"percent": 40}, "không phải một mức quy định"),
        ({"months": 13}, "mỗi lần không quá 12 tháng"),
        ({"ground": "other"}, "không thuộc diện"),
        ({"applied_on": date(2026, 2, 5)}, "ngày làm đơn sau ngày quyết định"),
    ],
)
def test_a_decision_that_the_regulation_does_not_allow(here: Stage, changed: dict[str, object], words: str) -> None:
    with pytest.raises(Refusal, match=words):
        relief(here, **changed)


def test_a_cell_under_a_base_does_not_decide_and_neither_does_a_neighbour(here: Stage) -> None:
    with pytest.raises(Refusal, match="cấp ủy cấp trên trực tiếp quyết định"):
        relief(here, decided_by=here.cell)
    with pytest.raises(Refusal, match="một cấp ủy trên chi bộ"):
        relief(here, decided_by=here.place.neighbour_ward)


def test_two_decisions_do_not_cover_one_month(here: Stage) -> None:
    relief(here)
    with pytest.raises(Refusal, match="đã có quyết định"):
        relief(here, from_month=MAR, decision="6-QĐ/ĐU")
    assert relief(here, from_month=APR, decision="7-QĐ/ĐU").until_month == date(2026, 5, 1)


def test_a_waiver_leaves_a_charge_of_nothing(here: Stage) -> None:
    for who in (*here.members, here.secretary_person):
        here.declare(who)
    relief(here, percent=100)
    assert here.close().exempt == 1
    assert Charge.objects.get(person=here.members[0]).exempt


def excuse(here: Stage, **changed: object) -> Excuse:
    facts: dict[str, object] = {
        "person": here.members[0],
        "organization": here.cell,
        "kind": "ILLNESS",
        "words": "nằm viện",
        "from_month": FEB,
        "until_month": MAR,
        "accepted": True,
        "judged_by": "Chi bộ, họp ngày 03/04/2026",
        "judged_on": date(2026, 4, 3),
        "stroke": pen(here.secretary),
    }
    return actions.judge_excuse(**{**facts, **changed})  # type: ignore[arg-type]


def test_a_reason_says_who_accepted_it_and_when(here: Stage) -> None:
    kept = excuse(here)
    assert (kept.accepted, kept.judged_by) == (True, "Chi bộ, họp ngày 03/04/2026")
    assert not excuse(here, accepted=False).accepted


@pytest.mark.parametrize(
    "changed",
    [{"until_month": date(2026, 1, 1)}, {"words": " "}, {"judged_by": ""}, {"judged_on": date(2026, 7, 1)}],
)
def test_a_reason_without_its_parts_is_refused(here: Stage, changed: dict[str, object]) -> None:
    with pytest.raises(Refusal):
        excuse(here, **changed)
