"""Cards handed out, ended, replaced, exchanged."""

from __future__ import annotations

from typing import Any

from django import forms

from chibo.common.fields import DayField
from chibo.roll.members.models import MemberCard, Membership
from chibo.work.honours.forms.badges import Choices, ChoosingForm

_END = MemberCard.End


class IssueForm(forms.Form):
    number = forms.CharField(
        label="Số thẻ", max_length=20, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    )
    on = DayField(label="Ngày cấp")
    decision = forms.CharField(label="Số quyết định phát thẻ", max_length=60)


def ends_for(ended_by: str) -> list[MemberCard.End]:
    """What may become of a card: a member loses it, the family keeps it, from whoever left it is taken back."""
    if ended_by == Membership.End.DEATH:
        return [_END.KEPT, _END.LOST]
    return [_END.RETURNED, _END.LOST] if ended_by else [_END.LOST]


class EndForm(forms.Form):
    """The card is not used any more; a new one, if any, is another act."""

    ended_by = forms.ChoiceField(
        label="Việc",
        choices=_END.choices,
        widget=forms.RadioSelect,
    )
    on = DayField(label="Từ ngày")
    document = forms.CharField(
        label="Số văn bản",
        max_length=120,
        required=False,
        help_text="Bản báo cáo mất thẻ, biên bản thu thẻ; gia đình giữ thẻ thì không cần",
    )
    ground = forms.CharField(label="Lý do", max_length=200, required=False)

    def __init__(self, *args: Any, ended_by: str, **kwargs: Any) -> None:
        """``ended_by``: on what ground membership ended; empty while it runs."""
        super().__init__(*args, **kwargs)
        field = self.fields["ended_by"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(end, end.label) for end in ends_for(ended_by)]
        if not ended_by:
            field.initial = _END.LOST
        if ended_by != Membership.End.DEATH:  # what the family keeps needs no paper
            self.fields["document"].required = True
            self.fields["document"].help_text = (
                "Bản báo cáo mất thẻ, biên bản thu thẻ" if ended_by else "Bản báo cáo mất thẻ"
            )

    def clean(self) -> dict[str, Any]:
        clean = self.cleaned_data
        if clean.get("ended_by") in {_END.LOST, _END.RETURNED} and not clean.get("document"):
            self.add_error("document", "Chưa ghi số bản báo cáo mất thẻ hoặc biên bản thu thẻ")
        return clean


class ReplaceForm(forms.Form):
    """One card ends and another begins on the same day."""

    ended_by = forms.ChoiceField(
        label="Lý do đổi, cấp lại",
        choices=[(end, end.label) for end in (_END.DAMAGED, _END.EXCHANGED, _END.LOST)],
        widget=forms.RadioSelect,
    )
    number = forms.CharField(
        label="Số thẻ mới",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    on = DayField(label="Ngày cấp thẻ mới")
    decision = forms.CharField(label="Số quyết định", max_length=60)
    ground = forms.CharField(label="Căn cứ", max_length=200, required=False)


class ExchangeForm(ChoosingForm):
    """Many cards by one decision; the new number of each is the member's identity number."""

    on = DayField(label="Ngày cấp thẻ mới")
    decision = forms.CharField(label="Số quyết định", max_length=60)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(people, label="Đổi thẻ cho")


class PeriodForm(forms.Form):
    """From which day to which day the list of handed out cards is printed."""

    starts_on = DayField(label="Cấp từ ngày")
    ends_on = DayField(label="Đến hết ngày")
    decision = forms.CharField(label="Số quyết định ghi trên danh sách", max_length=60, required=False)
