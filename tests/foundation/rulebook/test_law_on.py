"""The law of a day: which texts stand, what they ask, and how sure we are."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from chibo.foundation.rulebook import law_on, rulebook
from chibo.foundation.rulebook.law import LookupFailed, NoLaw, NoSuchValue
from chibo.foundation.rulebook.loader import load
from chibo.foundation.rulebook.model import Confidence
from tests.foundation.rulebook.conftest import SmallLaw

SUBJECTS = ("implementation", "secretariat-guidance", "member-work")


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (date(2018, 6, 4), ("29-QĐ/TW@2016-07-25", "01-HD/TW@2016-09-20", "09-HD/BTCTW@2017-06-05")),
        (date(2022, 7, 16), ("24-QĐ/TW@2021-07-30", "01-HD/TW@2021-09-28", "12-HD/BTCTW@2022-01-18")),
        (date(2025, 6, 8), ("232-QĐ/TW@2025-01-20", "01-HD/TW@2021-09-28", "12-HD/BTCTW@2022-01-18")),
        (date(2025, 6, 9), ("232-QĐ/TW@2025-01-20", "06-HD/TW@2025-06-09", "12-HD/BTCTW@2022-01-18")),
        (date(2025, 6, 30), ("232-QĐ/TW@2025-01-20", "06-HD/TW@2025-06-09", "12-HD/BTCTW@2022-01-18")),
        (date(2025, 7, 1), ("294-QĐ/TW@2025-05-26", "06-HD/TW@2025-06-09", "12-HD/BTCTW@2022-01-18")),
        (date(2026, 4, 7), ("294-QĐ/TW@2025-05-26", "06-HD/TW@2025-06-09", "38-HD/BTCTW@2025-09-29")),
        (date(2026, 4, 8), ("20-QĐ/TW@2026-04-08", "06-HD/TW@2025-06-09", "38-HD/BTCTW@2025-09-29")),
        (date(2026, 5, 18), ("20-QĐ/TW@2026-04-08", "06-HD/TW@2025-06-09", "38-HD/BTCTW@2025-09-29")),
        (date(2026, 5, 19), ("20-QĐ/TW@2026-04-08", "01-HD/TW@2026-05-19", "38-HD/BTCTW@2025-09-29")),
        (date(2026, 7, 26), ("208-QĐ/TW@2026-07-26", "01-HD/TW@2026-05-19", "38-HD/BTCTW@2025-09-29")),
    ],
)
def test_texts_overlap_as_they_did(day: date, standing: tuple[str, ...]) -> None:
    law = law_on(day)
    governing = [law.governing(subject) for subject in SUBJECTS]
    assert tuple(text.key for text in governing if text) == standing


def test_one_number_names_three_texts() -> None:
    texts = [i for i in rulebook().instruments.values() if i.number == "01-HD/TW"]
    assert [text.issued_on for text in texts] == [
        date(2012, 1, 5),
        date(2016, 9, 20),
        date(2021, 9, 28),
        date(2026, 5, 19),
    ]
    assert law_on(date(2026, 8, 1)).instrument("294-QĐ/TW@2025-05-26").label == "Quy định 294-QĐ/TW ngày 26/5/2025"


def test_an_amendment_stands_beside_what_it_amends() -> None:
    law = law_on(date(2025, 3, 1))
    inspection = law.governing("inspection")
    assert inspection
    assert inspection.number == "22-QĐ/TW"
    assert {"22-QĐ/TW", "262-QĐ/TW"} <= {i.number for i in law.in_force()}


def test_a_city_governs_nobody_else() -> None:
    law = law_on(date(2025, 12, 1))
    assert "02-HD/BTCTU" in {i.number for i in law.in_force()}
    member_work = law.governing("member-work")
    assert member_work
    assert member_work.number == "38-HD/BTCTW"


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("admission.decision_working_days", (60, 60, 60, 45, 45, 45)),
        ("admission.decision_extension_working_days", (30, 30, 30, 15, 15, 15)),
        ("admission.age_min_years", (18,) * 6),
        ("admission.age_max_years", (60,) * 6),
        ("admission.ceremony_counted_from", ("receipt",) * 5 + ("issue",)),
        ("admission.cell_threshold", (Fraction(2, 3),) * 6),
        ("admission.standing_committee_threshold", (Fraction(1, 2),) * 6),
        ("recognition.probation_months", (12,) * 6),
        ("recognition.decision_extension_working_days", (30, 30, 30, 15, 15, 15)),
        ("recognition.failed_votes_before_report", (3,) * 6),
        ("readmission.min_months", (36,) * 6),
        ("readmission.min_months_after_expungement", (60,) * 6),
        (
            "admission.education_minimum",
            ("lower_secondary_diploma_or_equivalent", *["lower_secondary_diploma"] * 4, "completed_lower_secondary"),
        ),
        ("admission.introducer_relations", (("work", "study"), *[("work", "study", "residence")] * 5)),
    ],
)
def test_values_by_era(name: str, values: tuple[object, ...]) -> None:
    days = [date(2018, 1, 1), date(2022, 1, 1), date(2025, 3, 1), date(2025, 8, 1), date(2026, 5, 1), date(2026, 8, 1)]
    assert tuple(law_on(day).value(name).value for day in days) == values


@pytest.mark.parametrize(
    "name",
    [
        "admission.cell_threshold",
        "admission.committee_threshold",
        "admission.standing_committee_threshold",
        "admission.introducers_required",
        "recognition.cell_threshold",
        "recognition.probation_months",
        "seniority.basis",
    ],
)
@pytest.mark.parametrize(
    "day", [date(2012, 1, 1), date(2018, 1, 1), date(2025, 8, 1), date(2026, 5, 1), date(2026, 11, 23)]
)
def test_what_the_charter_carries_binds_under_every_regulation(name: str, day: date) -> None:
    assert law_on(day).value(name).binds


def test_what_nobody_has_read_does_not_bind() -> None:
    today = law_on(date(2026, 11, 23)).value("admission.decision_working_days")
    assert today.citation.inherited
    assert today.confidence is Confidence.UNVERIFIED
    assert law_on(date(2026, 8, 1)).value("admission.age_max_years").confidence is Confidence.MEDIUM


def test_no_inherited_value_binds() -> None:
    for parameter in rulebook().parameters.values():
        assert not [v for v in parameter.values if v.citation.inherited and v.binds], parameter.name


def test_the_law_begins_with_the_charter() -> None:
    assert law_on(date(2011, 4, 4)).value("seniority.basis").value == "admission_decision_date"
    with pytest.raises(NoLaw, match="it begins on 2006-04-25"):
        law_on(date(2006, 4, 24))


def test_what_is_not_there_is_said() -> None:
    law = law_on(date(2011, 4, 4))
    assert law.get("admission.decision_working_days") is None
    with pytest.raises(NoSuchValue, match="has no value on 2011-04-04"):
        law.value("admission.decision_working_days")
    with pytest.raises(NoSuchValue, match=r"no such parameter: admission\.luck"):
        law.value("admission.luck")
    for asked in (
        lambda: law.form("99-KNĐ"),
        lambda: law.procedure("poetry"),
        lambda: law.instrument("1-QĐ@1900-01-01"),
    ):
        with pytest.raises(LookupFailed):
            asked()


def test_a_page_changes_on_its_day(law_files: SmallLaw) -> None:
    book = load(law_files.folder)
    assert book.page(date(2019, 12, 31)).values["joining.age"].value == 18
    assert book.page(date(2020, 1, 1)).values["joining.age"].value == 19
    assert book.page(date(2020, 1, 1)) is book.page(date(2030, 1, 1))


def test_levels_change_their_names_and_children() -> None:
    assert law_on(date(2020, 1, 1)).level("SUPERIOR").children == ("BASE", "BASE_CELL")
    assert "CELL" in law_on(date(2025, 7, 1)).level("SUPERIOR").children
    assert law_on(date(2026, 7, 26)).level("DIVISION").name == "Đảng bộ trực thuộc cơ sở"
    assert (
        law_on(date(2026, 7, 26)).level("CELL").name == law_on(date(2026, 7, 26)).level("BASE_CELL").name == "Chi bộ"
    )


def test_working_days_leave_out_tet_and_count_worked_saturdays() -> None:
    calendar = law_on(date(2019, 1, 1)).calendar
    assert calendar.add(date(2018, 6, 4), 60).ends_on == date(2018, 8, 27)
    assert not calendar.is_working(date(2019, 2, 5))
    assert calendar.is_working(date(2019, 5, 4))
    assert not calendar.is_working(date(2019, 4, 29))
