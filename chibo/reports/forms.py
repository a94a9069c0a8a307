"""The days that a report is asked for, and the freezing of one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from chibo.common.fields import DayField
from chibo.reports.queries.figures import Period


class PeriodForm(forms.Form):
    """From a day up to and including another; left open: from the beginning of the year to today."""

    tu = DayField(label="Từ ngày", required=False)
    den = DayField(label="Đến hết ngày", required=False)

    def clean(self) -> dict[str, Any]:
        clean = self.cleaned_data
        if clean.get("tu") and clean.get("den") and clean["tu"] > clean["den"]:
            self.add_error("den", "Ngày cuối kỳ phải từ ngày đầu kỳ trở đi.")
        return clean

    def period(self, today: date) -> Period:
        last = self.cleaned_data.get("den") or today
        return Period(self.cleaned_data.get("tu") or last.replace(month=1, day=1), last)


class DayForm(forms.Form):
    ngay = DayField(label="Tính đến ngày", required=False)


class FreezeForm(forms.Form):
    """What is said of a report when it is frozen."""

    note = forms.CharField(label="Ghi chú", max_length=300, required=False, help_text="Ví dụ: gửi kèm báo cáo quý III")
    tu = DayField(widget=forms.HiddenInput)
    den = DayField(widget=forms.HiddenInput)
