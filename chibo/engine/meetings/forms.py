"""Two forms: whose meeting on which day, then the meeting itself with its roll."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from chibo.common.fields import DayField
from chibo.engine.meetings.models import Body
from chibo.engine.meetings.rules import Voter


class DayForm(forms.Form):
    """The roll depends on the day, so the day comes first."""

    body = forms.ChoiceField(label="Tập thể họp")
    held_on = DayField(label="Ngày họp")
    back = forms.CharField(required=False, widget=forms.HiddenInput)  # the page to go back to

    def __init__(self, *args: Any, bodies: Sequence[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["body"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(body.value, body.label) for body in bodies]


class MeetingForm(forms.Form):
    """The meeting and who came, from the roll of its day."""

    title = forms.CharField(label="Nội dung cuộc họp", max_length=200)
    place = forms.CharField(label="Địa điểm", max_length=200, required=False)
    chair = forms.ChoiceField(label="Chủ trì")
    minute_taker = forms.ChoiceField(label="Ghi biên bản")
    minutes = forms.CharField(
        label="Biên bản (tóm tắt)", required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(self, *args: Any, roll: Sequence[Voter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roll = roll
        people = [("", "— chọn —"), *((str(v.person_id), v.name) for v in roll)]
        for name in ("chair", "minute_taker"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = people
        self.fields["present"] = forms.TypedMultipleChoiceField(
            label="Có mặt",
            coerce=int,
            choices=[(v.person_id, v.name) for v in roll],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Chưa đánh dấu người có mặt"},
        )
        for voter in roll:
            self.fields[f"reason_{voter.person_id}"] = forms.CharField(
                label=f"Lý do vắng: {voter.name}", required=False, max_length=200
            )

    def reasons(self) -> dict[int, str]:
        """Reasons for absence by person id; a blank stays out."""
        said = {v.person_id: self.cleaned_data[f"reason_{v.person_id}"] for v in self.roll}
        return {person: reason for person, reason in said.items() if reason}

    def rows(self) -> list[dict[str, Any]]:
        """The roll for the page: each person with the two inputs that belong to them."""
        ticked = {str(value) for value in (self["present"].value() or ())}
        return [
            {
                "voter": voter,
                "ticked": str(voter.person_id) in ticked,
                "reason": self[f"reason_{voter.person_id}"],
            }
            for voter in self.roll
        ]
