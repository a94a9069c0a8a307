"""The same questions with other days, other counts and other eras: adapters answer by rule, not by heart."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chibo.foundation.rulebook.cases import Case, answer

Given = dict[str, Any]
D = date


def ask(topic: str, facts: Given) -> Given:
    return dict(answer(Case("variant", topic, facts)).answers)


def check(topic: str, facts: Given, expected: Given) -> None:
    answers = ask(topic, facts)
    assert {key: answers.get(key) for key in expected} == expected


CONSENT = "written_consent_provincial_standing_committee"
RESOLVED = "branch_resolution_proposing_admission"
RECEIVED = "branch_receives_admission_decision"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"event_date": D(2017, 1, 5), "birth_date": D(1999, 1, 31)}, {"age_ok": True, "special_path": False}),
        ({"event_date": D(2025, 8, 1), "birth_date": D(1965, 8, 31)}, {"age_ok": True, "age_max_years": 60}),
        ({"event_date": D(2026, 9, 1), "birth_date": D(1966, 8, 31)}, {"age_ok": False, "special_path": True}),
        ({"event_date": D(2026, 9, 1), "birth_date": D(2008, 10, 1)}, {"age_ok": False, "special_path": False}),
        (
            {"event_date": D(2022, 2, 19), "age_years": 63, "health_and_prestige": False, "special_need": True},
            {"eligible_for_consideration": False, "special_path": True},
        ),
        ({"event_date": D(2026, 9, 1), "age_years": 61, CONSENT: False}, {"eligible_for_consideration": False}),
        ({"event_date": D(2022, 2, 19), "age_years": 17}, {"eligible_for_consideration": False, "age_ok": False}),
    ],
)
def test_age(facts: Given, expected: Given) -> None:
    check("admission", facts, expected)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            {"event_date": D(2026, 9, 1), "education": "finished_grade_9_no_diploma", "area": "ordinary"},
            {"education_ok": True},
        ),
        (
            {"event_date": D(2025, 9, 1), "education": "finished_grade_9_no_diploma", "area": "ordinary"},
            {"education_ok": False, "minimum": "lower_secondary_diploma"},
        ),
        (
            {"event_date": D(2022, 9, 1), "education": "lower_secondary_equivalent", "area": "ordinary"},
            {"education_ok": False},
        ),
        (
            {"event_date": D(2022, 9, 1), "education": "primary", "area": "mountain_or_especially_difficult"},
            {"education_ok": True},
        ),
        (
            {
                "event_date": D(2025, 9, 1),
                "education": "can_read_write_vietnamese",
                "applicant_kind": "hamlet_head",
                CONSENT: True,
            },
            {"education_ok": True, "minimum": "can_read_write_vietnamese"},
        ),
    ],
)
def test_schooling(facts: Given, expected: Given) -> None:
    check("admission", facts, expected)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"introducer_status": "official", "joint_work_months": 11}, {"introducer_ok": False, "min_joint_months": 12}),
        ({"introducer_status": "official", "joint_study_months": 12}, {"introducer_ok": True}),
        (
            {"introducer_status": "official", "joint_work_months": 3, "joint_residence_activity_months": 20},
            {"introducer_ok": True},
        ),
        ({"introducer_status": "probationary", "joint_residence_activity_months": 20}, {"introducer_ok": False}),
        (
            {"youth_union_member": False, "official_introducers": 2},
            {"requirement_met": True, "required_official_introducers": 2, "requires_youth_union_resolution": False},
        ),
        (
            {"youth_union_member": True, "official_introducers": 1, "youth_union_resolution": False},
            {"requirement_met": False, "required_official_introducers": 1},
        ),
        (
            {"trade_union_member": True, "official_introducers": 1, "trade_union_resolution": True},
            {"requirement_met": True, "requires_trade_union_resolution": True},
        ),
        ({"certificate_age_months": 61}, {"certificate_valid": False}),
        ({"certificate_date": D(2017, 7, 16)}, {"certificate_valid": True}),
        ({"months_since_file_prepared": 13, "branch_considered": True}, {"must_redo": False}),
        ({"file_prepared_date": D(2021, 7, 15), "branch_considered": False}, {"must_redo": True}),
        ({"file_prepared_date": D(2021, 7, 16), "branch_considered": False}, {"must_redo": False}),
    ],
)
def test_introducers_and_papers(facts: Given, expected: Given) -> None:
    check("admission", {"event_date": D(2022, 7, 16)} | facts, expected)


def test_neighbours_did_not_count_before_2021() -> None:
    facts = {"introducer_status": "official", "joint_residence_activity_months": 14}
    check("admission", {"event_date": D(2020, 7, 16)} | facts, {"introducer_ok": False})


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"official_members": 21, "votes_for": 14}, {"passes": True, "needed": 14}),
        ({"official_members": 21, "votes_for": 13}, {"passes": False, "threshold": "two_thirds_of_official_members"}),
        ({"official_members": 20, "votes_for": 13}, {"passes": False, "needed": 14}),
        (
            {"official_members": 21, "activity_exempt_absent": 2, "suspended_or_detained": 1, "votes_for": 12},
            {"passes": True, "needed": 12, "base": 18},
        ),
        ({"committee_members": 15, "votes_for": 10, "delegated": True}, {"passes": True, "needed": 10}),
        ({"standing_committee_members": 10, "votes_for": 5}, {"passes": False, "needed": 6}),
        (
            {"standing_committee_members": 11, "votes_for": 6},
            {"passes": True, "threshold": "more_than_half_of_standing_committee_members"},
        ),
    ],
)
def test_votes(facts: Given, expected: Given) -> None:
    check("admission", {"event_date": D(2023, 7, 16)} | facts, expected)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            {"event_date": D(2025, 8, 4), "event": RESOLVED},
            {"deadline_days": 45, "max_extension_days": 15, "deadline_date": D(2025, 10, 6)},
        ),
        (
            {"event_date": D(2025, 8, 4), "event": RESOLVED, "calendar_holidays": ["2025-09-01", "2025-09-02"]},
            {"deadline_date": D(2025, 10, 8)},
        ),
        (
            {"event_date": D(2025, 8, 4), "event": RESOLVED, "decided_after_working_days": 60, "special_case": True},
            {"within_time": True, "max_total_working_days": 60},
        ),
        ({"event_date": D(2025, 8, 4), "event": RESOLVED, "decided_after_working_days": 46}, {"within_time": False}),
        ({"event_date": D(2023, 8, 4), "event": RESOLVED, "decided_after_working_days": 60}, {"within_time": True}),
        ({"event_date": D(2026, 7, 27), "event": "admission_decision_issued"}, {"deadline_date": D(2026, 9, 7)}),
        ({"event_date": D(2026, 7, 27), "event": RECEIVED}, {"deadline_days": 30, "deadline_date": None}),
        (
            {"event_date": D(2026, 8, 3), "event": RECEIVED, "admission_decision_date": D(2026, 7, 27)},
            {"deadline_date": D(2026, 9, 7)},
        ),
        ({"event_date": D(2025, 8, 4), "working_days_since_decision_received": 30}, {"within_time": True}),
        ({"event_date": D(2026, 8, 4), "working_days_since_decision_received": 30}, {"within_time": None}),
        ({"event_date": D(2026, 8, 4), "working_days_since_decision_received": 31}, {"within_time": False}),
        ({"event_date": D(2025, 8, 4), "event": "admission_ceremony"}, {"deadline_days": 30}),
        ({"event_date": D(2025, 8, 4), "event": "verification_request_received_abroad"}, {"deadline_days": 90}),
    ],
)
def test_limits(facts: Given, expected: Given) -> None:
    check("admission", facts, expected)


@pytest.mark.parametrize(
    ("facts", "required"),
    [
        ({"relative": "uncle"}, False),
        ({"relative": "brother"}, False),
        ({"relative": "wife"}, True),
        ({"relative": "mother_in_law"}, True),
        ({"relative": "child"}, True),
        ({"relative": "mother", "mother_is_party_member": True, "declaration_complete_and_truthful": True}, False),
        ({"relative": "father", "father_is_party_member": True, "declaration_complete_and_truthful": False}, True),
        ({"relative": "father", "father_is_party_member": False}, True),
        ({"relative": "father", "brother_is_party_member": True, "declaration_complete_and_truthful": True}, False),
    ],
)
def test_relatives(facts: Given, required: bool) -> None:
    check("admission", {"event_date": D(2023, 3, 1)} | facts, {"verification_required": required})


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"months_since_left": 35, "exit_ground": "expelled_other"}, {"waiting_period_met": False, "eligible": False}),
        (
            {"months_since_left": 40, "exit_ground": "expelled_other", "provincial_consent": True},
            {"eligible": True, "excluded": False},
        ),
        ({"exit_ground": "less_serious_crime", "months_since_record_expunged": 59}, {"waiting_period_met": False}),
        ({"exit_ground": "own_request", "months_since_left": 90}, {"excluded": True, "eligible": False}),
        ({"exit_ground": "convicted_serious_crime", "especially_difficult_family": True}, {"excluded": True}),
        ({"previous_readmissions": 0}, {"max_readmissions": 1, "eligible": True}),
        (
            {"exit_ground": "population_policy_fourth_child", "months_since_left": 36},
            {"waiting_period_met": True, "min_months": 36},
        ),
        ({"exit_ground": "population_policy_fifth_child", "months_since_left": 100}, {"eligible": False}),
    ],
)
@pytest.mark.parametrize("on", [D(2020, 1, 10), D(2025, 8, 1), D(2026, 9, 1)])
def test_readmission(on: date, facts: Given, expected: Given) -> None:
    check("readmission", {"event_date": on} | facts, expected)


@pytest.mark.parametrize(("left", "met"), [(D(2017, 1, 10), True), (D(2017, 1, 11), False)])
def test_waiting_is_counted_to_the_day(left: date, met: bool) -> None:
    facts = {"event_date": D(2020, 1, 10), "left_date": left, "exit_ground": "removed_from_list"}
    check("readmission", facts, {"waiting_period_met": met})


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            {"event_date": D(2025, 8, 11), "event": "branch_resolution_proposing_recognition"},
            {"deadline_days": 30, "max_extension_days": 15, "deadline_date": D(2025, 9, 22)},
        ),
        ({"event_date": D(2025, 8, 11), "event": "probation_ends"}, {"deadline_date": D(2025, 9, 22)}),
        (
            {"event_date": D(2026, 8, 7), "ceremony_date": D(2024, 2, 29), "fault": "organisation"},
            {"recognised": True, "official_from": D(2025, 2, 28)},
        ),
        ({"event_date": D(2022, 5, 9), "ceremony_date": D(2021, 5, 10)}, {"acceptable": False}),
        ({"event_date": D(2022, 5, 10), "ceremony_date": D(2021, 5, 10)}, {"acceptable": True}),
        (
            {"event_date": D(2026, 8, 7), "official_members": 21, "votes_for_each_round": [13, 13, 12]},
            {"needed": 14, "escalate": True, "rounds_required": 3},
        ),
        ({"event_date": D(2026, 8, 7), "official_members": 21, "votes_for_each_round": [13, 14]}, {"escalate": False}),
        ({"event_date": D(2025, 8, 7), "standing_committee_members": 9, "votes_for": 5}, {"passes": True}),
        (
            {"event_date": D(2022, 8, 7), "status": "probationary", "discipline": "warning", "still_qualified": False},
            {"recognition_considered": False, "outcome": "removal_from_list", "expulsion_available": False},
        ),
    ],
)
def test_recognition(facts: Given, expected: Given) -> None:
    check("recognition", facts, expected)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"admission_decision_date": D(2000, 5, 20)}, {"full_years": 21, "months_over": 7}),
        (
            {"first_admission": D(2000, 5, 20), "left": D(2010, 1, 15), "readmitted": D(2014, 1, 15)},
            {"full_years": 17, "minus_years": 4, "minus_months": 48, "seniority_start": D(2000, 5, 20)},
        ),
        (
            {
                "admission_decision_date": D(2000, 5, 20),
                "expelled": D(2010, 1, 15),
                "restored": D(2014, 1, 15),
                "expulsion_was_wrong": True,
            },
            {"full_years": 21, "gap_counted": True},
        ),
        ({"admission_decision_date": D(2000, 5, 20), "transfer_gap_months": 8}, {"full_years": 20, "months_over": 11}),
        (
            {"status": "probationary", "admission_decision_date": D(2021, 5, 1)},
            {"counted_only_after_recognition": True},
        ),
    ],
)
def test_seniority(facts: Given, expected: Given) -> None:
    check("seniority", {"event_date": D(2022, 1, 1)} | facts, expected)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"level": 35}, {"has_35": False, "level_exists": False}),
        ({"candidate_years": [30, 75, 95]}, {"has_30": True, "has_75": True, "has_95": False}),
        ({"joined": D(1992, 10, 28), "level": 30}, {"award": True, "years_reached": 30, "level_reached": 30}),
        ({"joined": D(1992, 10, 29), "level": 30}, {"award": False, "earliest_date": D(2022, 10, 29)}),
        ({"joined": D(1990, 1, 1), "lost_contact_years": 3, "level": 30}, {"earliest_date": D(2023, 1, 1)}),
        ({"joined": D(1988, 1, 1), "exempt_months": 96, "level": 30}, {"award": True, "years_reached": 34}),
        ({"joined": D(1972, 12, 1), "level": 50, "event": "seriously_ill"}, {"award": True, "early_months_max": 12}),
        ({"joined": D(1937, 9, 1), "level": 85, "event": "serious_illness"}, {"award": True, "early_months_max": 24}),
        ({"joined": D(1963, 10, 1), "level": 60, "event": "died"}, {"award": True}),
        (
            {"event_date": D(2020, 7, 15), "joined": D(1965, 7, 15), "level": 55, "event": "death"},
            {"award": True, "early_posthumous_months": 0},
        ),
        ({"form": "reprimand", "discipline_date": D(2022, 4, 28)}, {"eligible": True, "bar_months": 6}),
        ({"form": "dismissal", "discipline_date": D(2021, 10, 29)}, {"eligible": False, "bar_until": D(2022, 10, 29)}),
        (
            {"joined": D(1990, 1, 1), "level": 30, "form": "warning", "months_since_discipline": 8},
            {"award": False, "eligible": False},
        ),
        ({"level": 60, "base_salary_vnd": 1_000_000}, {"bonus_vnd": 5_000_000, "multiple_of_base_salary": 5.0}),
        ({"level": 70}, {"bonus_vnd": 11_920_000, "base_salary_vnd": 1_490_000}),
        ({"level": 45}, {"bonus_vnd": None, "multiple_of_base_salary": None, "level_exists": True}),
        ({"event": "badge_lost", "legitimate_reason": False}, {"reissued": False}),
        ({"event": "struck_off"}, {"must_return_badge": True}),
        ({"event": "death"}, {"must_return_badge": False, "family_keeps_badge": True}),
    ],
)
def test_badge(facts: Given, expected: Given) -> None:
    check("badge", {"event_date": D(2022, 10, 28)} | facts, expected)
