"""The rules of fees: a month by its own law, nothing below nought, nothing lost between kept and handed up."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.common.dates import add_months
from chibo.foundation.rulebook import law_on
from chibo.foundation.rulebook.findings import Outcome
from chibo.roll.members.rules.seniority import Service
from chibo.work.fees.rules.allocation import allocate
from chibo.work.fees.rules.due import Payer, Relief, due
from chibo.work.fees.rules.money import in_words, rounded, shown
from chibo.work.fees.rules.months import told
from chibo.work.fees.rules.relief import WAIVED, Asked, check_relief
from chibo.work.fees.rules.sharing import check_cell_share, split
from chibo.work.fees.rules.unpaid import MonthState, unpaid_year

FEB, MAR = date(2026, 2, 1), date(2026, 3, 1)
MONTHS = st.integers(0, 12 * 20).map(lambda number: add_months(date(2012, 1, 1), number))


def of(month: date, **facts: object) -> int | None:
    return due(Payer(**facts), month, law_on(month)).amount  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("month", "facts", "amount"),
    [
        (FEB, {"category": "insured", "income": 12_000_000}, 120_000),
        (FEB, {"category": "insured_leave", "income": 9_000_000}, 90_000),
        (FEB, {"category": "pensioner", "income": 5_000_000}, 25_000),
        (FEB, {"category": "pensioner_working", "income": 5_000_000, "work_income": 2_000_000}, 35_000),
        (FEB, {"category": "student"}, 5_000),
        (FEB, {"category": "below_retirement", "region": "2"}, 14_190),
        (FEB, {"category": "above_retirement", "region": "2"}, 9_460),
        (date(2027, 12, 1), {"category": "below_retirement", "region": "4"}, 11_100),
        (date(2028, 1, 1), {"category": "below_retirement", "region": "4"}, 18_500),
        (date(2028, 1, 1), {"category": "above_retirement", "region": "1"}, 15_930),
        (date(2026, 1, 1), {"category": "agency", "income": 10_000_000}, 100_000),
        (date(2018, 5, 1), {"category": "other_beyond_working_age", "fee": 10_000}, 5_000),
    ],
)
def test_a_month_is_charged_by_its_own_law(month: date, facts: dict[str, object], amount: int) -> None:
    assert of(month, **facts) == amount


def test_the_arithmetic_is_told_with_and_without_the_income() -> None:
    found = due(Payer(category="insured", income=12_345_678), FEB, law_on(FEB))
    assert found.amount == 123_456
    assert "12.345.678" in found.arithmetic and "123.456,78" in found.arithmetic
    assert "12.345.678" not in found.words
    assert not found.certain, "the way of rounding is not confirmed"
    assert due(Payer(category="insured", income=12_000_000), FEB, law_on(FEB)).certain


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"category": "agency", "income": 10_000_000},  # of the regulation before
        {"category": "insured"},
        {"category": "below_retirement"},
        {"category": "abroad"},
        {"category": "pensioner_working", "income": 5_000_000},
    ],
)
def test_what_is_not_known_blocks_with_words(facts: dict[str, object]) -> None:
    found = due(Payer(**facts), FEB, law_on(FEB))  # type: ignore[arg-type]
    assert found.amount is None
    assert found.blocked.endswith(".")


def test_a_stated_fee_stands_while_its_rate_does() -> None:
    assert of(MAR, category="insured", fee=77_000, fee_from=FEB) == 77_000
    pension = Payer(category="social_insurance", fee=20_000, fee_from=date(2025, 1, 1))
    assert due(pension, date(2026, 1, 1), law_on(date(2026, 1, 1))).amount == 20_000
    assert due(pension, FEB, law_on(FEB)).amount is None


def test_an_agreed_fee_keeps_to_its_bounds() -> None:
    for fee, amount in ((1_999, None), (2_000, 2_000), (30_000, 30_000), (30_001, None)):
        assert of(date(2020, 1, 1), category="other_in_working_age", fee=fee) == amount


def test_fifty_years_spare_a_member_from_the_month_in_which_they_are_reached() -> None:
    service = Service(on=FEB, decided_on=date(1976, 3, 20), recognised=True)
    assert of(FEB, category="pensioner", income=5_000_000, service=service) == 25_000
    march = due(Payer(category="pensioner", income=5_000_000, service=service), MAR, law_on(MAR))
    assert (march.amount, march.exempt) == (0, True)
    january = date(2026, 1, 1)
    older = Service(on=FEB, decided_on=date(1960, 1, 1), recognised=True)
    assert of(january, category="social_insurance", income=5_000_000, service=older) == 25_000


def test_a_lost_decision_is_asked_about_and_spares_nobody() -> None:
    found = due(Payer(category="student", service=Service(on=FEB)), FEB, law_on(FEB))
    assert found.amount == 5_000
    assert [finding.outcome for finding in found.findings] == [Outcome.UNKNOWN]


def test_a_social_pension_spares_without_asking() -> None:
    assert due(Payer(category="social_pension"), FEB, law_on(FEB)).exempt


def test_a_reduction_comes_off_and_a_waiver_leaves_nothing() -> None:
    payer = {"category": "insured", "income": 12_000_000}
    assert of(FEB, **payer, relief=Relief(percent=30)) == 84_000
    waived = due(Payer(**payer, relief=Relief(percent=WAIVED)), FEB, law_on(FEB))  # type: ignore[arg-type]
    assert (waived.amount, waived.exempt) == (0, True)


@given(
    MONTHS,
    st.sampled_from(["insured", "pensioner", "agency", "enterprise", "social_insurance", "student", "abroad", ""]),
    st.integers(0, 10**10),
    st.sampled_from([None, 30, 50, 70, 100]),
)
def test_a_fee_is_never_below_nought_nor_above_the_income(
    month: date, category: str, income: int, percent: int | None
) -> None:
    relief = Relief(percent=percent) if percent else None
    found = due(Payer(category=category, income=income, relief=relief), month, law_on(month))
    if found.amount is None:
        assert found.blocked
    else:
        assert 0 <= found.amount <= max(income, 5_000)
        assert found.words and found.arithmetic


def test_reliefs_are_judged_by_ground_step_months_and_place() -> None:
    law = law_on(FEB)
    good = Asked(ground="near_poor_household", percent=50, months=12, applied=True, base_cell=False)
    assert {f.outcome for f in check_relief(good, law)} == {Outcome.PASSED}

    def refused(**changed: object) -> set[str]:
        facts = {name: getattr(good, name) for name in Asked.__slots__} | changed
        return {f.code for f in check_relief(Asked(**facts), law) if f.refuses}

    assert refused(percent=40) == {"FEE-STEP"}
    assert refused(months=13) == refused(months=0) == {"FEE-MONTHS"}
    assert refused(applied=False) == {"FEE-APPLIED"}
    assert refused(ground="likes_travel") == {"FEE-GROUND"}
    assert refused(decided_by_cell=True) == {"FEE-DECIDER"}
    assert not refused(decided_by_cell=True, base_cell=True)
    assert not refused(percent=WAIVED)


def test_unpaid_months_of_one_year_are_added_up() -> None:
    states = [
        MonthState(month=date(2025, 12, 1), due=10_000),
        MonthState(month=date(2026, 1, 1), due=10_000),
        MonthState(month=FEB, due=10_000, paid=5_000),
        MonthState(month=MAR, due=10_000, excuse="ốm đau"),
        MonthState(month=date(2026, 4, 1), due=0),
        MonthState(month=date(2026, 5, 1), due=10_000),
        MonthState(month=date(2026, 7, 1), due=10_000, paid=10_000),
    ]
    law = law_on(date(2026, 8, 1))
    two = unpaid_year(states, 2026, law)
    assert (two.words, two.reached) == ("01/2026, 05/2026", False)
    assert [month for month, _ in two.left_out] == [FEB, MAR]
    three = unpaid_year([*states, MonthState(month=date(2026, 6, 1), due=1)], 2026, law)
    assert (three.words, three.reached) == ("01/2026, 05/2026–06/2026", True)


@given(st.integers(0, 10**12), st.fractions(0, 1))
def test_kept_and_handed_up_make_the_whole(collected: int, share: Fraction) -> None:
    kept, up = split(collected, share)
    assert kept + up == collected
    assert kept >= 0 and up >= 0


def test_a_share_of_cells_keeps_to_the_bounds_where_they_are_known() -> None:
    before, after = law_on(date(2020, 1, 1)), law_on(FEB)
    assert [f.outcome for f in check_cell_share(Fraction(2, 5), before)] == [Outcome.PASSED]
    assert [f.refuses for f in check_cell_share(Fraction(7, 10), before)] == [True]
    assert [f.warns for f in check_cell_share(Fraction(7, 10), after)] == [True]


@given(st.integers(1, 10**7), st.lists(st.tuples(MONTHS, st.integers(-1000, 10**6)), unique_by=lambda row: row[0]))
def test_a_payment_goes_to_the_oldest_month_first(amount: int, owed: list[tuple[date, int]]) -> None:
    parts, left = allocate(amount, owed)
    assert sum(part.amount for part in parts) + left == amount
    assert parts == allocate(amount, reversed(owed))[0]
    open_months = sorted(month for month, still in owed if still > 0)
    assert [part.month for part in parts] == open_months[: len(parts)]
    assert all(part.amount == dict(owed)[part.month] for part in parts[:-1])
    assert not left or len(parts) == len(open_months)


def test_no_payment_is_no_payment() -> None:
    with pytest.raises(ValueError, match="0 is no payment"):
        allocate(0, [])


@pytest.mark.parametrize(
    ("dong", "words"),
    [
        (0, "Không đồng"),
        (5_000, "Năm nghìn đồng"),
        (14_190, "Mười bốn nghìn một trăm chín mươi đồng"),
        (105_021, "Một trăm linh năm nghìn không trăm hai mươi mốt đồng"),
        (1_000_015, "Một triệu không trăm mười lăm đồng"),
        (2_005_000_000, "Hai tỷ không trăm linh năm triệu đồng"),
        (21_400_000, "Hai mươi mốt triệu bốn trăm nghìn đồng"),
    ],
)
def test_amounts_in_words(dong: int, words: str) -> None:
    assert in_words(dong) == words


def test_rounding_and_writing() -> None:
    assert [rounded(Fraction(12_345_678, 100), how) for how in ("whole_dong", "hundred", "thousand")] == [
        123_456,
        123_500,
        123_000,
    ]
    assert shown(1_250_000) == "1.250.000\u00a0đ"
    assert told([MAR, FEB, date(2026, 5, 1), FEB]) == "02/2026–03/2026, 05/2026"
