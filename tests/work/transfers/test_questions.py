"""Questions in other words and on other days than those of the file: the same rules answer."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chibo.foundation.rulebook.cases import Case, answer


def answers(**facts: Any) -> dict[str, Any]:
    facts.setdefault("event_date", date(2022, 6, 6))
    return dict(answer(Case("own", "transfer", facts)).answers)


@pytest.mark.parametrize(
    ("event", "months", "kind"),
    [
        ("temporary_change_of_workplace", 3, "temporary"),
        ("temporary_change_of_workplace", 2, "none"),
        ("domestic_training_course", 24, "temporary"),
        ("domestic_training_course", 3, "temporary"),
        ("fixed_term_contract", 12, "official"),
        ("secondment", 11, "temporary"),
        ("going_abroad", 12, "official"),
        ("retirement_decision", None, "official"),
        ("long_term_change_of_residence", None, "official"),
        ("demobilised", None, "official"),
    ],
)
def test_which_transfer(event: str, months: int | None, kind: str) -> None:
    told = answers(event=event, **({} if months is None else {"duration_months": months}))
    assert (told["transfer_kind"], told["transfer_required"]) == (kind, kind != "none")


def test_limits_to_the_day() -> None:
    assert answers(event="introduction_letter_issued", presented_on=date(2022, 7, 18))["within_time"] is True
    assert answers(event="introduction_letter_issued", presented_on=date(2022, 7, 19))["within_time"] is False
    assert answers(event="retirement_decision", completed_on=date(2022, 8, 29))["within_time"] is True
    assert answers(working_days_since_decision=61)["within_time"] is False
    told = answers(event="decision_to_change_workplace", event_date=date(2026, 9, 7))
    assert (told["deadline_days"], told["day_kind"]) == (60, "working")
    holidays = ["2022-06-07"]
    assert answers(event="decision_to_change_workplace", calendar_holidays=holidays)["deadline_date"] == date(
        2022, 8, 30
    )


def test_rights_while_away() -> None:
    told = answers(transfer_kind="temporary", status="probationary")
    assert told["may_vote_at_official_place"] is False
    told = answers(transfer_kind="temporary", status="official", committee_member=True)
    assert told["may_stand_at_official_place"] and not told["may_elect_at_temporary_place"]
    assert told["counted_in_official_headcount"] and not told["counted_in_temporary_headcount"]
    assert told["remains_committee_member"] is True


@pytest.mark.parametrize(("form", "may"), [("reprimand", True), ("warning", True), ("removal_from_office", False)])
def test_discipline_at_the_temporary_place(form: str, may: bool) -> None:
    told = answers(event="violation_at_temporary_place", proposed_form=form, event_date=date(2024, 1, 5))
    assert (told["temporary_place_may_decide"], told["max_form"]) == (may, "warning")


@pytest.mark.parametrize(("months", "reason", "met"), [(2, False, False), (3, False, True), (5, True, False)])
def test_unattended(months: int, reason: bool, met: bool) -> None:
    event = "no_activity_no_fees_at_temporary_place"
    told = answers(event=event, consecutive_months=months, legitimate_reason=reason)
    assert told["threshold_met"] is met


def test_abroad_and_graduates() -> None:
    assert answers(event="going_abroad", organisation_at_destination=False, members_in_group=1)["guided_by"]
    assert answers(event="going_abroad", organisation_at_destination=False, official_members_in_group=4)[
        "branch_established"
    ]
    assert "branch_established" not in answers(event="going_abroad", organisation_at_destination=True)
    graduated = answers(event="graduated_without_job", graduation_date=date(2021, 6, 1))
    assert graduated["may_stay_at_school"] is True


def test_what_holds_it_up() -> None:
    on = date(2019, 5, 6)
    assert answers(event_date=on, pending_denunciation=True)["transfer_allowed"] is False
    assert answers(event_date=on, under_inspection=False)["transfer_allowed"] is True
    assert answers(event_date=on, index_confirmed=False)["may_receive"] is False


def test_before_the_texts_that_we_know_nothing_is_said() -> None:
    assert "transfer_kind" not in answers(
        event="temporary_change_of_workplace", duration_months=5, event_date=date(2012, 3, 1)
    )
