"""Counting a vote: who is in the denominator, how much is needed, and what the sum says in words."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.engine.meetings.rules import Ballot, Electorate, Voter, check_ballot, count, electorate
from chibo.foundation.rulebook.law import law_on
from chibo.foundation.rulebook.model import Value

LAW = law_on(date(2025, 8, 1))
CELL = LAW.value("meeting.cell_denominator_excludes")
COMMITTEE = LAW.value("meeting.committee_denominator_excludes")
TWO_THIRDS = LAW.value("admission.cell_threshold")
MORE_THAN_HALF = LAW.value("admission.standing_committee_threshold")


def voter(number: int, **what: bool) -> Voter:
    return Voter(person_id=number, name=f"Người {number}", **({"official": True, "present": True} | what))


def cell_of(*voters: Voter) -> Electorate:
    return electorate(voters, CELL, "đảng viên chính thức")


def secret(votes_for: int, votes_against: int = 0, votes_blank: int = 0) -> Ballot:
    return Ballot("secret", votes_for, votes_against, votes_blank)


def test_the_sum_is_said_in_words() -> None:
    voters = [voter(n) for n in range(25)]
    voters += [voter(30, away=True, present=False)]
    voters += [voter(n, exempt=True, present=False) for n in (31, 32)]
    result = count(secret(19, 6), cell_of(*voters), TWO_THIRDS)
    assert result.arithmetic == (
        "28 đảng viên chính thức − 1 đã giới thiệu sinh hoạt tạm thời nơi khác − 2 được miễn sinh hoạt và vắng = 25; "
        "cần 17 (ít nhất 2/3); tán thành 19 → đạt"
    )
    assert (result.denominator, result.needed, result.passed) == (25, 17, True)


def test_absence_without_a_ground_of_the_law_stays_in_the_denominator() -> None:
    voters = [voter(n) for n in range(6)] + [voter(n, present=False) for n in range(6, 10)]
    result = count(secret(6), cell_of(*voters), TWO_THIRDS)
    assert (result.denominator, result.needed, result.passed) == (10, 7, False)


def test_an_exempt_member_who_came_is_counted() -> None:
    assert cell_of(voter(1), voter(2, exempt=True)).denominator == 2
    assert cell_of(voter(1), voter(2, exempt=True, present=False)).denominator == 1


@pytest.mark.parametrize("ground", ["away", "suspended", "prosecuted", "detained", "guest"])
def test_who_may_not_vote_is_left_out_even_when_present(ground: str) -> None:
    roll = cell_of(voter(1), voter(2, **{ground: True}))
    assert roll.denominator == 1
    assert [row.ground for row in roll.left_out] == [ground]


def test_a_committee_leaves_out_the_one_who_is_away_only_when_absent() -> None:
    here = electorate([voter(1), voter(2, away=True)], COMMITTEE, "cấp ủy viên")
    gone = electorate([voter(1), voter(2, away=True, present=False)], COMMITTEE, "cấp ủy viên")
    assert (here.denominator, gone.denominator) == (2, 1)


def test_probationary_members_attend_and_never_vote() -> None:
    roll = cell_of(voter(1), voter(2, official=False))
    (finding,) = check_ballot(secret(2), roll)
    assert finding.refuses
    assert "Người 2 (đảng viên dự bị, không có quyền biểu quyết)" in finding.sentence


def test_more_votes_than_people_in_the_room_are_refused() -> None:
    roll = cell_of(voter(1), voter(2, present=False))
    assert check_ballot(secret(1), roll)[0].refuses is False
    assert check_ballot(secret(1, 1), roll)[0].refuses is True


@pytest.mark.parametrize(
    ("members", "needed"), [(2, 2), (3, 2), (4, 3), (6, 4), (7, 5), (9, 6), (10, 7), (12, 8), (25, 17)]
)
def test_two_thirds_in_whole_numbers(members: int, needed: int) -> None:
    roll = cell_of(*(voter(n) for n in range(members)))
    assert count(secret(needed), roll, TWO_THIRDS).passed
    assert not count(secret(needed - 1), roll, TWO_THIRDS).passed
    assert count(secret(0), roll, TWO_THIRDS).needed == needed


@pytest.mark.parametrize(("members", "needed"), [(2, 2), (3, 2), (10, 6), (11, 6)])
def test_more_than_half_is_more_than_half(members: int, needed: int) -> None:
    roll = electorate([voter(n) for n in range(members)], COMMITTEE, "ủy viên ban thường vụ")
    assert count(secret(0), roll, MORE_THAN_HALF).needed == needed


@pytest.mark.parametrize("on", [date(2018, 6, 1), date(2023, 6, 1), date(2025, 8, 1), date(2026, 8, 3)])
def test_more_votes_than_voters_are_refused_in_every_era(on: date) -> None:
    """Also while the grounds for leaving people out are unconfirmed: it is counting, not law."""
    law = law_on(on).value("meeting.cell_denominator_excludes")
    roll = electorate([voter(1), voter(2), voter(3, away=True)], law, "đảng viên chính thức")
    assert not any(finding.refuses for finding in check_ballot(secret(2), roll))
    [finding] = check_ballot(secret(2, 1), roll)
    assert finding.refuses
    assert "nhiều hơn 2 người có mặt có quyền bỏ phiếu" in finding.sentence
    assert ("chưa được xác nhận" in finding.sentence) is not law.binds


def test_nobody_can_pass_nothing() -> None:
    assert not count(secret(0), cell_of(), TWO_THIRDS).passed


voters_drawn = st.builds(
    Voter,
    person_id=st.integers(1, 10**6),
    name=st.just("Người"),
    official=st.booleans(),
    present=st.booleans(),
    guest=st.booleans(),
    away=st.booleans(),
    exempt=st.booleans(),
    suspended=st.booleans(),
    prosecuted=st.booleans(),
    detained=st.booleans(),
)


@given(st.lists(voters_drawn, max_size=40, unique_by=lambda v: v.person_id))
def test_the_denominator_is_a_plain_counting_of_the_definition(voters: list[Voter]) -> None:
    """All official members, minus those away, those exempt and absent, the suspended, charged and detained."""
    plain = [v for v in voters if v.official and not v.guest and not v.away]
    plain = [v for v in plain if not (v.exempt and not v.present)]
    plain = [v for v in plain if not (v.suspended or v.prosecuted or v.detained)]
    roll = cell_of(*voters)
    assert roll.denominator == len(plain)
    assert roll.may_vote_here == sum(v.present for v in plain)
    assert len(roll.rows) == len(voters)


@given(st.integers(0, 400), st.integers(0, 400), st.sampled_from([TWO_THIRDS, MORE_THAN_HALF]))
def test_passing_is_the_fraction_itself(members: int, votes_for: int, share: Value) -> None:
    roll = cell_of(*(voter(n) for n in range(members)))
    result = count(secret(min(votes_for, members)), roll, share)
    if members == 0:
        assert not result.passed
        return
    reached = Fraction(min(votes_for, members), members)
    strict = share is MORE_THAN_HALF
    assert result.passed == (reached > share.fraction if strict else reached >= share.fraction)
