"""One form for each act on a file; each cleans to what its action takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from chibo.common.dates import PartialDate
from chibo.common.fields import DayField, IdentityField, NameField, PartialDayField
from chibo.roll.files.columns import LABELS
from chibo.roll.files.models import Correction, EntryKind, PaperCheck
from chibo.roll.files.rules.corrections import LIVING, Asked
from chibo.roll.files.rules.entries import Told
from chibo.roll.files.rules.leavings import DEATH, ENDS, LEAVINGS, Left
from chibo.roll.members.models import Sex


def _iso(day: PartialDate | None) -> str:
    return str(day) if day else ""


def _partial(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


class KindForm(forms.Form):
    """Which kind of entry: what else is asked depends on it."""

    loai = forms.ChoiceField(label="Loại mục", choices=EntryKind.choices)


class EntryForm(forms.Form):
    """A dated fact of the file. Of discipline only its outline is asked."""

    what = NameField(label="Nội dung", max_length=200)
    where = forms.CharField(label="Nơi, đơn vị, trường", max_length=200, required=False)
    from_on = PartialDayField(label="Từ ngày", required=False)
    to_on = PartialDayField(label="Đến ngày", required=False)
    document = forms.CharField(label="Số quyết định, văn bằng", max_length=120, required=False)
    document_on = PartialDayField(label="Ngày của văn bản", required=False)
    issuer = forms.CharField(label="Nơi ban hành", max_length=200, required=False)

    def __init__(self, *args: Any, kind: str, forms_of_discipline: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind == EntryKind.DISCIPLINE:
            choices = [("", "— chọn —"), *((words, words) for words in forms_of_discipline)]
            self.fields["what"] = forms.ChoiceField(label="Hình thức kỷ luật", choices=choices)
            del self.fields["where"]
            self.fields["from_on"].label = "Có hiệu lực từ"
            self.fields["to_on"].label = "Hết hiệu lực"
            self.order_fields(["what", "document", "document_on", "issuer", "from_on", "to_on"])

    @classmethod
    def told_of(cls, entry: Any) -> dict[str, Any]:
        """What an entry says, as the form starts with it."""
        told = {name: getattr(entry, name) for name in ("what", "where", "document", "issuer")}
        return told | {name: _partial(getattr(entry, name)) for name in ("from_on", "to_on", "document_on")}

    def told(self) -> Told:
        clean = self.cleaned_data
        return Told(
            kind=self.kind,
            what=clean["what"],
            where=clean.get("where", ""),
            from_on=_iso(clean["from_on"]),
            to_on=_iso(clean["to_on"]),
            document=clean["document"],
            document_on=_iso(clean["document_on"]),
            issuer=clean["issuer"],
        )


class GroundForm(forms.Form):
    """Why an entry is changed, and which paper allows it."""

    ground = forms.CharField(label="Căn cứ", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    ground_document = forms.CharField(label="Số văn bản cho sửa", max_length=120)
    ground_on = DayField(label="Ngày văn bản cho sửa")


class EntryCorrectionForm(EntryForm, GroundForm):
    """The entry as it should read, and what allows it."""

    field_order = ("what", "where", "from_on", "to_on", "document", "document_on", "issuer")


class ColumnForm(forms.Form):
    """A column of the person; the new value is read as its kind asks. ``seen`` is what the author saw."""

    new = forms.CharField(label="Ghi đúng là", max_length=200, required=False)

    def __init__(self, *args: Any, field: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field = field
        self.fields["new"] = new_field(field)

    def new_value(self) -> str:
        value = self.cleaned_data["new"]
        return _iso(value) if self.field == "born_on" else str(value or "")


def new_field(field: str) -> forms.Field:
    """The box in which a column of a person is written anew."""
    label = "Ghi đúng là"
    match field:
        case "born_on":
            return PartialDayField(label=label)
        case "sex":
            return forms.ChoiceField(label=label, choices=Sex.choices, widget=forms.RadioSelect)
        case "identity":
            return IdentityField(label=label)
        case "name":
            return NameField(label=label, max_length=120)
        case _:
            return forms.CharField(label=label, max_length=200, required=False)


class CorrectionForm(ColumnForm):
    """A correction by the office, with its ground, its paper, and the consent where the original itself changes."""

    kind = forms.ChoiceField(label="Loại sửa", choices=Correction.Ground.choices, widget=forms.RadioSelect)
    ground = forms.CharField(label="Căn cứ", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    document = forms.CharField(
        label="Số văn bản làm căn cứ", max_length=120, help_text="Số của giấy tờ trong hồ sơ gốc, của phiếu bổ sung…"
    )
    document_on = DayField(label="Ngày văn bản làm căn cứ")
    consent_by = forms.CharField(label="Cấp ủy đồng ý cho sửa", max_length=200, required=False)
    consent = forms.CharField(label="Số văn bản đồng ý", max_length=120, required=False)
    consent_on = DayField(label="Ngày văn bản đồng ý", required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, field: str, **kwargs: Any) -> None:
        super().__init__(*args, field=field, **kwargs)
        if field not in LIVING:
            kind = self.fields["kind"]
            assert isinstance(kind, forms.ChoiceField)
            kind.choices = [(code, words) for code, words in Correction.Ground.choices if code != "UPDATE"]
        self.fields["consent_by"].help_text = "Ba mục dưới đây chỉ cần khi chính hồ sơ gốc được cho sửa"

    def asked(self, present: str) -> Asked:
        """``present`` is what the author saw, as the register holds it."""
        clean = self.cleaned_data
        return Asked(
            field=self.field,
            kind=clean["kind"],
            old=present,
            new=self.new_value(),
            ground=clean["ground"],
            document=clean["document"],
            document_on=clean["document_on"],
            consent_by=clean["consent_by"],
            consent=clean["consent"],
            consent_on=clean["consent_on"],
        )


class FieldForm(forms.Form):
    """Which of the own columns a member wants to have put right."""

    muc = forms.ChoiceField(label="Mục muốn sửa", choices=list(LABELS.items()))


class ProposalForm(ColumnForm):
    ground = forms.CharField(
        label="Căn cứ",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Giấy tờ nào cho biết điều này, số và ngày; mang theo khi văn phòng hẹn. Không gửi bản chụp ở đây.",
    )


class AcceptForm(CorrectionForm):
    """The answer "yes": what was asked stands, the office adds what allows it."""

    def __init__(self, *args: Any, field: str, **kwargs: Any) -> None:
        super().__init__(*args, field=field, **kwargs)
        del self.fields["new"]

    def new_value(self) -> str:
        return ""  # the proposal says it


class RefuseForm(forms.Form):
    reason = forms.CharField(
        label="Lý do không sửa",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Đảng viên sẽ đọc.",
    )


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
        return _iso(self.cleaned_data["born_on"])


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
