"""Forms of the fee book: months as mm/yyyy, money in whole đồng, and no legal day by default."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from chibo.common.dates import FIRST_YEAR, LAST_YEAR
from chibo.common.fields import CountField, DayField
from chibo.work.fees.models import Excuse, Payment, Setting
from chibo.work.fees.rules.due import REGION_NAMES
from chibo.work.fees.rules.months import said

Choices = Sequence[tuple[str, str]]
_MONTH = re.compile(r"(\d{1,2})[/.-](\d{4})")
_MONEY = re.compile(r"\d{1,3}([. ]\d{3})+|\d+")


class MonthField(forms.Field):
    """A month, typed as mm/yyyy; the value is its first day. It has no default."""

    default_error_messages = {"required": "Chưa ghi tháng"}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "mm/yyyy, ví dụ 02/2026")
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        found = _MONTH.fullmatch(str(value).strip())
        if not found or not 1 <= int(found[1]) <= 12 or not FIRST_YEAR <= int(found[2]) <= LAST_YEAR:
            raise ValidationError(f"“{value}” chưa phải là tháng; ghi mm/yyyy, ví dụ 02/2026", code="invalid")
        return date(int(found[2]), int(found[1]), 1)

    def prepare_value(self, value: Any) -> Any:
        return said(value) if isinstance(value, date) else value


class MoneyField(CountField):
    """Whole đồng, written 120000 or 120.000; blank is not 0."""

    default_error_messages = {"required": "Chưa ghi số tiền"}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "đồng, ví dụ 120.000")
        super().__init__(maximum=99_999_999_999, **kwargs)

    def to_python(self, value: Any) -> int | None:
        text = "" if value is None else str(value).strip()
        if text and not _MONEY.fullmatch(text):
            raise ValidationError(f"“{text}” chưa phải là số tiền; ghi ví dụ 120.000", code="invalid")
        return super().to_python(text.replace(".", "").replace(" ", ""))


def _choose(label: str, choices: Choices, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", "— chọn —"), *choices], **more)


class TapForm(forms.Form):
    """What the taps of a list need once: the day on which the money comes in, and how. Kept in the address."""

    ngay = DayField(label="Ngày thu", help_text="ghi một lần cho cả buổi thu; dd/mm/yyyy")
    cach = forms.ChoiceField(label="Hình thức", choices=Payment.Method.choices, required=False)

    xem = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput)  # only those who still owe

    def clean_cach(self) -> str:
        return str(self.cleaned_data["cach"] or Payment.Method.CASH.value)


class CollectForm(TapForm):
    """One tap: who, and what the page showed as open."""

    person = forms.IntegerField()
    expected = forms.IntegerField(min_value=1)


class PayForm(forms.Form):
    """Another amount, or several months."""

    through = MonthField(label="Đóng đến hết tháng")
    amount = MoneyField(label="Số tiền", required=False, help_text="đồng; để trống là đóng đủ đến hết tháng ấy")
    method = _choose("Hình thức", Payment.Method.choices)
    paid_on = DayField(label="Ngày nộp")


class BasisForm(forms.Form):
    """What the member declares; the income where the reader may write it."""

    category = forms.ChoiceField(label="Đối tượng")
    from_month = MonthField(label="Từ tháng")
    income = MoneyField(
        label="Thu nhập mỗi tháng làm căn cứ",
        required=False,
        help_text="đồng; lưu mã hóa, chỉ chi bộ xem. Không ghi nếu chi bộ thống nhất chỉ lưu số đảng phí",
    )
    work_income = MoneyField(
        label="Tiền công mỗi tháng", required=False, help_text="chỉ của người hưởng lương hưu có việc làm"
    )
    fee = MoneyField(
        label="Hoặc số đảng phí đã tính", required=False, help_text="đồng; thay cho thu nhập, hoặc mức đã định"
    )
    declared_on = DayField(label="Ngày đảng viên khai")
    ground = forms.CharField(label="Ghi chú, căn cứ", max_length=300, required=False)

    def __init__(self, *args: Any, categories: Choices, with_incomes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["category"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "— chọn —"), *categories]
        if not with_incomes:
            del self.fields["income"], self.fields["work_income"]


class ReliefForm(forms.Form):
    """A decision on a member's application."""

    ground = forms.ChoiceField(label="Hoàn cảnh")
    percent = forms.ChoiceField(label="Mức")
    from_month = MonthField(label="Từ tháng")
    months = CountField(label="Số tháng", maximum=999)
    applied_on = DayField(label="Ngày làm đơn")
    decided_by = forms.ChoiceField(label="Nơi quyết định")
    decision = forms.CharField(label="Số quyết định", max_length=120)
    decided_on = DayField(label="Ngày quyết định")

    def __init__(self, *args: Any, grounds: Choices, steps: Choices, deciders: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("ground", grounds), ("percent", steps), ("decided_by", deciders)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "— chọn —"), *choices]


class ExcuseForm(forms.Form):
    """Why months were not paid, and what was thought of the reason."""

    kind = _choose("Lý do", Excuse.Kind.choices)
    words = forms.CharField(label="Đảng viên trình bày", max_length=300)
    from_month = MonthField(label="Từ tháng")
    until_month = MonthField(label="Đến hết tháng")
    accepted = forms.ChoiceField(
        label="Lý do được chấp nhận",
        choices=[("yes", "Có"), ("no", "Không")],
        widget=forms.RadioSelect,
    )
    judged_by = forms.CharField(label="Nơi xem xét", max_length=120, help_text="ví dụ: Chi bộ, cuộc họp tháng 3")
    judged_on = DayField(label="Ngày xem xét")


class CorrectForm(forms.Form):
    """A change of what is due for a closed month."""

    month = MonthField(label="Tháng đã khóa")
    way = forms.ChoiceField(
        label="Điều chỉnh",
        choices=[("more", "Tăng số phải đóng"), ("less", "Giảm số phải đóng")],
        widget=forms.RadioSelect,
    )
    amount = MoneyField(label="Số tiền")
    ground = forms.CharField(label="Căn cứ", max_length=300)
    on = DayField(label="Ngày ghi điều chỉnh")

    def change(self) -> int:
        amount: int = self.cleaned_data["amount"]
        return amount if self.cleaned_data["way"] == "more" else -amount


class OpenForm(forms.Form):
    from_month = MonthField(label="Sổ bắt đầu từ tháng")
    on = DayField(label="Ngày mở sổ")


class CloseForm(forms.Form):
    on = DayField(label="Ngày khóa sổ")


class ReverseForm(forms.Form):
    ground = forms.CharField(label="Vì sao hủy", max_length=300)
    on = DayField(label="Ngày hủy")


class SettingForm(forms.Form):
    """A region or a share, by the committee's own document."""

    kind = _choose("Nội dung", Setting.Kind.choices)
    region = forms.ChoiceField(
        label="Vùng", required=False, choices=[("", "— chọn —"), *((k, f"Vùng {v}") for k, v in REGION_NAMES.items())]
    )
    share = CountField(
        label="Phần giữ lại", maximum=100, required=False, help_text="phần trăm của số thu được, ví dụ 30"
    )
    starts_on = MonthField(label="Từ tháng")
    document = forms.CharField(label="Số văn bản", max_length=120)
    document_on = DayField(label="Ngày văn bản")

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        kind = clean.get("kind")
        if kind == Setting.Kind.REGION and not clean.get("region"):
            self.add_error("region", "Chưa chọn vùng")
        if kind and kind != Setting.Kind.REGION and clean.get("share") is None:
            self.add_error("share", "Chưa ghi phần giữ lại")
        return clean

    def value(self) -> str:
        clean = self.cleaned_data
        return clean["region"] if clean["kind"] == Setting.Kind.REGION else f"{clean['share']}/100"


class HandUpForm(forms.Form):
    amount = MoneyField(label="Số tiền nộp")
    paid_on = DayField(label="Ngày nộp")
    document = forms.CharField(label="Số chứng từ", max_length=120)


class ReceiptForm(forms.Form):
    on = DayField(label="Ngày nhận tiền")


class YearForm(forms.Form):
    nam = forms.IntegerField(label="Năm", min_value=2000, max_value=LAST_YEAR, required=False)

    def year(self, today: date) -> int:
        return (self.is_valid() and self.cleaned_data["nam"]) or today.year
