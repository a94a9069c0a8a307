"""What the office fills in: a file with its day, what the columns are, what a row asks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from chibo.common.dates import parse_day
from chibo.common.fields import DayField
from chibo.roll.rosters.reading import FIELDS, LIMITS
from chibo.roll.rosters.reading.vocabulary.unkept import is_kept, why_not
from chibo.roll.rosters.rules.lines import LEAVE, TYPED, Question
from chibo.roll.rosters.rules.places import Cell

_MEGABYTES = LIMITS.size // 1_000_000
_OTHER = "other"
#: The answer that leaves a column out.
_NONE = "-"
_LONG_NUMBER = re.compile(r"\d{9,}")


class UploadForm(forms.Form):
    on = DayField(label="Ngày của danh sách", help_text="Danh sách đúng đến ngày nào: dd/mm/yyyy")
    file = forms.FileField(
        label="Tệp danh sách",
        help_text=f"xlsx, xls, ods, csv, hoặc bảng lưu từ trang mạng; nhiều nhất {_MEGABYTES} MB, không có macro.",
        error_messages={"required": "Chưa chọn tệp", "empty": "Tệp không có nội dung; kiểm tra lại tệp."},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LIMITS.size:
            raise ValidationError(
                f"Tệp lớn {file.size / 1_000_000:.1f} MB, quá mức {_MEGABYTES} MB; tách thành nhiều tệp nhỏ hơn."
            )
        return file


class ColumnsForm(forms.Form):
    """Each column of one list with the field that it is taken for."""

    def __init__(self, *args: Any, table: Mapping[str, Any], samples: Sequence[Sequence[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = [(code, field.label) for code, field in FIELDS.items() if is_kept(code)]
        left = [(code, field.label) for code, field in FIELDS.items() if not is_kept(code)]
        choices = [(_NONE, "— không nhập cột này —"), ("Ghi vào sổ", kept), ("Đọc được, sổ không giữ", left)]
        for column, cells in zip(table["columns"], samples, strict=True):
            chosen = column["field"]
            known = choices if chosen in FIELDS or not chosen else [*choices, (chosen, _joined(chosen))]
            shown = "; ".join(_LONG_NUMBER.sub(_masked, cell) for cell in cells) or "cột trống"
            self.fields[column["letter"]] = forms.TypedChoiceField(
                label=f"Cột {column['letter']}: {column['title']}",
                choices=known,
                coerce=lambda code: "" if code == _NONE else code,
                empty_value="",
                initial=chosen or _NONE,
                help_text=f"{_about(column)} Trong tệp: {shown}",
            )

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        held = [code for value in clean.values() for code in str(value).split("+") if code]
        twice = sorted({FIELDS[code].label for code in held if held.count(code) > 1})
        if twice:
            raise ValidationError(f"Hai cột cùng chọn “{twice[0]}”; mỗi mục chỉ lấy từ một cột.")
        if not {"full_name", "given_name", "birth_name"} & set(held):
            raise ValidationError("Chưa chọn cột nào là họ và tên.")
        return clean


def _masked(number: re.Match[str]) -> str:
    """As identity numbers are shown everywhere: the end is enough to know the column by."""
    return f"•••• {number[0][-4:]}"


def _about(column: Mapping[str, Any]) -> str:
    """Why the column is taken for this, and whether the register keeps it."""
    why = f"{column['why'][:1].upper()}{column['why'][1:]}."
    code = column["field"]
    return f"{why} Đọc được, sổ không giữ: {why_not(code)}." if code and not is_kept(code) else why


def _joined(code: str) -> str:
    return " và ".join(FIELDS[part].label for part in code.split("+"))


class RowForm(forms.Form):
    """The questions of one row, each with its answers, what may be typed, and leaving the row out."""

    def __init__(self, *args: Any, questions: Sequence[Question], cells: Sequence[Cell], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for number, question in enumerate(questions):
            choices = list(question.choices)
            if question.free in {"day", "text"}:
                choices.append((_OTHER, "Ghi giá trị đúng ở ô dưới"))
            if question.free == "place":
                choices.append((_OTHER, "Chọn chi bộ ở ô dưới"))
            choices.append((LEAVE, "Bỏ dòng này, không ghi vào sổ"))
            self.fields[f"answer_{number}"] = forms.ChoiceField(
                label=question.column or "Dòng này",
                help_text=question.text,
                choices=choices,
                widget=forms.RadioSelect,
                required=False,
            )
            if question.free:
                self.fields[f"typed_{number}"] = _typed(question, cells)

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        for number, question in enumerate(self.questions):
            answer, typed = clean.get(f"answer_{number}"), clean.get(f"typed_{number}")
            if typed and not answer:
                clean[f"answer_{number}"] = answer = _OTHER
            if answer == _OTHER and not typed:
                self.add_error(f"typed_{number}", "Chưa ghi giá trị đúng.")
            elif answer == _OTHER and question.free == "text":
                clean[f"typed_{number}"] = self._as_kept(number, question, str(typed))
        return clean

    def _as_kept(self, number: int, question: Question, typed: str) -> str:
        """A typed cell in the way that the register keeps it."""
        code = question.code.rpartition(":")[2]
        if code in FIELDS and FIELDS[code].kind in {"date", "partial"}:
            try:
                return parse_day(typed).isoformat()
            except ValueError as error:
                self.add_error(f"typed_{number}", str(error))
        return typed.strip()

    def answers(self) -> dict[str, str]:
        """Question -> answer; nothing for what was not answered."""
        found: dict[str, str] = {}
        for number, question in enumerate(self.questions):
            answer = self.cleaned_data[f"answer_{number}"]
            if answer == _OTHER:
                typed = self.cleaned_data[f"typed_{number}"]
                answer = TYPED + (typed.isoformat() if question.free == "day" else str(typed))
            found[question.code] = answer
        return found


def _typed(question: Question, cells: Sequence[Cell]) -> forms.Field:
    if question.free == "day":
        return DayField(label="Ngày đúng", required=False)
    if question.free == "place":
        choices = [("", "— chọn chi bộ —"), *((cell.code, f"{cell.name}, {cell.above}") for cell in cells)]
        return forms.ChoiceField(label="Chi bộ", choices=choices, required=False)
    return forms.CharField(label="Giá trị đúng", max_length=200, required=False)


class PlaceForm(forms.Form):
    """What a text of the file means."""

    text = forms.CharField(max_length=300, widget=forms.HiddenInput)
    code = forms.ChoiceField(label="Chi bộ")

    def __init__(self, *args: Any, cells: Sequence[Cell], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "— chọn chi bộ —"), *((cell.code, f"{cell.name}, {cell.above}") for cell in cells)]
