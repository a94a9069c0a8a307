"""Badges: reached, early, posthumous, barred; and that rounds never give one twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.common.dates import add_months, add_years
from chibo.foundation.rulebook.findings import Outcome
from chibo.foundation.rulebook.law import law_on
from chibo.foundation.rulebook.model import Confidence
from chibo.roll.members.rules.seniority import Absence, Seniority, Service, seniority
from chibo.work.honours.rules.badges import (
    Candidate,
    Discipline,
    Ground,
    barred,
    check_early,
    check_kept,
    check_level,
    check_lost,
    check_posthumous,
    check_reached,
    due,
    early_value,
    following,
    highest,
    levels,
    round_before,
    round_from,
    rounds,
)

#: A day under the guidance of 2021, and one under the regulation of 2016.
NOW, THEN = date(2022, 10, 28), date(2019, 4, 20)
LAW = law_on(NOW)


def member(decided_on: date | None, on: date = NOW, *absences: Absence) -> Seniority:
    return seniority(Service(on=on, decided_on=decided_on, absences=absences), law_on(on))


def candidate(decided_on: date, **more: object) -> Candidate:
    return Candidate(service=Service(on=NOW, decided_on=decided_on), **more)  # type: ignore[arg-type]  # test facts


# Levels and rounds


def test_the_list_of_badges_is_of_the_law() -> None:
    assert check_level(levels(LAW)[0], LAW).outcome is Outcome.PASSED
    none = check_level(35, LAW)
    assert none.refuses
    assert none.citation is not None
    assert (highest(LAW, 29), highest(LAW, 39), highest(LAW, 99)) == (None, 30, 90)
    assert (following(LAW, None), following(LAW, 30), following(LAW, 90)) == (30, 40, None)


def test_the_rounds_of_a_year_are_found_from_a_day() -> None:
    february, may, september, november = rounds(LAW, 2022)
    assert round_from(LAW, may) == may
    assert round_from(LAW, may + timedelta(days=1)) == september
    assert round_from(LAW, november + timedelta(days=1)) == date(2023, february.month, february.day)
    assert round_before(LAW, february) == date(2021, november.month, november.day)
    assert round_before(LAW, may) == february


def test_before_the_rounds_are_known_none_is_made_up() -> None:
    assert rounds(law_on(date(2012, 6, 1)), 2012) == []
    assert round_from(law_on(date(2012, 6, 1)), date(2012, 6, 1)) is None


# Reached


def test_a_badge_is_reached_on_the_day_itself_and_not_before() -> None:
    told = member(date(1992, 10, 28))
    assert check_reached(told, 30, NOW, LAW).outcome is Outcome.PASSED
    before = check_reached(told, 30, NOW - timedelta(days=1), LAW)
    assert before.refuses
    assert "28/10/2022" in before.sentence


def test_without_a_decision_the_office_is_asked() -> None:
    found = check_reached(member(None), 30, NOW, LAW)
    assert found.asks_people
    assert found.missing == ("decided_on",)


def test_before_recognition_there_is_no_party_age_and_no_badge() -> None:
    told = seniority(Service(on=NOW, decided_on=date(1980, 1, 1), recognised=False), LAW)
    assert check_reached(told, 30, NOW, LAW).outcome is Outcome.FAILED


# Early and posthumous


@pytest.mark.parametrize(
    ("decided_on", "level", "passes"),
    [
        (date(1954, 9, 28), 70, True),  # 23 months short of a high badge
        (date(1954, 10, 28), 70, True),  # 24 to the day
        (date(1954, 10, 29), 70, False),
        (date(1958, 10, 28), 65, True),
        (date(1958, 10, 29), 65, False),
    ],
)
def test_serious_illness_brings_a_badge_forward_by_so_many_months(decided_on: date, level: int, passes: bool) -> None:
    assert (check_early(member(decided_on), level, NOW, LAW).outcome is Outcome.PASSED) is passes


def test_in_2016_all_badges_were_brought_forward_alike() -> None:
    law = law_on(THEN)
    early = {level: value.number for level in levels(law) if (value := early_value(law, level))}
    assert set(early.values()) == {12}


def test_a_posthumous_badge_needs_the_years_in_2016_and_may_lack_a_year_in_2021() -> None:
    law = law_on(THEN)
    told = member(date(1979, 5, 15), THEN)
    refused = check_posthumous(told, 40, THEN, law)
    assert refused.refuses
    assert "không cho xét sớm" in refused.sentence
    assert check_posthumous(member(date(1983, 10, 28)), 40, NOW, LAW).outcome is Outcome.PASSED
    assert check_posthumous(member(date(1983, 10, 29)), 40, NOW, LAW).outcome is Outcome.FAILED


def test_where_the_era_does_not_say_the_office_is_asked() -> None:
    day = date(2012, 6, 1)
    assert check_early(member(date(1982, 9, 1), day), 30, day, law_on(day)).asks_people


# Bars


@pytest.mark.parametrize(
    ("form", "day", "months"),
    [("reprimand", NOW, 6), ("warning", NOW, 9), ("dismissal", NOW, 12), ("warning", THEN, 6)],
)
def test_a_discipline_bars_until_its_months_are_over(form: str, day: date, months: int) -> None:
    law = law_on(day)
    over = barred(Discipline(form=form, decided_on=add_months(day, -months)), day, law)
    assert (over.months, over.until) == (months, day)
    assert over.finding.outcome is Outcome.PASSED
    under = barred(Discipline(form=form, decided_on=add_months(day, -months) + timedelta(days=1)), day, law)
    assert under.finding.outcome is Outcome.FAILED
    assert barred(Discipline(form=form, months_ago=months - 1), day, law).finding.outcome is Outcome.FAILED


def test_a_discipline_without_a_day_asks_and_one_without_a_rule_too() -> None:
    assert barred(Discipline(form="warning"), NOW, LAW).finding.missing == ("discipline_decided_on",)
    assert barred(Discipline(form="warning", months_ago=3), date(2012, 6, 1), law_on(date(2012, 6, 1))).months is None


def test_what_was_taken_over_from_an_earlier_text_warns_and_does_not_refuse() -> None:
    day = date(2026, 9, 2)
    bar = barred(Discipline(form="warning", decided_on=date(2026, 5, 1)), day, law_on(day))
    assert bar.finding.warns
    assert bar.finding.confidence is Confidence.UNVERIFIED


# Afterwards


def test_a_badge_lost_for_a_good_reason_is_given_again() -> None:
    assert check_lost(True, LAW).outcome is Outcome.PASSED
    assert check_lost(False, LAW).refuses
    assert check_lost(None, LAW).asks_people


def test_the_family_keeps_it_and_who_is_put_out_returns_it() -> None:
    assert check_kept("DEATH", LAW).outcome is Outcome.PASSED
    assert check_kept("EXPULSION", LAW).outcome is Outcome.FAILED
    assert check_kept("EXPULSION", law_on(date(2012, 6, 1))).asks_people


# Due in a round

ROUND = date(2022, 11, 7)


def test_who_reaches_a_badge_since_the_last_round_is_due_now() -> None:
    found = due(candidate(date(1992, 10, 1)), ROUND, LAW, since=date(2022, 9, 2))
    assert found is not None
    assert (found.level, found.ground, found.fresh) == (30, Ground.REACHED, True)
    assert not found.is_barred
    assert all(finding.citation for finding in found.findings)


def test_who_reached_it_earlier_without_an_entry_is_named_apart() -> None:
    found = due(candidate(date(1990, 1, 1)), ROUND, LAW, since=date(2022, 9, 2))
    assert found is not None
    assert not found.fresh


def test_nobody_is_due_what_they_hold() -> None:
    assert due(candidate(date(1992, 10, 1), held=frozenset({30})), ROUND, LAW) is None
    assert due(candidate(date(1995, 10, 1)), ROUND, LAW) is None


def test_who_is_barred_stays_on_the_list_with_the_day() -> None:
    discipline = Discipline(form="warning", decided_on=date(2022, 6, 1))
    found = due(candidate(date(1992, 10, 1), disciplines=(discipline,)), ROUND, LAW)
    assert found is not None
    assert found.is_barred
    assert found.barred_until == date(2023, 3, 1)


def test_illness_and_death_bring_the_next_badge_into_sight() -> None:
    ill = due(candidate(date(1993, 3, 1), ill=True), ROUND, LAW)
    assert ill is not None
    assert (ill.level, ill.ground) == (30, Ground.EARLY)
    dead = due(candidate(date(1983, 3, 1), held=frozenset({30}), died_on=date(2022, 10, 1)), ROUND, LAW)
    assert dead is not None
    assert (dead.level, dead.ground) == (40, Ground.POSTHUMOUS)
    assert due(candidate(date(1985, 3, 1), held=frozenset({30}), died_on=date(2022, 10, 1)), ROUND, LAW) is None


def test_party_age_stands_still_at_death() -> None:
    found = due(candidate(date(1980, 3, 1), held=frozenset({30}), died_on=date(2019, 6, 1)), ROUND, LAW)
    assert found is not None
    assert (found.level, found.ground) == (40, Ground.POSTHUMOUS), "nine months short when she died"


# Properties

DAYS = st.dates(date(1945, 9, 2), date(2005, 1, 1))
GAPS = st.integers(0, 120)


@given(decided_on=DAYS, months=GAPS, on=st.dates(date(2021, 10, 1), date(2025, 6, 1)), later=st.integers(0, 4000))
def test_party_age_never_falls_as_days_pass(decided_on: date, months: int, on: date, later: int) -> None:
    absence = Absence(months=months)
    first, then = (
        seniority(Service(on=day, decided_on=decided_on, absences=(absence,)), LAW).months or 0
        for day in (on, on + timedelta(days=later))
    )
    assert first <= then


@given(decided_on=DAYS, months=GAPS, years=st.sampled_from(levels(LAW)))
def test_a_gap_puts_a_badge_off_by_exactly_itself(decided_on: date, months: int, years: int) -> None:
    whole = member(decided_on).reached_on(years)
    late = member(decided_on, NOW, Absence(months=months)).reached_on(years)
    assert whole == add_years(decided_on, years)
    assert late == add_years(add_months(decided_on, months), years)


@given(decided_on=DAYS, on=st.dates(date(2021, 10, 1), date(2025, 6, 1)), years=st.sampled_from(levels(LAW)))
def test_full_years_and_the_day_reached_agree(decided_on: date, on: date, years: int) -> None:
    told = member(decided_on, on)
    reached = told.reached_on(years)
    assert reached is not None
    assert ((told.years or 0) >= years) is (reached <= on)


@given(decided_on=DAYS, months=GAPS, held=st.sets(st.sampled_from(levels(LAW)), max_size=2), ill=st.booleans())
def test_consecutive_rounds_never_give_one_badge_twice(
    decided_on: date, months: int, held: set[int], ill: bool
) -> None:
    service = Service(on=NOW, decided_on=decided_on, absences=(Absence(months=months),))
    given_so_far: list[int] = []
    since: date | None = None
    for year in range(2016, 2026):
        for day in rounds(LAW, year):
            who = Candidate(service=service, held=frozenset(held | set(given_so_far)), ill=ill)
            found = due(who, day, LAW, since=since)
            if found is not None:
                given_so_far.append(found.level)
                assert found.reached_on <= add_months(day, 24)
            since = day
    assert given_so_far == sorted(set(given_so_far))
    assert not held & set(given_so_far)


@given(decided_on=DAYS)
def test_each_badge_is_fresh_in_exactly_one_round(decided_on: date) -> None:
    fresh = [
        found.level
        for year in range(2010, 2031)
        for day in rounds(LAW, year)
        if (found := due(candidate(decided_on), day, LAW, since=round_before(LAW, day))) and found.fresh
    ]
    assert len(fresh) == len(set(fresh))
    reached = [n for n in levels(LAW) if date(2009, 11, 8) <= add_years(decided_on, n) <= date(2030, 11, 7)]
    assert fresh == reached
