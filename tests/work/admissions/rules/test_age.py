"""Age by month when the cell considers (ELIG-AGE), and the way of those over it (ELIG-AGE60)."""

from __future__ import annotations

from datetime import date

import pytest

from chibo.common.dates import PartialDate
from tests.work.admissions.rules.judging import FAILED, PASSED, UNDER_24, UNKNOWN, holds, only, outcome

MEETING = UNDER_24  # 20/5/2023


def born(text: str) -> PartialDate:
    return PartialDate.parse(text)


def test_a_sentence_tells_what_was_seen() -> None:
    finding = only("ELIG-AGE", MEETING, born=born("1963-04"))
    assert finding.sentence.startswith("Sinh tháng 04/1963; đến ngày chi bộ xét 20/05/2023 là 60 tuổi 1 tháng")
    assert finding.citation is not None
    assert finding.citation.instrument.number == "24-QĐ/TW"


@pytest.mark.parametrize(
    ("birth", "expected"),
    [
        ("2005-05-18", PASSED),  # full eighteen
        ("2005-05-31", PASSED),  # by month: later in the same month
        ("2005-06-01", FAILED),  # 17 years 11 months
        ("1963-05-01", PASSED),  # in the month of the sixtieth birthday
        ("2005", UNKNOWN),  # perhaps 17, perhaps 18
        ("2004", PASSED),
        ("2006", FAILED),
    ],
)
def test_age_counts_months(birth: str, expected: object) -> None:
    assert outcome("ELIG-AGE", MEETING, born=born(birth)) is expected


def test_without_birth_the_rule_asks() -> None:
    assert only("ELIG-AGE", MEETING).missing == ("born",)


@pytest.mark.parametrize(
    "on", [date(2016, 8, 1), date(2022, 1, 5), date(2025, 3, 1), date(2025, 9, 1), date(2026, 9, 1)]
)
def test_every_era_asks_for_eighteen(on: date) -> None:
    young = PartialDate(on.year - 17, on.month)
    grown = PartialDate(on.year - 18, on.month)
    assert (outcome("ELIG-AGE", on, born=young), outcome("ELIG-AGE", on, born=grown)) == (FAILED, PASSED)


@pytest.mark.parametrize(("birth", "over"), [("1963-05", False), ("1963-04", True), ("1963", None)])
def test_the_special_path_begins_after_the_month_of_sixty(birth: str, over: bool | None) -> None:
    assert holds("over-60", MEETING, born=born(birth)) is over


ALL_MET = {"health_and_prestige": True, "special_need": True, "provincial_consent": True}


def test_somebody_over_age_meets_all_conditions() -> None:
    assert outcome("ELIG-AGE60", age_years=63, **ALL_MET) is PASSED


@pytest.mark.parametrize("name", ["health_and_prestige", "special_need", "provincial_consent"])
def test_each_condition_is_needed(name: str) -> None:
    lacking = ALL_MET | {name: False, "base_without_org_or_member": False}
    finding = only("ELIG-AGE60", age_years=63, **lacking)
    assert finding.outcome is FAILED
    assert finding.who


@pytest.mark.parametrize("name", ["health_and_prestige", "special_need", "provincial_consent"])
def test_a_condition_nobody_spoke_of_is_asked_for(name: str) -> None:
    known = {key: value for key, value in ALL_MET.items() if key != name}
    assert outcome("ELIG-AGE60", age_years=63, **known) is UNKNOWN


def test_a_place_without_members_stands_for_special_need() -> None:
    facts = {"health_and_prestige": True, "base_without_org_or_member": True, "provincial_consent": True}
    assert outcome("ELIG-AGE60", age_years=63, **facts) is PASSED


def test_nothing_is_said_of_the_young() -> None:
    assert outcome("ELIG-AGE60", age_years=30) is None
