"""Form fields that say in Vietnamese what is wrong, and never guess."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError

from chibo.common.dates import PartialDate, display, parse_day
from chibo.common.text import has_legacy_font, nfc

T = TypeVar("T")


def _typed_text(inputmode: str) -> forms.TextInput:
    return forms.TextInput(attrs={"inputmode": inputmode, "autocomplete": "off"})


def _parsed(parse: Callable[[str], T], text: str) -> T:
    try:
        return parse(text)
    except ValueError as error:
        raise ValidationError(str(error), code="invalid") from None


class DayField(forms.Field):
    """A legal day, typed by a person as dd/mm/yyyy (or picked, which sends ISO); it has no default."""

    default_error_messages = {"required": "Chưa ghi ngày"}

    def __init__(self, **kwargs: Any) -> None:
        if "initial" in kwargs:
            raise TypeError("a legal day has no default")
        kwargs.setdefault("help_text", "dd/mm/yyyy, ví dụ 05/09/2026")
        kwargs.setdefault("widget", _typed_text("numeric"))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        return _parsed(parse_day, str(value)) if str(value).strip() else None

    def prepare_value(self, value: Any) -> Any:
        return display(value) if isinstance(value, date) else value


class PartialDayField(forms.Field):
    """A day of which perhaps only the month or the year is known."""

    default_error_messages = {"required": "Chưa ghi ngày; chỉ biết năm thì ghi năm"}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "dd/mm/yyyy; không rõ ngày thì ghi mm/yyyy, chỉ biết năm thì ghi yyyy")
        kwargs.setdefault("widget", _typed_text("numeric"))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> PartialDate | None:
        if value in self.empty_values or isinstance(value, PartialDate):
            return value or None
        return _parsed(PartialDate.parse_typed, str(value)) if str(value).strip() else None

    def prepare_value(self, value: Any) -> Any:
        return value.display if isinstance(value, PartialDate) else value


class CountField(forms.Field):
    """How many: a whole number from 0. What was left blank was not counted, and is not 0."""

    default_error_messages = {"required": "Chưa ghi số; nếu không có thì ghi 0"}

    def __init__(self, *, maximum: int = 9_999_999, **kwargs: Any) -> None:
        self.maximum = maximum
        kwargs.setdefault("widget", _typed_text("numeric"))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        text = "" if value is None else str(value).strip()
        if not text:
            return None
        if not (text.isascii() and text.isdigit()):
            raise ValidationError(f"“{text}”: chỉ ghi chữ số, không dấu chấm, dấu phẩy, dấu trừ", code="invalid")
        if len(text) > 12 or int(text) > self.maximum:
            raise ValidationError(f"{text} lớn quá; nhiều nhất là {self.maximum}", code="too_many")
        return int(text)


class IdentityField(forms.Field):
    """A personal identity number: exactly 12 digits, kept as text. ``old`` also takes the 9 digits of before."""

    default_error_messages = {"required": "Chưa ghi số định danh cá nhân"}

    def __init__(self, *, old: bool = False, **kwargs: Any) -> None:
        self.old = old
        kwargs.setdefault("help_text", "12 chữ số; số chứng minh nhân dân cũ có 9 chữ số" if old else "12 chữ số")
        kwargs.setdefault("widget", _typed_text("numeric"))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = "".join(str(value or "").split())
        if text and not (text.isascii() and text.isdigit()):
            raise ValidationError("Số định danh chỉ gồm chữ số", code="invalid")
        if text and len(text) != 12 and not (self.old and len(text) == 9):
            needed = "12 chữ số (số cũ: 9)" if self.old else "đúng 12 chữ số"
            raise ValidationError(f"Đã ghi {len(text)} chữ số; cần {needed}", code="length")
        return text


class NameField(forms.CharField):
    """A name, stored composed however it was typed."""

    default_error_messages = {"required": "Chưa ghi tên"}

    def to_python(self, value: Any) -> str:
        raw = str(value or "")
        if has_legacy_font(raw):
            raise ValidationError("Chữ gõ bằng phông cũ (TCVN3, VNI); hãy gõ lại bằng Unicode", code="legacy_font")
        return nfc(raw)
