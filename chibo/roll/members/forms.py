"""Filters of the lists, and the acts of a committee on its own standards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from chibo.common.fields import CountField, DayField
from chibo.common.text import nfc
from chibo.foundation.rulebook.model import Parameter
from chibo.foundation.rulebook.units import FRACTIONS, NUMBERS, RATE
from chibo.roll.members.models import Sex
from chibo.roll.members.queries.selection import Selection
from chibo.roll.members.queries.status import Filter


class PeopleFilter(forms.Form):
    """What narrows the list of members; it stays in the address."""

    ten = forms.CharField(label="Họ và tên", required=False, max_length=100)
    loai = forms.ChoiceField(label="Diện", required=False, choices=[(each.slug, each.label) for each in Filter])
    to_chuc = forms.ChoiceField(label="Tổ chức", required=False)
    ngay = DayField(label="Tính đến ngày", required=False)
    gioi = forms.ChoiceField(label="Giới tính", required=False, choices=[("", "Nam và nữ"), *Sex.choices])
    tuoi_tu = CountField(label="Tuổi đời từ", required=False, maximum=130)
    tuoi_den = CountField(label="Tuổi đời đến hết", required=False, maximum=130)
    tuoi_dang_tu = CountField(label="Tuổi đảng từ", required=False, maximum=110)
    tuoi_dang_den = CountField(label="Tuổi đảng đến hết", required=False, maximum=110)
    huy_hieu = forms.ChoiceField(label="Đủ tuổi Huy hiệu Đảng trong đợt", required=False)
    chuc_vu = forms.ChoiceField(label="Nhiệm vụ trong Đảng", required=False)
    dan_toc = forms.CharField(label="Dân tộc", required=False, max_length=40)
    ton_giao = forms.CharField(label="Tôn giáo", required=False, max_length=60)
    hoc_van = forms.ChoiceField(label="Học vấn", required=False)
    chuyen_mon = forms.ChoiceField(label="Trình độ chuyên môn", required=False)
    ly_luan = forms.ChoiceField(label="Lý luận chính trị", required=False)
    nghe = forms.ChoiceField(label="Nghề nghiệp, công tác", required=False)

    #: Always on the page; the others are under "Thêm điều kiện".
    FIRST = ("ten", "loai", "to_chuc", "ngay")
    #: Field -> its place in the selection.
    FACTS: Mapping[str, str] = {
        "gioi": "sex",
        "tuoi_tu": "age_from",
        "tuoi_den": "age_to",
        "tuoi_dang_tu": "party_age_from",
        "tuoi_dang_den": "party_age_to",
        "chuc_vu": "position",
        "dan_toc": "ethnicity",
        "ton_giao": "religion",
        "hoc_van": "education",
        "chuyen_mon": "professional",
        "ly_luan": "theory",
        "nghe": "occupation_group",
    }

    def __init__(
        self,
        *args: Any,
        organizations: Sequence[tuple[str, str]],
        choices: Mapping[str, Sequence[tuple[str, str]]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer("to_chuc", "Toàn bộ phạm vi của đồng chí", organizations)
        for name, offered in choices.items():
            self._offer(name, "Không chọn", offered)

    def _offer(self, name: str, blank: str, offered: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", blank), *offered]

    @property
    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in self.FIRST]

    @property
    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self.FIRST]

    @property
    def asks_more(self) -> bool:
        """Whether one of the further conditions is set or refused."""
        return any(self.data.get(field.name) or field.errors for field in self.more)

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        for first, last in (("tuoi_tu", "tuoi_den"), ("tuoi_dang_tu", "tuoi_dang_den")):
            low, high = clean.get(first), clean.get(last)
            if low is not None and high is not None and high < low:
                self.add_error(last, f"Phải từ {low} trở lên, vì đã ghi từ {low}")
        return clean

    def selection(self) -> Selection:
        """What is asked; with an error, what could be read of it is left out whole."""
        if not self.is_valid():
            return Selection()
        clean = self.cleaned_data
        facts = {fact: clean[name] for name, fact in self.FACTS.items()}
        facts |= {fact: nfc(facts[fact]) for fact in ("ethnicity", "religion")}
        return Selection(
            text=clean["ten"],
            only=Filter.of(clean["loai"]),
            badge_round=date.fromisoformat(clean["huy_hieu"]) if clean["huy_hieu"] else None,
            **facts,
        )


class NoticeForm(forms.Form):
    """What the people of a list are told: printed for each cell, read out or handed over there."""

    title = forms.CharField(label="Về việc", max_length=160, help_text="Ví dụ: nộp phiếu bổ sung hồ sơ năm 2026")
    text = forms.CharField(
        label="Nội dung", max_length=1500, widget=forms.Textarea(attrs={"rows": 5}), help_text="In trên mỗi thông báo"
    )
    on = DayField(label="Ngày thông báo")


class SaveListForm(forms.Form):
    """A name for the conditions of a list, and with whom they are shared."""

    name = forms.CharField(label="Tên danh sách", max_length=80)
    share = forms.ChoiceField(
        label="Dùng chung",
        required=False,
        help_text="Người khác mở danh sách chỉ thấy đảng viên trong phạm vi của họ.",
    )

    def __init__(self, *args: Any, places: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["share"]
        assert isinstance(field, forms.ChoiceField)
        offered = [(str(pk), f"Những người được phân công ở {name}") for pk, name in places]
        field.choices = [("", "Chỉ mình tôi"), *offered]

    @property
    def shared_at(self) -> int | None:
        """The organization with whose people the list is shared."""
        chosen = self.cleaned_data["share"]
        return int(chosen) if chosen else None


class DayFilter(forms.Form):
    ngay = DayField(label="Tính đến ngày", required=False)


class TreeFilter(DayFilter):
    """The tree on a day, or organizations by name, past names too."""

    ten = forms.CharField(label="Tìm tổ chức theo tên", required=False, max_length=100)
    field_order = ["ten", "ngay"]


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
