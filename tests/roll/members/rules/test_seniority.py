"""Party age: from the decision, less the time outside, nothing before recognition."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chibo.foundation.rulebook import law_on
from chibo.foundation.rulebook.findings import Outcome
from chibo.roll.members.rules.seniority import Absence, Seniority, Service, seniority

ON = date(2022, 1, 1)


def of(on: date = ON, **known: Any) -> Seniority:
    return seniority(Service(on=on, **known), law_on(on))


def test_it_starts_on_the_day_of_the_decision() -> None:
    told = of(decided_on=date(2000, 5, 20), recognised=True)
    assert (told.starts_on, told.years, told.months_over) == (date(2000, 5, 20), 21, 7)
    assert all(finding.citation for finding in told.findings)


@pytest.mark.parametrize(("on", "years"), [(date(2022, 5, 19), 21), (date(2022, 5, 20), 22)])
def test_a_year_is_full_on_its_day(on: date, years: int) -> None:
    assert of(on, decided_on=date(2000, 5, 20)).years == years


def test_without_the_decision_the_card_speaks() -> None:
    told = of(decided_on=date(1970, 1, 1), decision_lost=True, card_on=date(1968, 2, 3))
    assert told.starts_on == date(1968, 2, 3)


def test_without_either_it_is_asked() -> None:
    told = of()
    assert (told.starts_on, told.months) == (None, None)
    assert [finding.outcome for finding in told.findings] == [Outcome.UNKNOWN]


def test_months_outside_are_taken_off() -> None:
    told = of(decided_on=date(2000, 1, 1), absences=(Absence(months=12), Absence(months=6)))
    assert (told.taken_off, told.years, told.months_over) == (18, 20, 6)


def test_the_readmitted_lose_the_time_between() -> None:
    absence = Absence(left_on=date(2008, 1, 1), back_on=date(2012, 1, 16))
    told = of(decided_on=date(2000, 1, 1), readmitted=True, absences=(absence,))
    assert (told.taken_off, told.years, told.months_over) == (48, 17, 11)  # the fifteen days over count too


def test_who_is_still_outside_gains_nothing() -> None:
    absence = Absence(left_on=date(2008, 1, 1))
    early, late = (
        of(date(2020, 1, 1), decided_on=date(2000, 1, 1), absences=(absence,)),
        of(decided_on=date(2000, 1, 1), absences=(absence,)),
    )
    assert (early.years, late.years) == (8, 8)


def test_a_wrongful_expulsion_takes_nothing_off() -> None:
    absence = Absence(left_on=date(2005, 6, 1), back_on=date(2010, 6, 1), wrongful=True)
    told = of(decided_on=date(1990, 1, 1), absences=(absence,))
    assert (told.taken_off, told.years) == (0, 32)


def test_nobody_has_party_age_before_recognition() -> None:
    told = of(decided_on=date(2021, 1, 1), recognised=False)
    assert told.months is None
    assert told.starts_on == date(2021, 1, 1)  # then it counts from here
    assert "SEN-RECOGNISED" in {finding.code for finding in told.findings}


def test_time_before_leaving_is_not_taken_off_in_advance() -> None:
    absence = Absence(left_on=date(2014, 5, 1), back_on=date(2018, 5, 1))
    assert of(date(2013, 5, 1), decided_on=date(2000, 5, 1), absences=(absence,)).taken_off == 0


def test_it_is_never_less_than_nothing() -> None:
    assert of(decided_on=date(2021, 6, 1), absences=(Absence(months=24),)).months == 0


@pytest.mark.parametrize("on", [date(2012, 1, 1), date(2017, 1, 1), date(2025, 8, 1), date(2026, 11, 23)])
def test_every_era_reckons_alike(on: date) -> None:
    assert of(on, decided_on=date(1990, 1, 1), absences=(Absence(months=12),)).taken_off == 12
