"""Putting somebody on the list: the person, and the cell's resolution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from chibo.common.dates import display
from chibo.common.fields import DayField, IdentityField, NameField, PartialDayField
from chibo.roll.members.models import Sex
from chibo.work.admissions.actions import Reviewed
from chibo.work.admissions.queries import OnList


class ListForm(forms.Form):
    """What the cell knows when it puts somebody on its list; what it does not know stays blank."""

    cell = forms.ChoiceField(label="Chi bộ")
    family_name = NameField(label="Họ và tên đệm", max_length=80)
    given_name = NameField(label="Tên", max_length=40)
    sex = forms.ChoiceField(label="Giới tính", choices=Sex.choices, widget=forms.RadioSelect)
    born_on = PartialDayField(label="Ngày sinh", help_text="Ngày, tháng, năm; chỉ biết năm thì ghi năm")
    identity = IdentityField(label="Số định danh cá nhân", required=False, help_text="12 chữ số; lưu mã hóa")
    ethnicity = forms.CharField(label="Dân tộc", max_length=40, required=False)
    religion = forms.CharField(label="Tôn giáo", max_length=60, required=False)
    home_town = forms.CharField(label="Quê quán", max_length=200, required=False)
    residence = forms.CharField(label="Nơi thường trú", max_length=200, required=False)
    occupation = forms.CharField(label="Nghề nghiệp, nơi công tác", max_length=200, required=False)
    education = forms.ChoiceField(label="Trình độ giáo dục phổ thông", required=False)
    kind = forms.ChoiceField(
        label="Xét kết nạp", choices=[("first", "Lần đầu"), ("readmission", "Kết nạp lại")], widget=forms.RadioSelect
    )
    on = DayField(label="Ngày nghị quyết của chi bộ")
    number = forms.CharField(label="Số nghị quyết", max_length=60)
    nominated_by = forms.CharField(label="Tổ chức giới thiệu", max_length=300, required=False)

    DETAILS = ("ethnicity", "religion", "home_town", "residence", "occupation", "education")

    def __init__(
        self, *args: Any, cells: Sequence[tuple[str, str]], schooling: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer("cell", cells)
        self._offer("education", schooling)

    def _offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "— chọn —"), *choices] if len(choices) != 1 else list(choices)

    def facts(self) -> dict[str, str]:
        """What the register is to know of a new person."""
        clean = self.cleaned_data
        names = ("family_name", "given_name", "sex", *self.DETAILS)
        return {**{name: clean[name] for name in names}, "born_on": str(clean["born_on"])}


class ReviewForm(forms.Form):
    """The monthly review of a cell's list: one day, and a conclusion about each person whom the cell spoke about."""

    on = DayField(label="Ngày chi bộ rà soát")

    def __init__(self, *args: Any, people: Sequence[OnList], conclusions: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in people:
            before = "Chưa rà soát lần nào"
            if each.reviewed_on:
                before = f"Lần trước {display(each.reviewed_on)}: {conclusions.get(each.conclusion, '')}"
            self.fields[f"conclusion_{each.case.pk}"] = forms.ChoiceField(
                label=str(each.case.person),
                help_text=before,
                required=False,
                widget=forms.RadioSelect,
                choices=[*conclusions.items(), ("", "Lần này chưa xét")],
            )
            self.fields[f"seen_{each.case.pk}"] = forms.IntegerField(widget=forms.HiddenInput, initial=each.seen)

    def clean(self) -> dict[str, Any]:
        """Whoever left the list since the page was opened is not passed over in silence."""
        if any(name.startswith("conclusion_") and name not in self.fields for name in self.data):
            raise forms.ValidationError("Có người không còn trong danh sách của chi bộ. Đề nghị mở lại trang rồi ghi.")
        return self.cleaned_data

    def conclusions(self) -> dict[int, Reviewed]:
        """By case, only those whom the cell spoke about."""
        return {
            int(name.removeprefix("conclusion_")): Reviewed(
                said, self.cleaned_data[name.replace("conclusion_", "seen_")]
            )
            for name, said in self.cleaned_data.items()
            if name.startswith("conclusion_") and said
        }


class OpeningForm(forms.Form):
    """The day on which a body takes up a matter of a member."""

    on = DayField(label="Ngày")
