"""Forms of deaths and leavings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from chibo.common.fields import DayField
from chibo.roll.files.rules.leavings import DEATH, ENDS, LEAVINGS, Left


class LeavingKindForm(forms.Form):
    """Why somebody is no member any more: what else is asked depends on it."""

    loai = forms.ChoiceField(label="Việc cần ghi", choices=list(LEAVINGS.items()), widget=forms.RadioSelect)

    @property
    def ends_by(self) -> str:
        return ENDS[self.cleaned_data["loai"]]


class LeavingForm(forms.Form):
    """The day and the paper of a death or of a decision made elsewhere; ``seen`` is what the author saw."""

    on = DayField(label="Có hiệu lực từ ngày")
    decision = forms.CharField(label="Số quyết định", max_length=60)
    decided_on = DayField(label="Ngày quyết định")
    issuer = forms.CharField(label="Cấp ủy, tổ chức đảng ra quyết định", max_length=200)
    ground = forms.CharField(label="Căn cứ", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, ends_by: str, paper: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ends_by = ends_by
        if ends_by != DEATH:
            del self.fields["ground"]
            self.fields["decision"].help_text = f"{paper}: chỉ ghi số, không ghi nội dung"
            self.order_fields(["decision", "decided_on", "issuer", "on"])
            return
        self.fields["on"].label = "Ngày từ trần"
        self.fields["ground"].help_text = f"{paper}, hoặc giấy tờ khác cho biết việc này"
        self.order_fields(["on", "ground"])
        for name, label in (("decision", "Số giấy tờ"), ("decided_on", "Ngày của giấy tờ"), ("issuer", "Nơi cấp")):
            self.fields[name].label, self.fields[name].required = label, False

    def told(self) -> Left:
        clean = self.cleaned_data
        return Left(
            ends_by=self.ends_by,
            left_on=clean["on"],
            decision=clean["decision"],
            decided_on=clean["decided_on"],
            issuer=clean["issuer"],
            ground=clean.get("ground", ""),
        )

    def seen_lines(self) -> list[str]:
        return str(self.cleaned_data["seen"]).splitlines()

    def see(self, lines: str) -> None:
        """The page is shown again with the file as it is now: what is sent next answers that."""
        self.data = {**self.data.dict(), "seen": lines} if isinstance(self.data, QueryDict) else self.data


class UndoForm(forms.Form):
    ground = forms.CharField(
        label="Lý do hoàn tác",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ghi nhầm điều gì, căn cứ vào đâu mà biết",
    )


class NameForm(forms.Form):
    """A list narrowed by name."""

    ten = forms.CharField(label="Họ và tên", required=False, max_length=100)
