"""Forms of entries, corrections and what members propose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from chibo.common.dates import PartialDate
from chibo.common.fields import DayField, IdentityField, NameField, PartialDayField
from chibo.roll.files.columns import LABELS
from chibo.roll.files.models import Correction, EntryKind
from chibo.roll.files.rules.corrections import LIVING, Asked
from chibo.roll.files.rules.entries import Told
from chibo.roll.members.models import Sex


def iso(day: PartialDate | None) -> str:
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
            from_on=iso(clean["from_on"]),
            to_on=iso(clean["to_on"]),
            document=clean["document"],
            document_on=iso(clean["document_on"]),
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
        return iso(value) if self.field == "born_on" else str(value or "")


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
