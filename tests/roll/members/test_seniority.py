"""Party age: from the day of the decision, less the time outside; nothing before recognition."""

from __future__ import annotations

from datetime import date

import pytest

from chibo.foundation.rulebook.findings import Outcome
from chibo.foundation.rulebook.law import Law, law_on
from chibo.roll.members.rules.seniority import Absence, Seniority, Service, seniority

TODAY = date(2026, 11, 23)


def reckon(on: date = TODAY, law: Law | None = None, **facts: object) -> Seniority:
    return seniority(Service(on=on, **facts), law or law_on(on))  # type: ignore[arg-type]  # facts by name


def test_it_runs_from_the_day_of_the_decision() -> None:
    told = reckon(decided_on=date(2001, 11, 23))
    assert (told.starts_on, told.years, told.months_over) == (date(2001, 11, 23), 25, 0)
    assert "23/11/2001" in told.findings[0].sentence
    assert told.findings[0].citation is not None


def test_a_day_short_of_the_year_is_not_a_year() -> None:
    told = reckon(decided_on=date(2001, 11, 24))
    assert (told.years, told.months_over) == (24, 11)


def test_before_recognition_there_is_none_and_the_day_is_kept() -> None:
    told = reckon(decided_on=date(2026, 3, 1), recognised=False)
    assert told.starts_on == date(2026, 3, 1)
    assert told.months is told.years is told.months_over is None
    assert told.findings[-1].outcome is Outcome.FAILED


def test_a_lost_decision_leaves_the_day_on_the_card() -> None:
    told = reckon(decided_on=date(1968, 1, 1), decision_lost=True, card_on=date(1968, 2, 3))
    assert told.starts_on == date(1968, 2, 3)
    assert "thẻ đảng viên" in told.findings[0].sentence


def test_without_decision_and_card_it_is_asked_for() -> None:
    told = reckon()
    assert told.months is None
    assert told.findings[0].missing == ("decided_on",)


def test_time_outside_is_taken_off_to_the_day() -> None:
    away = Absence(left_on=date(2008, 1, 15), back_on=date(2012, 3, 20))
    told = reckon(date(2022, 1, 1), decided_on=date(2000, 1, 1), readmitted=True, absences=(away,))
    assert (told.taken_off, told.years, told.months_over) == (50, 17, 9)
    assert "lần đầu" in told.findings[0].sentence


def test_months_of_which_the_days_are_lost_are_taken_off_too() -> None:
    told = reckon(date(2019, 10, 7), decided_on=date(1972, 1, 1), absences=(Absence(months=30), Absence(months=6)))
    assert (told.taken_off, told.years, told.months_over) == (36, 44, 9)


def test_who_has_left_and_not_come_back_stands_still() -> None:
    away = (Absence(left_on=date(2010, 5, 1)),)
    assert reckon(decided_on=date(2000, 5, 1), absences=away).years == 10
    assert reckon(date(2015, 5, 1), decided_on=date(2000, 5, 1), absences=away).years == 10


def test_time_before_leaving_is_not_taken_off_in_advance() -> None:
    away = (Absence(left_on=date(2014, 5, 1), back_on=date(2018, 5, 1)),)
    assert reckon(date(2013, 5, 1), decided_on=date(2000, 5, 1), absences=away).taken_off == 0


def test_an_expulsion_found_wrong_is_time_served() -> None:
    wrong = Absence(left_on=date(2005, 6, 1), back_on=date(2010, 6, 1), wrongful=True)
    told = reckon(date(2020, 6, 1), decided_on=date(1990, 6, 1), absences=(wrong,))
    assert (told.taken_off, told.years) == (0, 30)
    assert "liên tục" in told.findings[-1].sentence


@pytest.mark.parametrize("on", [date(2012, 1, 1), date(2017, 1, 1), date(2022, 1, 1), date(2025, 8, 1), TODAY])
def test_every_era_reckons_alike(on: date) -> None:
    away = (Absence(months=12),)
    assert reckon(on, decided_on=date(1990, 1, 1), absences=away).taken_off == 12


def test_it_is_never_less_than_nothing() -> None:
    assert reckon(date(2026, 1, 1), decided_on=date(2025, 6, 1), absences=(Absence(months=24),)).months == 0
