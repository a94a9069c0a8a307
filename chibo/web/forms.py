"""How every form is drawn: Django's own forms, our field template, Bootstrap's classes on the boxes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

from chibo.common.fields import CountField, DayField, IdentityField, PartialDayField


class Field(BoundField):
    """A bound field that knows which box it is; templates/forms/field.html asks."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        if field.error_messages.get("required") is forms.Field.default_error_messages["required"]:
            field.error_messages["required"] = self._left_out

    @property
    def is_group(self) -> bool:
        return isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)

    @property
    def is_tick(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_day(self) -> bool:
        return isinstance(self.field, DayField)

    @property
    def anchor(self) -> str:
        """Where a link of the error summary goes: the box, or the first choice of a group."""
        return f"{self.auto_id}_0" if self.is_group else self.id_for_label

    def build_widget_attrs(self, attrs: Any, widget: Any = None) -> Any:
        built = super().build_widget_attrs(attrs, widget)
        classes = [(widget or self.field.widget).attrs.get("class", ""), self._box()]
        if self.errors:
            classes.append("is-invalid")
        built["class"] = " ".join(filter(None, classes))
        return built

    @property
    def _left_out(self) -> str:
        """Instead of "this field is required"; a field that says it better keeps its own words."""
        if self.is_tick:
            return "Chưa đánh dấu"
        chosen = isinstance(self.field.widget, forms.Select | forms.FileInput)
        return "Chưa chọn" if self.is_group or chosen else "Chưa ghi"

    def _box(self) -> str:
        if self.is_group or self.is_tick:
            return "form-check-input"
        if isinstance(self.field.widget, forms.Select):
            return "form-select"
        if isinstance(self.field, CountField | IdentityField | PartialDayField):
            return "form-control short"
        return "form-control"


class Renderer(TemplatesSetting):
    field_template_name = "forms/field.html"
    bound_field_class = Field
