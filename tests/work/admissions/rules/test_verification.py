"""Who is verified, who is spared, who may be sent."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chibo.foundation.rulebook import law_on
from chibo.work.admissions.facts import Check
from chibo.work.admissions.rules.verification import is_verified, spared
from tests.work.admissions.rules.judging import FAILED, PASSED, UNDER_24, UNDER_294, UNKNOWN, only, outcome

Given = dict[str, Any]


def check(*subjects: str, result: str = "matches", exemption: str = "") -> Check:
    return Check(subjects=subjects, result="" if exemption else result, exemption=exemption, on=UNDER_24)


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        ((check("applicant", "father", "mother"), check("spouse")), PASSED),
        ((check("applicant", "mother", "spouse"), check("father", exemption="VER-SKIP1")), PASSED),
        ((check("applicant", "father", "mother"),), FAILED),  # the spouse is open
        ((check("father", "mother", "spouse"),), FAILED),  # the applicant is always verified
        ((check("applicant", "father", "mother"), check("spouse", result="unclear")), FAILED),
        ((check("applicant", "father", "mother", "spouse"), check("father", result="differs")), FAILED),
        ((check("applicant", "mother", "spouse"), check("father", result="differs"), check("father")), PASSED),
        (None, UNKNOWN),
    ],
)
def test_everybody_named_is_settled(checks: tuple[Check, ...] | None, expected: object) -> None:
    subjects = ("father", "mother", "spouse")
    assert only("VER-SUBJ", checks=checks, verification_subjects=subjects).outcome is expected


@pytest.mark.parametrize(
    ("subject", "verified"),
    [
        *[(each, True) for each in ("applicant", "parents", "father", "spouse", "children", "carer")],
        *[(each, False) for each in ("grandfather", "uncle", "aunt", "siblings")],
    ],
)
def test_uncles_and_grandparents_are_not_subjects(subject: str, verified: bool) -> None:
    assert is_verified(subject, law_on(UNDER_24)) is verified


@pytest.mark.parametrize(
    ("subject", "member", "confirmed", "expected"),
    [
        ("father", "father", True, True),
        ("mother", "siblings", True, True),
        ("father", "spouse", True, False),  # the other side
        ("spouse", "parents_in_law", True, True),
        ("spouse", "father", True, False),
        ("father", "father", False, False),
        ("father", "father", None, None),
        ("applicant", "father", True, False),
    ],
)
def test_a_member_in_the_family_spares_that_side(
    subject: str, member: str, confirmed: bool | None, expected: bool | None
) -> None:
    assert spared(subject, [member], confirmed, law_on(UNDER_24)) is expected


def test_since_38_present_politics_is_verified_all_the_same() -> None:
    assert spared("father", ["father"], True, law_on(UNDER_294)) is False
    told = only("VER-SKIP", UNDER_294, confirmed_complete=True, exemption_ground="VER-SKIP1")
    assert "vẫn thẩm tra chính trị hiện nay" in told.sentence


@pytest.mark.parametrize(("confirmed", "expected"), [(True, PASSED), (False, FAILED), (None, UNKNOWN)])
def test_sparing_rests_on_a_confirmed_cv(confirmed: bool | None, expected: object) -> None:
    assert outcome("VER-SKIP", confirmed_complete=confirmed, exemption_ground="VER-LOCAL") is expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"verification_way": "letter"}, None),
        ({"verification_way": "sent_member", "verifier_is_relative": False}, PASSED),
        ({"verification_way": "sent_member", "verifier_is_relative": True}, FAILED),
        ({"verification_way": "sent_member"}, UNKNOWN),
    ],
)
def test_no_relative_is_sent_to_verify(facts: Given, expected: object) -> None:
    assert outcome("VER-SENDER", **facts) is expected


def test_a_late_reply_is_told_and_taken() -> None:
    days = {"A09": date(2025, 10, 6)}
    assert "đúng hạn" in only("VER-REPLY", date(2025, 11, 17), days=days).sentence
    assert "quá hạn" in only("VER-REPLY", date(2025, 11, 18), days=days).sentence
    assert "đúng hạn" in only("VER-REPLY", date(2025, 11, 18), days=days, abroad=True).sentence
