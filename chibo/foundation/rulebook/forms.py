"""What the pages of the law are asked with: a day, a word, a route. All of it stays in the address."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from chibo.common.dates import display
from chibo.common.fields import DayField
from chibo.common.text import nfc
from chibo.foundation.rulebook import queries
from chibo.foundation.rulebook.book import LookupFailed
from chibo.foundation.rulebook.law import law_on, rulebook
from chibo.foundation.rulebook.model import Procedure, RouteSpec
from chibo.foundation.rulebook.words import word


class DayForm(forms.Form):
    """On which day the law is read; left blank, it is today."""

    ngay = DayField(label="Xem tại ngày", required=False, help_text="dd/mm/yyyy, trống là hôm nay")

    def clean_ngay(self) -> date | None:
        day: date | None = self.cleaned_data["ngay"]
        first = rulebook().first_day
        if day and day < first:
            raise ValidationError(f"Chưa có văn bản nào được ghi trước ngày {display(first)}", code="too_early")
        return day

    def day(self, today: date) -> date:
        """The day asked for, or today where none was asked for in words that can be read."""
        self.is_valid()
        return self.cleaned_data.get("ngay") or today


def _search(label: str) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=200, help_text="có dấu hay không dấu đều được", strip=True
    )


class SearchForm(DayForm):
    """Values by their words, on a day."""

    q = _search("Tìm giá trị")
    field_order = ["q", "ngay"]

    def clean_q(self) -> str:
        return nfc(self.cleaned_data["q"])


class RouteForm(DayForm):
    """A procedure, on one of its routes of the day."""

    tuyen = forms.CharField(
        label="Tuyến", required=False, help_text="chi bộ đứng ở đâu trong tổ chức", widget=forms.Select
    )
    field_order = ["tuyen", "ngay"]

    def __init__(self, *args: Any, code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code = code

    def clean_ngay(self) -> date | None:
        if day := super().clean_ngay():
            try:
                law_on(day).procedure(self.code)
            except LookupFailed:
                raise ValidationError(f"Thủ tục này chưa được ghi cho ngày {display(day)}", code="too_early") from None
        return day

    def chosen(self, today: date) -> tuple[Procedure, RouteSpec]:
        """The procedure of the day and the route asked for; the widest where none, or none of that day, was."""
        procedure = law_on(self.day(today)).procedure(self.code)
        widest = queries.widest_route(procedure)
        routes = {widest.code: widest, **procedure.routes}
        asked = self.cleaned_data.get("tuyen") or widest.code
        if asked not in routes:
            self.add_error("tuyen", f"Tuyến {asked} không có vào ngày {display(self.day(today))}")
        box = self.fields["tuyen"].widget
        assert isinstance(box, forms.Select)
        box.choices = [(route.code, route.title) for route in routes.values()]
        return procedure, routes.get(asked, widest)


class QuestionForm(forms.Form):
    """Questions by their words and topic."""

    q = _search("Tìm câu hỏi")
    chu_de = forms.ChoiceField(label="Lĩnh vực", required=False, help_text="một lĩnh vực, hoặc tất cả")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["chu_de"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Tất cả"), *((topic, word("matters", topic)) for topic in queries.topics())]

    def clean_q(self) -> str:
        return nfc(self.cleaned_data["q"])
