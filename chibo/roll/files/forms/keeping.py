"""Forms of keeping the files: checklists, rounds, loans, handovers, guests, and what narrows a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from chibo.common.fields import DayField, NameField, PartialDayField
from chibo.roll.files.forms.entries import iso
from chibo.roll.files.models import PaperCheck


class ChecklistForm(forms.Form):
    """Many papers of one file: the common day and place, and a mark for each paper (``p12``, ``k12``, ``d12`` …)."""

    on = DayField(label="Ngày kiểm")
    kept_at = forms.CharField(
        label="Nơi để hồ sơ", max_length=120, required=False, help_text="Ví dụ: tủ 2, ngăn 3, cặp 17"
    )

    rest = forms.ChoiceField(
        label="Giấy tờ phải có mà chưa kiểm lần nào và chưa đánh dấu ở dưới",
        choices=[("", "Để nguyên, chưa kiểm"), ("PRESENT", "Đã kiểm, đều có")],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, numbers: Sequence[int], asked: Sequence[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers, self.must = numbers, frozenset(asked)

    def clean(self) -> dict[str, Any]:
        clean = self.cleaned_data
        marked = any(self.data.get(f"p{number}") for number in self.numbers)
        if clean.get("rest") and not self.must and not marked:
            told = "Không còn giấy tờ phải có nào chưa kiểm; giấy tờ đã ghi thiếu thì đánh dấu lại từng loại ở dưới."
            self.add_error("rest", told)
        return clean

    def marks(self) -> dict[int, Mapping[str, Any]]:
        """Paper number -> what was marked; papers without a mark were not looked for."""
        found: dict[int, Mapping[str, Any]] = {}
        for number in self.numbers:
            state = str(self.data.get(f"p{number}", "")) or (self.cleaned_data["rest"] if number in self.must else "")
            if state in PaperCheck.State.values:
                found[number] = {
                    "state": state,
                    "kept_at": str(self.data.get(f"k{number}", "")).strip()[:120] or self.cleaned_data["kept_at"],
                    "document": str(self.data.get(f"d{number}", "")).strip()[:120],
                    "secret": f"s{number}" in self.data,
                    "note": str(self.data.get(f"n{number}", "")).strip()[:200],
                }
        return found


class OnePaperForm(forms.Form):
    """One paper of many files: the day, the place, and who has it (``p`` + person id)."""

    on = DayField(label="Ngày kiểm")
    kept_at = forms.CharField(label="Nơi để", max_length=120, required=False)

    def states(self, people: Sequence[int]) -> dict[int, str]:
        marked = {pk: str(self.data.get(f"p{pk}", "")) for pk in people}
        return {pk: state for pk, state in marked.items() if state in {"PRESENT", "MISSING"}}


class DayForm(forms.Form):
    on = DayField(label="Ngày")


class CompareForm(forms.Form):
    """The files compared on a day: ticked ones agree (``a``), those with words differ (``khac`` + person id)."""

    on = DayField(label="Ngày đối chiếu")

    def results(self, people: Sequence[int]) -> tuple[set[int], dict[int, str]]:
        data: Any = self.data
        words = {pk: str(data.get(f"khac{pk}", "")).strip() for pk in people}
        agree = {pk for pk in people if f"a{pk}" in data}
        return agree, {pk: said for pk, said in words.items() if said}


class SettleForm(forms.Form):
    on = DayField(label="Ngày xử lý")
    how = forms.CharField(label="Đã xử lý thế nào", max_length=300)


class LendForm(forms.Form):
    borrower = forms.CharField(label="Người mượn", max_length=120)
    office = forms.CharField(label="Đơn vị", max_length=200)
    number = forms.IntegerField(
        label="Giấy tờ số",
        required=False,
        min_value=1,
        help_text="Số trong danh mục; mượn cả hồ sơ thì để trống",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    purpose = forms.CharField(label="Mục đích", max_length=200)
    allowed_by = forms.CharField(label="Người cho phép, văn bản", max_length=200)
    on = DayField(label="Ngày mượn")
    due_on = DayField(label="Hạn trả")


class ReturnForm(forms.Form):
    on = DayField(label="Ngày trả")
    note = forms.CharField(label="Tình trạng khi trả", max_length=200, required=False)


class HandoverForm(forms.Form):
    on = DayField(label="Ngày bàn giao")
    giver = forms.CharField(label="Người giao", max_length=120)
    receiver = forms.CharField(label="Người nhận", max_length=120)
    witness = forms.CharField(label="Người chứng kiến", max_length=120, required=False)
    ground = forms.CharField(label="Lý do, văn bản", max_length=200, help_text="Quyết định phân công, số và ngày")


class GuestForm(forms.Form):
    name = NameField(label="Họ và tên", max_length=120)
    born_on = PartialDayField(label="Ngày sinh", required=False)
    home = forms.CharField(label="Nơi sinh hoạt chính thức", max_length=200)
    address = forms.CharField(label="Nơi ở", max_length=200, required=False)
    letter = forms.CharField(label="Số giấy giới thiệu", max_length=120)
    on = DayField(label="Ngày giới thiệu")
    exempt = forms.ChoiceField(label="Diện miễn sinh hoạt nơi cư trú", required=False)

    def __init__(self, *args: Any, kinds: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        exempt = self.fields["exempt"]
        assert isinstance(exempt, forms.ChoiceField)
        exempt.choices = [("", "Không thuộc diện miễn"), *kinds.items()]

    def clean_born_on(self) -> str:
        return iso(self.cleaned_data["born_on"])


class LeaveForm(forms.Form):
    on = DayField(label="Thôi từ ngày")
    ground = forms.CharField(label="Lý do", max_length=200)


class YearForm(forms.Form):
    """Of which year a supplement is printed."""

    nam = forms.IntegerField(label="Năm", min_value=1930, max_value=2100)


class BookForm(forms.Form):
    """As of which day a book is printed."""

    ngay = DayField(label="Tính đến ngày", required=False)


class CellForm(forms.Form):
    """Which part of a long list is shown; it stays in the address."""

    chi_bo = forms.ChoiceField(label="Chi bộ", required=False)
    trang = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, cells: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cell = self.fields["chi_bo"]
        assert isinstance(cell, forms.ChoiceField)
        cell.choices = [("", "Tất cả chi bộ"), *cells]
