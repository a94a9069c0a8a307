"""Filters of the lists, and the acts of a committee on its own standards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from chibo.common.fields import CountField, DayField
from chibo.foundation.rulebook.model import Parameter
from chibo.foundation.rulebook.units import FRACTIONS, NUMBERS, RATE
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


class ParameterForm(forms.Form):
    """First what is to be set: how its value is stated depends on it."""

    parameter = forms.ChoiceField(label="Tiêu chuẩn, giá trị")

    def __init__(self, *args: Any, parameters: Mapping[str, Sequence[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["parameter"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "— chọn —"), *parameters.items()]


class StandardForm(forms.Form):
    """A value that the committee sets for its own subtree, with its own document."""

    document = forms.CharField(label="Số văn bản", max_length=120)
    document_on = DayField(label="Ngày văn bản")
    clause = forms.CharField(label="Điều khoản", max_length=120, required=False)
    on = DayField(label="Có hiệu lực từ ngày")

    def __init__(self, *args: Any, spec: Parameter, present: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = _value_field(spec)
        self.fields["value"].initial = list(present) if spec.unit == "choices" and present else None
        self.order_fields(["value"])

    def stated(self) -> Any:
        """The value as the rules read it from a form."""
        value = self.cleaned_data["value"]
        return value == "yes" if value in {"yes", "no"} else value


def _value_field(spec: Parameter) -> forms.Field:
    labels = list(spec.labels.items())
    match spec.unit:
        case "choices":
            return forms.MultipleChoiceField(label="Gồm", choices=labels, widget=forms.CheckboxSelectMultiple)
        case "choice":
            return forms.ChoiceField(label="Giá trị", choices=labels, widget=forms.RadioSelect)
        case "boolean":
            return forms.ChoiceField(
                label="Giá trị", choices=[("yes", "Có"), ("no", "Không")], widget=forms.RadioSelect
            )
        case unit if unit in NUMBERS:
            return CountField(label=f"Giá trị ({NUMBERS[unit]})")
        case unit if unit in FRACTIONS:
            return forms.CharField(label=f"Giá trị ({FRACTIONS[unit]})", max_length=9, help_text="Phân số, ví dụ 3/4")
        case unit if unit == RATE:
            return forms.CharField(label="Giá trị (phần)", max_length=9, help_text="Phân số, ví dụ 30 % ghi 3/10")
        case _:
            return forms.CharField(label="Giá trị", max_length=200)
