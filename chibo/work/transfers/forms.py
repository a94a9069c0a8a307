"""Opening a transfer: the first step of its procedure as a form, and who somebody from outside is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from chibo.common.fields import DayField, IdentityField, NameField, PartialDayField
from chibo.engine.cases.forms import Choices, StepForm
from chibo.foundation.rulebook.findings import Refusal
from chibo.foundation.rulebook.model import StepSpec
from chibo.roll.members.models import Sex


class Answering(StepForm):
    """A form that shows a refusal at the fields which it speaks of."""

    def take(self, refusal: Refusal) -> None:
        for finding in refusal.findings:
            if finding.asks in self.fields:
                self.add_error(finding.asks, finding.sentence)


class SearchForm(forms.Form):
    """Where the member goes: a cell of the system by its name."""

    tim = forms.CharField(label="Tìm chi bộ nơi đến", max_length=100, required=False)
    loai = forms.CharField(widget=forms.HiddenInput, required=False)


class NoticeCheckForm(forms.Form):
    """That the notices were gone through, and the report that came of it."""

    on = DayField(label="Ngày kiểm tra")
    document = forms.CharField(
        label="Báo cáo cấp ủy có thẩm quyền",
        max_length=120,
        required=False,
        help_text="Số, ngày báo cáo, khi có đồng chí quá thời gian mà không có lý do chính đáng",
    )


class AskForm(Answering):
    """What the member asks for. A destination in the system is chosen before and not typed again."""

    def __init__(self, *args: Any, step: StepSpec, typed: bool, **kwargs: Any) -> None:
        super().__init__(*args, step=step, choices=Choices(), **kwargs)
        del self.fields["seen"]
        self.fields.pop("number", None)
        if not typed:
            del self.fields["destination"]
        self.fields["on"].label = "Ngày chi bộ nhận đề nghị"
        self.fields["on"].help_text = ""

    def data_of(self, destination: str) -> Mapping[str, Any]:
        """The facts of the step; the name of a destination in the system as it is on the day."""
        told = dict(self.act().data)
        return told | {"destination": destination} if destination else told


class ArrivalForm(Answering):
    """A member comes from outside with a letter: who they are, then what the letter says."""

    KINDS = (
        ("official", "Sinh hoạt chính thức"),
        ("temporary", "Sinh hoạt tạm thời"),
        ("return", "Từ nước ngoài trở về"),
    )
    DETAILS = ("home_town", "residence", "occupation")

    def __init__(self, *args: Any, step: StepSpec, cells: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, step=step, choices=Choices(), **kwargs)
        stated = {name: self.fields.pop(name) for name in list(self.fields)}
        options = [("", "— chọn —"), *cells] if len(cells) != 1 else list(cells)
        self.fields["cell"] = forms.ChoiceField(label="Chi bộ tiếp nhận", choices=options)
        self.fields["kind"] = forms.ChoiceField(label="Đến để", choices=self.KINDS, widget=forms.RadioSelect)
        self.fields["identity"] = IdentityField(
            label="Số định danh cá nhân",
            required=False,
            help_text="12 chữ số; người đã có trong sổ được nhận ra theo số này",
        )
        self.fields["family_name"] = NameField(label="Họ và tên đệm", max_length=80)
        self.fields["given_name"] = NameField(label="Tên", max_length=40)
        self.fields["sex"] = forms.ChoiceField(label="Giới tính", choices=Sex.choices, widget=forms.RadioSelect)
        self.fields["born_on"] = PartialDayField(label="Ngày sinh", help_text="Chỉ biết năm thì ghi năm")
        self.fields["home_town"] = forms.CharField(label="Quê quán", max_length=200, required=False)
        self.fields["residence"] = forms.CharField(label="Nơi thường trú", max_length=200, required=False)
        self.fields["occupation"] = forms.CharField(label="Nghề nghiệp, nơi công tác", max_length=200, required=False)
        self.fields["admitted_on"] = DayField(label="Ngày vào Đảng (lễ kết nạp)")
        self.fields["official_on"] = DayField(label="Ngày chính thức", required=False, help_text="Dự bị thì để trống")
        del stated["seen"]
        stated["on"].label, stated["on"].help_text = "Ngày xuất trình giấy giới thiệu", ""
        self.fields |= stated

    def facts(self) -> dict[str, str]:
        """What the register is to know of a new person."""
        clean = self.cleaned_data
        names = ("family_name", "given_name", "sex", "identity", *self.DETAILS)
        return {**{name: clean[name] for name in names}, "born_on": str(clean["born_on"])}
