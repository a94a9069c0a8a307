"""Forms of classes: writing one down, choosing who is sent, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from chibo.common.fields import DayField, NameField
from chibo.roll.files.models import PartyClass
from chibo.roll.files.rules.classes import ClassTold, Result

#: A key as the page sends it; nothing longer is one.
_NUMBER = "[0-9]{1,18}"


class EnrolForm(forms.Form):
    """Who of the list is sent (``nguoi``, once for each); ``seen`` answers what the page warns of."""

    seen = forms.BooleanField(label="Đã xem các lưu ý, vẫn ghi danh", required=False)

    @property
    def chosen(self) -> list[int]:
        data: Any = self.data
        values = data.getlist("nguoi") if isinstance(data, QueryDict) else []
        return list(dict.fromkeys(int(value) for value in values if re.fullmatch(_NUMBER, value)))

    @property
    def asks(self) -> list[forms.BoundField]:
        """The boxes about the class itself."""
        return [field for field in self.visible_fields() if field.name != "seen"]


class ClassForm(EnrolForm):
    """A class that is not in the register yet, with those who are sent to it."""

    organization = forms.ChoiceField(label="Tổ chức cử học")
    name = NameField(label="Tên lớp", max_length=200)
    kind = forms.ChoiceField(label="Loại lớp", choices=PartyClass.Kind.choices, widget=forms.RadioSelect)
    organiser = NameField(label="Cơ quan mở lớp", max_length=200)
    place = forms.CharField(label="Nơi học", max_length=200, required=False)
    starts_on = DayField(label="Ngày khai giảng")
    ends_on = DayField(label="Ngày bế giảng")
    document = forms.CharField(label="Số văn bản cử học", max_length=120, required=False)
    document_on = DayField(label="Ngày văn bản cử học", required=False)

    def __init__(self, *args: Any, senders: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sender = self.fields["organization"]
        assert isinstance(sender, forms.ChoiceField)
        sender.choices = list(senders)

    def told(self) -> ClassTold:
        return ClassTold(**{name: self.cleaned_data[name] for name in ClassTold.__dataclass_fields__})


class ResultsForm(forms.Form):
    """Day and issuer of the certificates, and of each member a number (``c`` + row) or a reason (``l`` + row)."""

    certified_on = DayField(label="Ngày cấp giấy chứng nhận", required=False)
    issuer = forms.CharField(label="Nơi cấp", max_length=200, required=False)

    def results(self, rows: Iterable[int]) -> dict[int, Result]:
        day: date | None = self.cleaned_data["certified_on"]
        found = {}
        for row in rows:
            certificate = str(self.data.get(f"c{row}", "")).strip()[:120]
            reason = str(self.data.get(f"l{row}", "")).strip()[:300]
            if certificate or reason:
                found[row] = Result(certificate, day, self.cleaned_data["issuer"], reason)
        return found


class WithdrawForm(forms.Form):
    reason = forms.CharField(label="Lý do rút", max_length=300)


class DaysForm(forms.Form):
    starts_on = DayField(label="Ngày khai giảng")
    ends_on = DayField(label="Ngày bế giảng")
    ground = forms.CharField(
        label="Lý do đổi", max_length=300, help_text="Văn bản báo đổi ngày, hoặc ghi nhầm điều gì"
    )
