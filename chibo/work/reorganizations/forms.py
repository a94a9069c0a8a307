"""Drafting a plan: what kind, which organizations, what becomes of them, by which document, from which day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from chibo.common.fields import DayField
from chibo.common.text import fold, nfc
from chibo.roll.organizations.models import Kind, Level
from chibo.work.reorganizations.models import Reorganization
from chibo.work.reorganizations.queries.choices import Offer
from chibo.work.reorganizations.rules.moves import Close, Found, Merge, Move, Relevel, Rename, Reparent, Split

_NEW = ""
_AS_BEFORE = [("", "Như tổ chức cũ")]


class DraftForm(forms.Form):
    """What is to be arranged, and which committee decides."""

    kind = forms.ChoiceField(label="Loại việc", choices=Reorganization.Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label="Tên việc", max_length=200, help_text="Ví dụ: Hợp nhất hai chi bộ tổ dân phố 1 và 2")
    decider = forms.ChoiceField(label="Cấp quyết định")

    def __init__(self, *args: Any, deciders: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "decider", deciders)
        if len(deciders) == 1:
            self.fields["decider"].initial = deciders[0][0]


class PaperForm(forms.Form):
    """The day and the documents; a draft may still lack them."""

    on = DayField(label="Có hiệu lực từ ngày", required=False)
    document = forms.CharField(label="Số văn bản quyết định", max_length=120, required=False)
    document_on = DayField(label="Ngày văn bản quyết định", required=False)
    receiving_document = forms.CharField(
        label="Số văn bản tiếp nhận",
        max_length=120,
        required=False,
        help_text="Của đảng bộ cơ sở nơi nhận, khi chi bộ chuyển sang đảng bộ khác",
    )
    receiving_document_on = DayField(label="Ngày văn bản tiếp nhận", required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)


class UndoForm(forms.Form):
    ground = forms.CharField(label="Lý do hoàn tác", max_length=300, help_text="Số, ngày văn bản thu hồi hoặc sai sót")


class InsideForm(forms.Form):
    """Which organization the choices below belong to; it stays in the address."""

    trong = forms.ChoiceField(label="Chọn trong tổ chức", required=False)
    ten = forms.CharField(label="Tên có chữ", required=False, max_length=60)

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["trong"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(offer.everywhere)


class MoveForm(forms.Form):
    """Part of a plan. ``moves`` are what it comes to."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer

    def moves(self) -> list[Move]:
        raise TypeError("each form says its own moves")

    def _level_of(self, code: str) -> str:
        form = self.offer.forms.get(code)
        return form.level if form else ""


class NewOrganization(MoveForm):
    """Where the others go: an organization that stands already, or a new one."""

    into = forms.ChoiceField(label="Nhập vào", required=False)
    new_name = forms.CharField(label="Tên tổ chức mới", max_length=200, required=False)
    new_code = forms.CharField(
        label="Mã của tổ chức mới", max_length=40, required=False, help_text="Để trống thì lập theo tên"
    )
    new_registry_code = forms.CharField(
        label="Mã 14 số của tổ chức mới", max_length=18, required=False, help_text="Dạng 38.168.053.000.001"
    )
    new_level = forms.ChoiceField(label="Cấp của tổ chức mới", required=False, choices=[*_AS_BEFORE, *Level.choices])
    new_kind = forms.ChoiceField(
        label="Loại hình của tổ chức mới", required=False, choices=[*_AS_BEFORE, *Kind.choices]
    )
    new_parent = forms.ChoiceField(label="Tổ chức mới trực thuộc", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "into", self.offer.everywhere, "Tổ chức mới, ghi ở dưới")
        _offer(self, "new_parent", self.offer.committees, _AS_BEFORE[0][1])

    def clean(self) -> dict[str, Any] | None:
        clean = super().clean()
        if clean is not None and not clean.get("into") and not clean.get("new_name"):
            self.add_error("new_name", "Chưa chọn nơi nhập vào và chưa ghi tên tổ chức mới")
        return clean

    def destination(self, model: str) -> tuple[str, list[Move]]:
        """The code, and the founding when it is new; ``model`` is the organization that it is shaped after."""
        clean = self.cleaned_data
        if clean["into"] != _NEW:
            return clean["into"], []
        shape = self.offer.forms[model]
        above = next((f for f in self.offer.forms.values() if f.organization_id == shape.parent_id), None)
        code = clean["new_code"].upper() or code_of(clean["new_name"])
        founded = Found(
            code=code,
            name=nfc(clean["new_name"]),
            level=clean["new_level"] or shape.level,
            kind=clean["new_kind"] or shape.kind,
            parent=clean["new_parent"] or (above.organization.code if above else ""),
            registry_code=clean["new_registry_code"],
        )
        return code, [founded]


class MergeForm(NewOrganization):
    codes = forms.MultipleChoiceField(label="Các tổ chức được nhập", widget=forms.CheckboxSelectMultiple)
    field_order = ["codes"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "codes", self.offer.parts)

    def clean_codes(self) -> list[str]:
        codes: list[str] = self.cleaned_data["codes"]
        if self.data.get("into") in codes:
            raise ValidationError("Tổ chức nhận không thể đồng thời là tổ chức được nhập")
        return codes

    def moves(self) -> list[Move]:
        codes = self.cleaned_data["codes"]
        into, founded = self.destination(codes[0])
        return [*founded, *(Merge(code, into) for code in codes)]


class SplitForm(NewOrganization):
    """Of a cell, people by name; of a committee, organizations under it."""

    chosen = forms.MultipleChoiceField(label="Chuyển sang tổ chức mới", widget=forms.CheckboxSelectMultiple)
    field_order = ["chosen"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "chosen", self.offer.people if self.offer.is_cell else self.offer.parts)
        self.fields["into"].label = "Chuyển sang"

    def moves(self) -> list[Move]:
        origin = self.offer.inside.organization.code
        into, founded = self.destination(origin)
        chosen = self.cleaned_data["chosen"]
        if self.offer.is_cell:
            return [*founded, Split(origin, into, tuple(int(pk) for pk in chosen))]
        return [*founded, *(Reparent(code, into) for code in chosen)]


class DissolveForm(MoveForm):
    code = forms.ChoiceField(label="Tổ chức kết thúc hoạt động")
    into = forms.ChoiceField(
        label="Đảng viên, tổ chức trực thuộc chuyển về",
        required=False,
        help_text="Để trống khi tổ chức không còn ai và không còn tổ chức trực thuộc",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "code", self.offer.everywhere)
        _offer(self, "into", self.offer.everywhere, "Không còn ai để chuyển")

    def moves(self) -> list[Move]:
        code, into = self.cleaned_data["code"], self.cleaned_data["into"]
        return [Merge(code, into) if into else Close(code)]


class RenameForm(MoveForm):
    code = forms.ChoiceField(label="Tổ chức đổi tên")
    name = forms.CharField(label="Tên mới", max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "code", self.offer.everywhere)

    def moves(self) -> list[Move]:
        return [Rename(self.cleaned_data["code"], nfc(self.cleaned_data["name"]))]


class ReparentForm(MoveForm):
    codes = forms.MultipleChoiceField(label="Các tổ chức chuyển đi", widget=forms.CheckboxSelectMultiple)
    parent = forms.ChoiceField(label="Về trực thuộc")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "codes", self.offer.parts)
        _offer(self, "parent", self.offer.committees)

    def moves(self) -> list[Move]:
        return [Reparent(code, self.cleaned_data["parent"]) for code in self.cleaned_data["codes"]]


class LevelForm(MoveForm):
    codes = forms.MultipleChoiceField(label="Các tổ chức đổi cấp", widget=forms.CheckboxSelectMultiple)
    level = forms.ChoiceField(label="Cấp mới", choices=[("", "— chọn —"), *Level.choices])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = self.offer.inside
        _choose(self, "codes", [(here.organization.code, here.name), *self.offer.parts])

    def moves(self) -> list[Move]:
        return [Relevel(code, self.cleaned_data["level"]) for code in self.cleaned_data["codes"]]


class FoundForm(MoveForm):
    name = forms.CharField(label="Tên tổ chức mới", max_length=200)
    code = forms.CharField(label="Mã", max_length=40, required=False, help_text="Để trống thì lập theo tên")
    registry_code = forms.CharField(
        label="Mã 14 số", max_length=18, required=False, help_text="Dạng 38.168.053.000.001"
    )
    level = forms.ChoiceField(label="Cấp", choices=[("", "— chọn —"), *Level.choices])
    kind = forms.ChoiceField(label="Loại hình", choices=[("", "— chọn —"), *Kind.choices])
    parent = forms.ChoiceField(label="Trực thuộc")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "parent", self.offer.committees)

    def moves(self) -> list[Move]:
        clean = self.cleaned_data
        code = clean["code"].upper() or code_of(clean["name"])
        named = {key: clean[key] for key in ("level", "kind", "parent", "registry_code")}
        return [Found(code=code, name=nfc(clean["name"]), **named)]


def code_of(name: str) -> str:
    """An organization's code made of its name: "Chi bộ tổ dân phố 3" as CHI-BO-TO-DAN-PHO-3."""
    return "-".join(re.findall(r"[A-Z0-9]+", fold(name).upper()))[:40].strip("-")


def _offer(form: forms.Form, name: str, choices: Sequence[tuple[str, str]], empty: str = "— chọn —") -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", empty), *choices]


def _choose(form: forms.Form, name: str, choices: Sequence[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.MultipleChoiceField)
    field.choices = list(choices)


#: Parts of a plan: word in the address -> (heading, form, whether the choices lie inside one organization).
PARTS: dict[str, tuple[str, type[MoveForm], bool]] = {
    "hop-nhat": ("Hợp nhất, sáp nhập", MergeForm, True),
    "chia-tach": ("Chia, tách", SplitForm, True),
    "giai-the": ("Giải thể, kết thúc hoạt động", DissolveForm, False),
    "doi-ten": ("Đổi tên", RenameForm, False),
    "truc-thuoc": ("Thay đổi nơi trực thuộc, chuyển giao chi bộ", ReparentForm, True),
    "doi-cap": ("Thay đổi cấp", LevelForm, True),
    "thanh-lap": ("Thành lập tổ chức mới", FoundForm, False),
}
#: The part that a kind of plan begins with.
FIRST = {
    "MERGE": "hop-nhat",
    "SPLIT": "chia-tach",
    "DISSOLVE": "giai-the",
    "RENAME": "doi-ten",
    "REPARENT": "truc-thuoc",
    "LEVEL": "doi-cap",
    "HANDOVER": "truc-thuoc",
}
