"""Declarations, what the cell considered, lists, decisions, ceremonies, and what became of a badge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from chibo.common.dates import display
from chibo.common.fields import CountField, DayField
from chibo.engine.meetings.models import Meeting
from chibo.roll.members.models import Interruption, Membership
from chibo.work.honours.models import Award, AwardChange, Ground, Nomination

Choices = Sequence[tuple[str, str]]


def _offer(form: forms.Form, name: str, choices: Choices) -> None:
    """The choices of a select; a single one is chosen already."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices) if len(choices) == 1 else [("", "— chọn —"), *choices]


class NominateForm(forms.Form):
    """The declaration: which badge, in which round, on what ground."""

    level = forms.TypedChoiceField(label="Mốc Huy hiệu Đảng", coerce=int)
    round_on = forms.TypedChoiceField(label="Đợt trao tặng", coerce=date.fromisoformat)
    ground = forms.ChoiceField(label="Trường hợp", choices=Ground.choices, widget=forms.RadioSelect)
    declared_on = DayField(label="Ngày tờ khai")
    evidence = forms.CharField(
        label="Giấy tờ kèm theo",
        max_length=200,
        required=False,
        help_text="Số và nơi lưu; không ghi nội dung bệnh án. Tặng sớm thì phải có",
    )
    declarant = forms.CharField(
        label="Thân nhân khai thay", max_length=120, required=False, help_text="Họ và tên, quan hệ với đảng viên"
    )

    def __init__(self, *args: Any, levels: Choices, rounds: Choices, died: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "level", levels)
        _offer(self, "round_on", rounds)
        ground = self.fields["ground"]
        assert isinstance(ground, forms.ChoiceField)
        ground.choices = [(each.value, each.label) for each in Ground if (each is Ground.POSTHUMOUS) is died]
        if died:  # the family declares
            ground.initial = Ground.POSTHUMOUS
            self.fields["declarant"].required = True
            self.fields["evidence"].help_text = "Số và nơi lưu, nếu có"
        else:
            del self.fields["declarant"]


class ConsiderForm(forms.Form):
    """One line for each whom the cell considered; the others wait for another meeting."""

    on = DayField(label="Ngày nghị quyết của chi bộ")
    document = forms.CharField(label="Số nghị quyết", max_length=60)
    meeting = forms.ChoiceField(label="Cuộc họp", required=False, help_text="Cuộc họp chi bộ đã ghi trong sổ, nếu có")
    ground = forms.CharField(
        label="Lý do chưa đề nghị", max_length=300, required=False, help_text="Chỉ khi có đồng chí chi bộ chưa đề nghị"
    )

    VERDICTS = (("yes", "Đề nghị tặng"), ("no", "Chưa đề nghị"), ("later", "Để kỳ họp sau"))

    def __init__(
        self, *args: Any, nominations: Iterable[Nomination], meetings: Iterable[Meeting], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.nominations = {f"n{each.pk}": each for each in nominations}
        self.meetings = {str(each.pk): each for each in meetings}
        named = [(key, f"{display(each.held_on)}: {each.title}") for key, each in self.meetings.items()]
        _offer(self, "meeting", named)
        field = self.fields["meeting"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "— chưa ghi trong sổ —"), *named]
        verdicts = {
            name: forms.ChoiceField(
                label=f"{each.person}: Huy hiệu {each.level} năm, đợt {display(each.round_on)}",
                choices=self.VERDICTS,
                widget=forms.RadioSelect,
            )
            for name, each in self.nominations.items()
        }
        self.fields = {**verdicts, **self.fields}

    def told(self, verdict: str) -> list[Nomination]:
        return [each for name, each in self.nominations.items() if self.cleaned_data[name] == verdict]

    @property
    def chosen_meeting(self) -> Meeting | None:
        return self.meetings.get(self.cleaned_data["meeting"])


class WithdrawForm(forms.Form):
    on = DayField(label="Ngày rút")
    ground = forms.CharField(label="Lý do", max_length=300)


class ChoosingForm(forms.Form):
    """Some of several people, all of them to begin with."""

    chosen = forms.MultipleChoiceField(label="Đồng chí", widget=forms.CheckboxSelectMultiple)

    def offer(self, choices: Choices, *, label: str = "", all_of_them: bool = True, required: bool = True) -> None:
        field = self.fields["chosen"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices, field.required = list(choices), required
        field.label = label or field.label
        if all_of_them:
            field.initial = [key for key, _ in choices]

    @property
    def keys(self) -> set[int]:
        return {int(key) for key in self.cleaned_data["chosen"]}


class SubmitForm(ChoosingForm):
    number = forms.CharField(label="Số tờ trình", max_length=60)
    on = DayField(label="Ngày tờ trình")


class DecideForm(ChoosingForm):
    """Those ticked are not awarded; nobody is ticked to begin with."""

    decider = forms.ChoiceField(label="Nơi quyết định")
    number = forms.CharField(label="Số quyết định", max_length=60)
    on = DayField(label="Ngày quyết định")
    ground = forms.CharField(
        label="Lý do chưa tặng", max_length=300, required=False, help_text="Khi có đồng chí chưa được tặng"
    )

    field_order = ("decider", "number", "on", "chosen", "ground")

    def __init__(self, *args: Any, deciders: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "decider", deciders)


class CeremonyForm(ChoosingForm):
    """The badges handed out on a day, each with its number and, if posthumous, who received it."""

    on = DayField(label="Ngày trao")
    place = forms.CharField(label="Nơi trao", max_length=200)

    def __init__(self, *args: Any, awards: Sequence[Award], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.awards = awards
        data: Any = self.data
        handed = data.getlist("chosen") if isinstance(data, QueryDict) else []
        for award in awards:
            self.fields[f"number_{award.pk}"] = forms.CharField(
                label=f"Số huy hiệu của {award.person}", max_length=40, required=False
            )
            if award.ground == Ground.POSTHUMOUS:
                self.fields[f"received_{award.pk}"] = forms.CharField(
                    label=f"Thân nhân nhận thay {award.person}",
                    max_length=120,
                    required=not self.is_bound or str(award.pk) in handed,
                )

    def by_award(self, name: str) -> dict[int, str]:
        return {award.pk: self.cleaned_data.get(f"{name}_{award.pk}", "") for award in self.awards}


class ChangeForm(forms.Form):
    """What became of a badge."""

    kind = forms.ChoiceField(label="Việc", choices=AwardChange.Kind.choices, widget=forms.RadioSelect)
    on = DayField(label="Ngày")
    document = forms.CharField(
        label="Số văn bản", max_length=120, required=False, help_text="Bản báo cáo mất, quyết định cấp lại, biên bản"
    )
    ground = forms.CharField(label="Lý do", max_length=200, required=False)
    number = forms.CharField(label="Số huy hiệu mới", max_length=40, required=False, help_text="Khi cấp lại")

    def __init__(self, *args: Any, ended_by: str, **kwargs: Any) -> None:
        """``ended_by``: on what ground membership ended; empty while it runs."""
        super().__init__(*args, **kwargs)
        kind, kinds = self.fields["kind"], AwardChange.Kind
        assert isinstance(kind, forms.ChoiceField)
        last = {"": [], Membership.End.DEATH: [kinds.KEPT]}.get(ended_by, [kinds.RETURNED])
        kind.choices = [(each.value, each.label) for each in [*last, kinds.LOST, kinds.REISSUED]]


class EarlierForm(forms.Form):
    """A badge that was given before this register."""

    level = forms.TypedChoiceField(label="Mốc Huy hiệu Đảng", coerce=int)
    decision = forms.CharField(label="Số quyết định", max_length=60)
    decided_on = DayField(label="Ngày quyết định")
    decided_by = forms.CharField(label="Nơi quyết định", max_length=200, required=False)
    awarded_on = DayField(label="Ngày trao", required=False)
    place = forms.CharField(label="Nơi trao", max_length=200, required=False)
    number = forms.CharField(label="Số huy hiệu", max_length=40, required=False)

    def __init__(self, *args: Any, levels: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "level", levels)


class InterruptionForm(forms.Form):
    """Time that party age leaves out, by a decision: its two days, or its length."""

    kind = forms.ChoiceField(label="Loại", choices=Interruption.Kind.choices, widget=forms.RadioSelect)
    starts_on = DayField(label="Từ ngày", required=False)
    ends_on = DayField(label="Đến trước ngày", required=False)
    months = CountField(label="Số tháng", required=False, maximum=600, help_text="Khi không rõ ngày bắt đầu, kết thúc")
    days = CountField(label="Số ngày lẻ", required=False, maximum=30)
    document = forms.CharField(label="Số quyết định tính lại tuổi đảng", max_length=120)
    document_on = DayField(label="Ngày quyết định")
