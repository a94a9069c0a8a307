"""One form for any step: its fields are the facts that the law's step asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from chibo.common.fields import CountField, DayField, PartialDayField
from chibo.engine.cases.actions import Act
from chibo.engine.cases.rules.checks import paper_field
from chibo.engine.meetings.models import Meeting, Vote
from chibo.engine.meetings.rules import Ballot
from chibo.foundation.rulebook.model import FieldSpec, StepSpec

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the view looked up for the form to choose from."""

    people: Sequence[Choice] = ()  # members of the cell
    organizations: Sequence[Choice] = ()
    meetings: Sequence[Meeting] = ()  # recorded meetings of the acting body


def _field(spec: FieldSpec, choices: Choices) -> forms.Field:
    common: dict[str, Any] = {"label": spec.label, "required": spec.required}
    if spec.hint:
        common["help_text"] = spec.hint  # else what the kind of field says of itself
    empty = ("", "— chọn —")
    match spec.kind:
        case "date":
            return DayField(**common)
        case "partial_date":
            return PartialDayField(**common)
        case "count" | "number":
            return CountField(**common)
        case "long_text":
            return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, **common)
        case "choice":
            return forms.ChoiceField(choices=[empty, *spec.choices], **common)
        case "choices":
            return forms.MultipleChoiceField(choices=spec.choices, widget=forms.CheckboxSelectMultiple, **common)
        case "yes_no":
            return forms.ChoiceField(choices=[("yes", "Có"), ("no", "Không")], widget=forms.RadioSelect, **common)
        case "person":
            return forms.ChoiceField(choices=[empty, *choices.people], **common)
        case "organization":
            return forms.ChoiceField(choices=[empty, *choices.organizations], **common)
        case _:
            return forms.CharField(max_length=300, **common)


def _inside(title: str) -> str:
    """A title within a sentence: only its first letter is made small, "Đảng" stays as it is."""
    return title[:1].lower() + title[1:]


def _paper_words(title: str, form: str) -> str:
    """The code of an official form is told, "Giấy giới thiệu (mẫu 3-KNĐ)"; our own names of layouts are not."""
    return f"{title} (mẫu {form})" if form[:1].isdigit() else title


class StepForm(forms.Form):
    """The act of one step: its day, its facts, its papers and, where a body decides, the meeting and the ballot."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, step: StepSpec, choices: Choices, late: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step = step
        self.meetings = {str(meeting.pk): meeting for meeting in choices.meetings}
        if step.vote:
            self._add_ballot(choices.meetings)
        else:
            self.fields["on"] = DayField(label="Ngày", help_text="Ngày của sự việc hoặc ngày ghi trên giấy tờ")
        for spec in step.fields:
            self.fields[spec.name] = _field(spec, choices)
        for index, paper in enumerate(step.papers):
            if not paper.makes:
                self._add_paper(index, paper.title, paper.form, paper.required)
        # A paper that the step makes has a number, and so has one that is all the step receives.
        if numbered := [paper for paper in step.papers if paper.makes or step.act == "paper"]:
            names = ", ".join(_inside(paper.title) for paper in numbered)
            self.fields["number"] = forms.CharField(
                label="Số văn bản", required=False, max_length=60, help_text=f"Số của {names}"
            )
        if late:
            self.fields["late_ground"] = forms.CharField(
                label="Căn cứ vì quá hạn",
                required=False,
                max_length=300,
                help_text="Số, ngày văn bản đồng ý hoặc giải trình với cấp ủy cấp trên",
            )

    def _add_ballot(self, meetings: Sequence[Meeting]) -> None:
        options = [(str(m.pk), f"{m.held_on:%d/%m/%Y} · {m.title}") for m in meetings]
        self.fields["meeting"] = forms.ChoiceField(
            label="Cuộc họp",
            choices=[("", "— chọn —"), *options],
            help_text="Cuộc họp phải được ghi trước, có điểm danh",
        )
        self.fields["method"] = forms.ChoiceField(
            label="Hình thức biểu quyết", choices=Vote.Method.choices, widget=forms.RadioSelect
        )
        self.fields["votes_for"] = CountField(label="Tán thành")
        self.fields["votes_against"] = CountField(label="Không tán thành")
        self.fields["votes_blank"] = CountField(label="Phiếu trắng, không hợp lệ")

    def _add_paper(self, index: int, title: str, form: str, required: bool) -> None:
        self.fields[paper_field(index)] = forms.ChoiceField(
            label=_paper_words(title, form),
            required=required,
            choices=[("present", "Có"), ("missing", "Còn thiếu")],
            widget=forms.RadioSelect,
        )
        self.fields[f"{paper_field(index)}_where"] = forms.CharField(
            label=f"Nơi lưu {_inside(title)}", required=False, max_length=120
        )

    def ask_lateness_only(self, *, late: bool) -> None:
        """Before the form is shown again: the ground of lateness stays only where the step is late."""
        if not late and not self.data.get("late_ground") and "late_ground" not in self.errors:
            self.fields.pop("late_ground", None)

    def act(self) -> Act:
        """The cleaned form as an act; days become ISO text in its facts."""
        clean = self.cleaned_data
        meeting = self.meetings.get(clean.get("meeting", ""))
        ballot = (
            Ballot(clean["method"], clean["votes_for"], clean["votes_against"], clean["votes_blank"])
            if self.step.vote
            else None
        )
        return Act(
            step=self.step.code,
            on=meeting.held_on if meeting else clean["on"],
            data={
                s.name: plain(s, clean[s.name]) for s in self.step.fields if clean.get(s.name) not in (None, "", [])
            },
            number=clean.get("number", ""),
            papers=[
                {
                    "form": paper.form,
                    "present": clean.get(paper_field(i)) == "present",
                    "where": clean.get(f"{paper_field(i)}_where", ""),
                }
                for i, paper in enumerate(self.step.papers)
                if not paper.makes
            ],
            meeting=meeting,
            ballot=ballot,
            late_ground=clean.get("late_ground", ""),
        )


def plain(spec: FieldSpec, value: Any) -> Any:
    """A cleaned value as it is kept with an event: days as ISO text, people and organizations by id."""
    match spec.kind:
        case "date" if isinstance(value, date):
            return value.isoformat()
        case "partial_date":
            return str(value)
        case "yes_no":
            return value == "yes"
        case "person" | "organization":
            return int(value)
        case _:
            return value


def spoken(step: StepSpec, data: Mapping[str, Any]) -> dict[str, Any]:
    """The reverse of :func:`plain`: what was kept with an event, as the form shows it."""
    said: dict[str, Any] = {}
    for spec in step.fields:
        value = data.get(spec.name)
        if value is None:
            continue
        match spec.kind:
            case "date":
                said[spec.name] = date.fromisoformat(value)
            case "yes_no":
                said[spec.name] = "yes" if value else "no"
            case _:
                said[spec.name] = value
    return said


class NoteForm(forms.Form):
    """Return, extend, explain, stop or resume, with the ground; a return may say what is to be done again."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    on = DayField(label="Ngày")
    ground = forms.CharField(label="Căn cứ", max_length=300, help_text="Lý do; số, ngày văn bản nếu có")

    def __init__(self, *args: Any, returnable: Sequence[Choice] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if returnable:
            self.fields["reopens"] = forms.MultipleChoiceField(
                label="Bước phải làm lại",
                choices=returnable,
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )


class CorrectionForm(StepForm):
    """The facts of an earlier event stated again, with the ground."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in [n for n in self.fields if n.startswith("paper_") or n in {"late_ground", "meeting", "method"}]:
            del self.fields[name]
        for name in ("votes_for", "votes_against", "votes_blank"):
            self.fields.pop(name, None)
        self.fields.setdefault("on", DayField(label="Ngày"))
        self.fields["ground"] = forms.CharField(
            label="Căn cứ đính chính", max_length=300, help_text="Vì sao phải ghi lại; số, ngày văn bản nếu có"
        )
