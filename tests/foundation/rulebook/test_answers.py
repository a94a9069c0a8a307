"""Findings cite their source; votes are counted in whole numbers."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from chibo.foundation.rulebook import law_on
from chibo.foundation.rulebook.answers import failed, needed, passed, threshold, unknown
from chibo.foundation.rulebook.model import Threshold

LAW = law_on(date(2025, 8, 1))
TODAY = law_on(date(2026, 11, 23))

parts = st.fractions(min_value=Fraction(1, 10), max_value=1, max_denominator=12)


@given(members=st.integers(1, 500), part=parts, strict=st.booleans())
def test_needed_is_the_smallest_number_that_reaches_the_threshold(members: int, part: Fraction, strict: bool) -> None:
    def reaches(votes: int) -> bool:
        share = Fraction(votes, members)
        return share > part if strict else share >= part

    votes = needed(members, Threshold(part, strict))
    assert reaches(votes)
    assert votes == 1 or not reaches(votes - 1)


def test_two_thirds_and_more_than_half() -> None:
    cell = threshold(LAW.value("admission.cell_threshold"))
    standing = threshold(LAW.value("admission.standing_committee_threshold"))
    assert [needed(n, cell) for n in (9, 10, 12, 25)] == [6, 7, 8, 17]
    assert [needed(n, standing) for n in (9, 10, 11)] == [5, 6, 6]


def test_of_nobody_no_majority_can_be_had() -> None:
    assert needed(0, threshold(LAW.value("admission.cell_threshold"))) == 1


def test_a_failure_refuses_when_its_source_binds_and_warns_when_not() -> None:
    name = "admission.decision_working_days"
    bound = failed("X", LAW.value(name), "Quá hạn.", days=50)
    loose = failed("X", TODAY.value(name), "Quá hạn.", who="Cấp ủy", asks="A19")
    assert (bound.refuses, bound.warns) == (True, False)
    assert (loose.refuses, loose.warns) == (False, True)
    assert bound.seen == {"days": 50, name: 45}
    assert (loose.who, loose.asks) == ("Cấp ủy", "A19")


def test_an_unknown_asks_and_never_refuses() -> None:
    asked = unknown("X", LAW.value("admission.age_min_years"), "Chưa ghi ngày sinh.", missing=("birth_date",))
    assert (asked.asks_people, asked.refuses, asked.missing) == (True, False, ("birth_date",))


def test_a_finding_may_cite_a_clause_or_nothing() -> None:
    citation = LAW.value("admission.age_min_years").citation
    assert passed("X", citation, "Đủ.").citation is citation
    assert passed("X", None, "Đủ.", age=20).seen == {"age": 20}
