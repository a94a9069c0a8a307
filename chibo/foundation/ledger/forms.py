"""What a reader of the ledger may ask for."""

from __future__ import annotations

from django import forms

from chibo.common.fields import DayField


class FilterForm(forms.Form):
    subject = forms.CharField(label="Đối tượng", required=False, max_length=80, help_text="Ví dụ case:12")
    actor = forms.CharField(label="Người ghi", required=False, max_length=150, help_text="Tên đăng nhập")
    day = DayField(label="Ngày ghi", required=False)


class PlaceForm(forms.Form):
    """Where a page begins; nonsense in the address begins at the newest entry."""

    before = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    after = forms.IntegerField(required=False, min_value=0, max_value=2**62)
