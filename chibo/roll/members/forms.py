"""Filters of the lists, and the acts of a committee on its own standards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from chibo.common.fields import DayField
from chibo.roll.members.queries.status import Filter


class PeopleFilter(forms.Form):
    """What narrows the list of members; it stays in the address."""

    ten = forms.CharField(label="Họ và tên", required=False, max_length=100)
    loai = forms.ChoiceField(label="Diện", required=False, choices=[(each.slug, each.label) for each in Filter])
    to_chuc = forms.ChoiceField(label="Tổ chức", required=False)
    ngay = DayField(label="Tính đến ngày", required=False)

    def __init__(self, *args: Any, organizations: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to_chuc"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Toàn bộ phạm vi của đồng chí"), *organizations]


class DayFilter(forms.Form):
    ngay = DayField(label="Tính đến ngày", required=False)


class StandardForm(forms.Form):
    """A value that the committee sets for its own subtree, with its own document."""

    parameter = forms.ChoiceField(label="Tiêu chuẩn")
    value = forms.CharField(label="Giá trị", max_length=200, help_text="Số, hoặc các mã cách nhau bằng dấu phẩy")
    document = forms.CharField(label="Số văn bản", max_length=120)
    document_on = DayField(label="Ngày văn bản")
    clause = forms.CharField(label="Điều khoản", max_length=120, required=False)
    on = DayField(label="Có hiệu lực từ ngày")

    def __init__(self, *args: Any, parameters: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["parameter"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "— chọn —"), *parameters]

    def stated(self) -> Any:
        """The value as text, or as a list where several codes were given."""
        text = self.cleaned_data["value"].strip()
        parts = [part.strip() for part in text.split(",") if part.strip()]
        if len(parts) > 1:
            return parts
        return int(text) if text.isascii() and text.isdigit() else text
