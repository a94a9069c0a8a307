"""Which papers a life calls for, told with the catalogue as it ships."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.common.dates import PartialDate
from chibo.roll.files.catalogue import catalogue, read_catalogue
from chibo.roll.files.rules.occasions import Life, Spell, occasions_of
from chibo.roll.files.rules.required import by_priority, missing, numbers_asked, required

ON = date(2026, 11, 1)
PROBATION = Spell("PROBATIONARY", date(2016, 8, 31), date(2017, 8, 31), "RECOGNIZED")
OFFICIAL = Spell("OFFICIAL", date(2017, 8, 31))
MEMBER = Life(on=ON, spells=(PROBATION, OFFICIAL))


def numbers(life: Life) -> set[int]:
    return {each.paper.number for each in required(life, catalogue()) if not each.possible}


def reason(life: Life, number: int) -> str:
    return next(each.reason for each in required(life, catalogue()) if each.paper.number == number)


def test_the_catalogue_has_104_kinds_in_three_priorities() -> None:
    papers = catalogue().papers
    assert list(papers) == list(range(1, 105))
    assert [sum(paper.priority == priority for paper in papers.values()) for priority in (1, 2, 3)] == [36, 49, 19]


def test_nobody_is_asked_for_anything_before_admission() -> None:
    assert numbers(Life(on=ON)) == set()


def test_admission_calls_for_its_papers() -> None:
    life = Life(on=date(2016, 12, 1), spells=(Spell("PROBATIONARY", date(2016, 8, 31)),))
    assert numbers(life) == {1, 2, 3, 5, 37, 38, 39, 42, 43, 45}
    assert reason(life, 5) == "Được kết nạp ngày 31/08/2016"


def test_recognition_calls_for_46_to_52() -> None:
    assert {7, 46, 47, 48, 49, 50, 52, 100} <= numbers(MEMBER)
    assert 51 not in numbers(MEMBER)  # only where there was a section committee
    assert reason(MEMBER, 51) == "Được công nhận chính thức ngày 31/08/2017"


def test_each_year_calls_for_a_supplement() -> None:
    assert reason(MEMBER, 4) == "Mỗi năm một bản, từ năm 2016"
    assert 4 not in numbers(replace(MEMBER, on=date(2016, 12, 31)))
    assert 4 in numbers(replace(MEMBER, on=date(2017, 1, 1)))


@pytest.mark.parametrize(
    ("more", "expected", "not_expected"),
    [
        ({"moves": [(date(2020, 3, 2), "outside")]}, {54, 60, 62}, {59}),
        ({"moves": [(date(2020, 3, 2), "inside")]}, {59}, {54, 60}),
        ({"moves": [(date(2020, 3, 2), "temporary")]}, {55}, {54, 59}),
        ({"standings": [("EXEMPT", date(2021, 5, 1))]}, {79, 81}, {24, 80}),
        ({"standings": [("SUSPENDED", date(2021, 5, 1))]}, {24}, {79}),
        ({"cards": [date(2018, 2, 3)]}, {19}, {72, 73}),
        ({"entries": [("DISCIPLINE", "2019")]}, {22, 65}, {23}),
        ({"entries": [("AWARD", "2019-05")]}, {23}, {22}),
        ({"entries": [("THEORY", "")]}, {70}, {86}),
        ({"entries": [("LANGUAGE", "2020")]}, {86}, {70}),
        ({"corrections": [("name", date(2022, 1, 1))]}, {74}, {75, 76, 77}),
        ({"corrections": [("ethnicity", date(2022, 1, 1))]}, {77}, {74}),
        ({"died_on": "2025"}, {83, 102}, {101}),
    ],
)
def test_what_happens_calls_for_its_papers(
    more: dict[str, object], expected: set[int], not_expected: set[int]
) -> None:
    told = numbers(replace(MEMBER, **more))  # type: ignore[arg-type]  # any column of a life
    assert expected <= told and not told & not_expected


@pytest.mark.parametrize(
    ("kind", "end", "expected"),
    [
        ("OFFICIAL", "STRIKE_OFF", {16, 101}),
        ("PROBATIONARY", "STRIKE_OFF", {8, 101}),
        ("OFFICIAL", "EXPULSION", {22, 101}),
        ("OFFICIAL", "RESIGNATION", {17, 101}),
        ("OFFICIAL", "DEATH", {83, 102}),
        ("PROBATIONARY", "ANNULMENT", {11}),
        ("OFFICIAL", "ANNULMENT", {13}),
    ],
)
def test_how_it_ended_calls_for_its_papers(kind: str, end: str, expected: set[int]) -> None:
    assert expected <= numbers(Life(on=ON, spells=(Spell(kind, date(2020, 1, 1), date(2024, 2, 2), end),)))


def test_a_second_admission_and_a_restoration_are_told_apart() -> None:
    left = replace(OFFICIAL, ends_on=date(2020, 1, 1), ends_by="STRIKE_OFF")
    again = Life(on=ON, spells=(PROBATION, left, Spell("PROBATIONARY", date(2024, 1, 1))))
    restored = Life(on=ON, spells=(PROBATION, left, Spell("OFFICIAL", date(2021, 1, 1))))
    assert 6 in numbers(again) and 14 not in numbers(again)
    assert 14 in numbers(restored) and 6 not in numbers(restored)


def test_several_moves_name_the_last_and_count_the_others() -> None:
    life = replace(MEMBER, moves=[(date(2019, 1, 2), "outside"), (date(2023, 4, 5), "outside")])
    assert reason(life, 54) == "Chuyển sinh hoạt đảng chính thức ngày 05/04/2023 và 1 lần trước"


def test_partial_days_stay_partial() -> None:
    assert reason(replace(MEMBER, entries=[("AWARD", "2019-05")]), 23) == "Được khen thưởng tháng 05/2019"
    assert reason(replace(MEMBER, entries=[("AWARD", "")]), 23) == "Được khen thưởng"


def test_missing_is_what_must_be_there_and_is_not_settled() -> None:
    needed = required(MEMBER, catalogue())
    asked = numbers(MEMBER)
    assert {each.paper.number for each in missing(needed, set())} == asked
    assert {each.paper.number for each in missing(needed, {1, 2, 3})} == asked - {1, 2, 3}
    assert missing(needed, asked) == []
    assert sum(by_priority(asked, catalogue()).values()) == len(asked)


MOVES = st.lists(st.tuples(st.dates(date(2017, 1, 1), ON), st.sampled_from(["inside", "outside", "temporary"])))
ENTRIES = st.lists(
    st.tuples(st.sampled_from(["POST", "AWARD", "DISCIPLINE", "THEORY", "OTHER"]), st.sampled_from(["", "2019"]))
)
CARDS = st.lists(st.dates(date(2017, 9, 1), ON), max_size=3)


@given(MOVES, ENTRIES, CARDS, MOVES, ENTRIES, CARDS)
def test_more_life_never_takes_a_paper_away(m1, e1, c1, m2, e2, c2) -> None:  # type: ignore[no-untyped-def]
    less = replace(MEMBER, moves=m1, entries=e1, cards=c1)
    more = replace(MEMBER, moves=m1 + m2, entries=e1 + e2, cards=c1 + c2)
    assert numbers(less) <= numbers(more)
    assert set(occasions_of(less)) <= set(occasions_of(more))


@given(MOVES, ENTRIES, CARDS)
def test_counting_and_telling_say_the_same(moves, entries, cards) -> None:  # type: ignore[no-untyped-def]
    life = replace(MEMBER, moves=moves, entries=entries, cards=cards)
    assert numbers_asked(life, catalogue()) == numbers(life)


def test_a_roster_without_probation_leaves_the_day_of_admission_open() -> None:
    life = Life(on=ON, spells=(OFFICIAL,))
    assert occasions_of(life)["admitted"] == [None]
    assert reason(life, 5) == "Được kết nạp"
    assert occasions_of(life)["recognised"] == [PartialDate(2017, 8, 31)]


def test_a_catalogue_with_a_gap_is_refused() -> None:
    source = {"instrument": "1361-CV/BTCTW@2026-06-30", "clause": "x"}
    raw = {
        "source": source,
        "confidence": "medium",
        "grounds": {"name": source},
        "priorities": {1: "a"},
        "occasions": {"admitted": {"reason": "r", "ground": "name", "confidence": "medium"}},
        "papers": [{"number": 2, "title": "x", "priority": 1}],
    }
    with pytest.raises(ValueError, match="paper 2 stands where 1 is expected"):
        read_catalogue(raw)
    with pytest.raises(ValueError, match="unknown priority or occasion"):
        read_catalogue({**raw, "papers": [{"number": 1, "title": "x", "priority": 1, "needed": "born"}]})
