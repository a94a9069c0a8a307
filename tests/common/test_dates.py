"""Days as people type them, and months as the law counts them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.common.dates import PartialDate, add_months, add_years, display, full_months, full_years, parse_day

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize("typed", ["05/09/2026", "5/9/2026", "5-9-2026", "05.09.2026", "2026-09-05", " 5/9/2026 "])
def test_a_day_is_read_however_it_is_typed(typed: str) -> None:
    assert parse_day(typed) == date(2026, 9, 5)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31/02/2024", "Ngày 31/02/2024 không có trong lịch"),
        ("29/02/2023", "Ngày 29/02/2023 không có trong lịch"),
        ("2026-13-01", "Ngày 2026-13-01 không có trong lịch"),
        ("5/9/26", "năm phải ghi đủ bốn chữ số"),
        ("01/01/1899", "năm phải từ 1900 đến 2100"),
        ("01/01/2101", "năm phải từ 1900 đến 2100"),
        ("5/9-2026", "chưa phải là ngày"),
        ("2026", "chưa phải là ngày"),
        ("hôm nay", "chưa phải là ngày"),
    ],
)
def test_a_wrong_day_is_refused_with_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        parse_day(typed)


@given(days)
def test_what_is_displayed_can_be_typed(day: date) -> None:
    assert parse_day(display(day)) == day


def test_a_month_after_the_thirty_first_is_the_last_day() -> None:
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2024, 3, 31), -1) == date(2024, 2, 29)
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)


def test_somebody_born_on_29_february_is_18_on_28_february() -> None:
    assert full_years(date(2004, 2, 29), date(2022, 2, 27)) == 17
    assert full_years(date(2004, 2, 29), date(2022, 2, 28)) == 18


@given(days, st.integers(-1200, 1200))
def test_counting_months_undoes_adding_them(day: date, months: int) -> None:
    assert full_months(day, add_months(day, months)) == months


@given(days, days)
def test_full_months_are_the_most_that_fit(start: date, end: date) -> None:
    months = full_months(start, end)
    assert add_months(start, months) <= end < add_months(start, months + 1)


@given(st.integers(1900, 2100), st.none() | st.integers(1, 12), st.none() | st.integers(1, 28))
def test_a_partial_date_is_written_and_read_again(year: int, month: int | None, day: int | None) -> None:
    partial = PartialDate(year, month, day if month else None)
    assert PartialDate.parse(str(partial)) == partial
    assert PartialDate.parse_typed(partial.display) == partial
    assert partial.earliest <= partial.latest
    assert (partial.exact is None) == (partial.earliest != partial.latest)


def test_a_partial_date_covers_what_is_not_known() -> None:
    assert PartialDate(1990).latest == date(1990, 12, 31)
    assert PartialDate(2024, 2).latest == date(2024, 2, 29)
    assert PartialDate(1990, 5).display == "05/1990"
    assert str(PartialDate.parse_typed("5/1990")) == "1990-05"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("13/1990", "Tháng 13/1990 không có trong lịch"),
        ("31/02/1990", "Ngày 31/02/1990 không có trong lịch"),
        ("90", "chưa phải là ngày; ghi 17/05/1990, hoặc 05/1990, hoặc 1990"),
        ("5/90", "năm phải ghi đủ bốn chữ số"),
        ("1890", "năm phải từ 1900"),
    ],
)
def test_a_wrong_partial_date_is_refused(typed: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        PartialDate.parse_typed(typed)


@pytest.mark.parametrize("text", ["", "90", "1990-5", "1990-13", "1990-02-30"])
def test_a_stored_partial_date_must_be_one(text: str) -> None:
    with pytest.raises(ValueError):
        PartialDate.parse(text)


def test_a_day_without_a_month_is_nonsense() -> None:
    with pytest.raises(ValueError, match="phải có tháng"):
        PartialDate(1990, None, 5)
