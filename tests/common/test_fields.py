"""Form fields refuse in Vietnamese, keep what was typed and never fill in a blank."""

import unicodedata
from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError

from chibo.common.dates import PartialDate
from chibo.common.fields import CountField, DayField, IdentityField, NameField, PartialDayField


def refusal(field: forms.Field, typed: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        field.clean(typed)
    return " ".join(caught.value.messages)


class DecisionForm(forms.Form):
    day = DayField()
    number = CountField()


def test_a_day_is_cleaned_and_shown_again_as_typed() -> None:
    form = DecisionForm({"day": "5/9/2026", "number": "0"})
    assert form.is_valid()
    assert form.cleaned_data == {"day": date(2026, 9, 5), "number": 0}
    wrong = DecisionForm({"day": "31/02/2024", "number": "1"})
    assert wrong.errors["day"] == ["Ngày 31/02/2024 không có trong lịch"]
    assert 'value="31/02/2024"' in str(wrong["day"])


def test_a_day_has_no_default_and_an_earlier_one_is_shown_our_way() -> None:
    blank = str(DecisionForm()["day"])
    assert "value=" not in blank
    assert "placeholder" not in blank
    assert 'inputmode="numeric"' in blank
    assert 'autocomplete="off"' in blank
    assert 'value="05/09/2026"' in str(DecisionForm(initial={"day": date(2026, 9, 5)})["day"])
    with pytest.raises(TypeError, match="no default"):
        DayField(initial=date(2026, 9, 5))


@pytest.mark.parametrize("blank", ["", "   ", None])
def test_a_blank_is_never_something(blank: str | None) -> None:
    assert refusal(DayField(), blank) == "Chưa ghi ngày"
    assert refusal(CountField(), blank) == "Chưa ghi số; nếu không có thì ghi 0"
    assert refusal(IdentityField(), blank) == "Chưa ghi số định danh cá nhân"
    assert refusal(NameField(), blank) == "Chưa ghi tên"
    assert DayField(required=False).clean(blank) is None
    assert CountField(required=False).clean(blank) is None


def test_a_partial_day() -> None:
    assert PartialDayField().clean("05/1990") == PartialDate(1990, 5)
    assert "không có trong lịch" in refusal(PartialDayField(), "30/02/1990")
    assert PartialDayField().prepare_value(PartialDate(1990, 5)) == "05/1990"


@pytest.mark.parametrize("typed", ["1.000", "1,5", "-1", "ba", "²", "١"])
def test_a_count_takes_digits_only(typed: str) -> None:
    assert "chỉ ghi chữ số" in refusal(CountField(), typed)


def test_a_count_has_an_end() -> None:
    assert CountField(maximum=25).clean(" 25 ") == 25
    assert refusal(CountField(maximum=25), "26") == "26 lớn quá; nhiều nhất là 25"
    assert "lớn quá" in refusal(CountField(), "9" * 5000)


def test_an_identity_number_keeps_its_zeros() -> None:
    assert IdentityField().clean(" 001 090 000 123 ") == "001090000123"
    assert IdentityField(old=True).clean("012345678") == "012345678"


@pytest.mark.parametrize("digits", [9, 11, 13])
def test_an_identity_number_of_another_length_is_counted(digits: int) -> None:
    assert refusal(IdentityField(), "1" * digits) == f"Đã ghi {digits} chữ số; cần đúng 12 chữ số"


def test_an_identity_number_is_digits() -> None:
    assert "chỉ gồm chữ số" in refusal(IdentityField(), "00109000012A")
    assert "cần 12 chữ số (số cũ: 9)" in refusal(IdentityField(old=True), "1" * 10)


def test_a_name_is_composed() -> None:
    assert NameField().clean(unicodedata.normalize("NFD", "  Nguyễn  Văn Ân ")) == "Nguyễn Văn Ân"
    assert "phông cũ" in refusal(NameField(), "NguyÔn V¨n An")
    assert refusal(NameField(), "\u200b") == "Chưa ghi tên"
